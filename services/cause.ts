import type { FactValue, Source } from './facts.ts';

/** True or false when what was seen decides, undefined when it is unseen. */
export type Truth = boolean | undefined;

/** What a sign may read: every read is noted, so that the verdict can name the facts it leans on. */
export interface Seen {
  /** The mailbox's canonical address. */
  readonly mailbox: string;
  /** The case's moment in ms since the epoch; never the wall clock. */
  readonly now: number;
  /** The winning value of a path (`mailbox.upn`, `servers[ex16a].exchange`), undefined when unseen. */
  get(path: string): FactValue | undefined;
  text(path: string): string | undefined;
  number(path: string): number | undefined;
  flag(path: string): Truth;
  list(path: string): readonly string[] | undefined;
  /** A time in ms since the epoch. */
  time(path: string): number | undefined;
  /** Whether a text or enum leaf is one of these (case-insensitive); unseen stays undefined. */
  is(path: string, ...values: readonly (string | number)[]): Truth;
  /** Whether a list leaf contains this (case-insensitive); false only when the list is whole (no closing "…"). */
  has(path: string, value: string): Truth;
  /** Seen keys of a keyed group, lower case (`keys('mapi')` gives `mail.contoso.example@ex16a/nspi`, …). */
  keys(group: string): readonly string[];
  /** Whether the group was enumerated by the directory or a worker, so that what is missing is absent. */
  enumerated(group: string): boolean;
  /** Three-valued over the keys of a group: true when one is true; false only when all are false and the group was looked at. */
  some(group: string, test: (key: string) => Truth): Truth;
  /** Three-valued over the keys of a group: false when one is false; true only when all are true and there is one. */
  every(group: string, test: (key: string) => Truth): Truth;
  /** Elements of `log[]`, `tried[]`, `connections[]`, each with its path (`log[3]`). Reading an element notes it. */
  elements(group: 'log' | 'tried' | 'connections'): readonly Element[];
  /** True when an element passes; false only when the place was searched (log: a `searched` span) and none passes; else unseen. */
  someElement(
    group: 'log' | 'tried' | 'connections',
    test: (value: ElementValue) => Truth,
    searched?: Searched,
  ): Truth;
  /** What a reading gives, worked out once for a case and what it is about; its facts are noted for whoever asks. */
  once<T, About>(read: (seen: Seen, about: About) => T, about: About): T;
}

/** A reading that many signs share, about one thing at most: it runs once for a case, however often it is asked. */
export const reading =
  <T, About = void>(read: (seen: Seen, about: About) => T) =>
  (seen: Seen, about: About): T =>
    seen.once(read, about);

export type ElementValue = Readonly<Record<string, string | number | boolean | undefined>>;
export interface Element {
  readonly path: string;
  readonly value: ElementValue;
}
/** Where a log line would stand: it is known to be absent only when each of these servers' log was searched over the span. */
export interface Searched {
  readonly servers?: readonly string[];
  readonly log: string;
  /** ms since the epoch: the span that must have been searched; it ends now unless `to` says otherwise. */
  readonly from?: number;
  readonly to?: number;
}

export const all = (...parts: readonly Truth[]): Truth =>
  parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
export const any = (...parts: readonly Truth[]): Truth =>
  parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
export const not = (part: Truth): Truth => (part === undefined ? undefined : !part);

/**
 * The moment and the mailbox for which every example is written. Put into a case, its times shift by the case's
 * moment minus this one, and the mailbox's names become those of the case.
 */
export const exampleAt = '2026-11-20T10:00:00Z';
export const exampleMailbox = {
  address: 'anna@contoso.example',
  sid: 'S-1-5-21-1004-2001-3001-1105',
  guid: '5c3f1d52-0d3b-4b52-8f0a-6f2f0a5b9e11',
  user: 'CORP\\anna',
} as const;

/** Facts of an example, by path. A key's names are bound to the names of the case; a value may carry its source. */
export type Example = Readonly<
  Record<string, FactValue | readonly unknown[] | { readonly value: FactValue; readonly from: Source }>
>;

export type Weight = 'proof' | 'strong' | 'fair' | 'weak';

export interface SignBody {
  /** Whether it holds; undefined when the facts it needs are unseen. */
  readonly when: (seen: Seen) => Truth;
  /** The sentence, with host and value in it; said when the sign holds (for a must: when it is seen either way). */
  readonly says: (seen: Seen) => string;
  /** Facts with which `when` is true. */
  readonly shown: Example;
  /** Facts with which `when` is false. */
  readonly cleared: Example;
  /** Signs of one group report the same event: only the strongest counts. */
  readonly group?: string;
  /** It rests on what our own account met: counts only after the control succeeded. */
  readonly ownAccount?: boolean;
  /** It rests on something known from memory only: at most strong unless a log line agrees. */
  readonly unverified?: boolean;
}
export interface Sign extends SignBody {
  readonly id: string;
  readonly role: 'must' | 'risk' | 'for' | 'against';
  readonly weight: Weight;
}

const weighing =
  (role: 'for' | 'against', weight: Weight) =>
  (id: string, body: SignBody): Sign => ({ id, role, weight, ...body });

export const must = (id: string, body: SignBody): Sign => ({ id, role: 'must', weight: 'strong', ...body });
export const risk = (id: string, body: SignBody): Sign => ({ id, role: 'risk', weight: 'fair', ...body });
export const proof = weighing('for', 'proof');
export const strong = weighing('for', 'strong');
export const fair = weighing('for', 'fair');
export const weak = weighing('for', 'weak');
export const against = {
  proof: weighing('against', 'proof'),
  strong: weighing('against', 'strong'),
  fair: weighing('against', 'fair'),
  weak: weighing('against', 'weak'),
} as const;

/** A section of the cause list; it sets the order of mending and which pasted proofs count. */
export type Side =
  | 'account'
  | 'client'
  | 'autodiscover'
  | 'moves'
  | 'server-authentication'
  | 'extended-protection'
  | 'tls'
  | 'network';

export interface CauseTable {
  readonly id: string;
  /** The popups this cause shows (`popup.kind`); another one lowers it. */
  readonly popups: readonly string[];
  readonly usual: 'usual' | 'occasional' | 'rare';
  readonly side: Side;
  /** Set by causes that mend `other mailboxes` in the order of mending. */
  readonly otherMailboxes?: boolean;
  /** Expected behaviour: nothing to mend, what it means. */
  readonly byDesign?: string;
  /** Why the popup appears, one sentence for the helpdesk. */
  readonly says: string;
  /** The same for the user: two sentences without jargon, then one thing to do or "nothing to do". */
  readonly toUser: { readonly says: string; readonly todo: string };
  readonly signs: readonly Sign[];
  /** True when field notes say "never first" with these facts: the band is then at most possible. */
  readonly neverFirst?: (seen: Seen) => Truth;
  /** Ids of remedies, the gentlest first. */
  readonly remedies: readonly string[];
  /** What to do and not to do meanwhile. */
  readonly meanwhile: readonly string[];
  /** Where this is known from. */
  readonly sources: readonly string[];
}
export type Cause = CauseTable;

/** A cause as a table one can read aloud; the file's name must be its id. */
export const cause = (table: CauseTable): Cause => table;
