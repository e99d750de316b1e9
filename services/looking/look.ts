import type { Blind, Fact, FactValue, Source } from '../facts.ts';
import type { Clients } from './clients.ts';
import type { Topology } from './topology.ts';

/** What is known so far: the facts that the looks finished up to now have brought. */
export interface Known {
  readonly mailbox: string;
  readonly facts: readonly Fact[];
  /** The winning value of a path among them, undefined when not brought (yet). */
  get(path: string): FactValue | undefined;
  keys(group: string): readonly string[];
  /** Where servers are dialled; no facts. */
  readonly topology: Topology;
}

/** One run of a look: the thing it looks at. `shared` results belong to a server or the organisation, not to the mailbox. */
export interface Subject {
  /** Unique within the look: `mail.contoso.example@ex16a/nspi`. */
  readonly key: string;
  readonly shared: boolean;
  /** Paths or prefixes (`mapi[mail.contoso.example@ex16a/nspi]`) that are unseen when this run fails. */
  readonly brings: readonly string[];
  /** Runs only after the control of our own account succeeded; else these paths are unseen with that reason. */
  readonly authenticates?: boolean;
}

/** The directory's own "no" to what was asked about: nothing can be diagnosed, and how to go on. */
export interface InputRefusal {
  readonly kind: 'not-an-address' | 'unknown' | 'no-mailbox' | 'two-mailboxes' | 'foreign-domain';
  /** One line for a person: which it is and how to go on. */
  readonly says: string;
  readonly candidates: readonly string[];
}
export interface Brought {
  readonly facts: readonly NewFact[];
  readonly blind?: readonly Blind[];
  /** Ends the whole look. */
  readonly refusal?: InputRefusal;
  /** Places for later looks to dial; no facts. */
  readonly topology?: Topology;
}
/** A fact as a look states it; the graph adds time and vantage. */
export interface NewFact {
  readonly fact: string;
  readonly value: FactValue;
  readonly from: Source;
  /** The exchange it came from: method, host, node, status or attribute. Never a secret. */
  readonly source: string;
  /** When it was observed, if not now (log lines). */
  readonly at?: string;
}

/**
 * A probe or a collector. It starts as soon as every look that brings one of its `needs` has finished.
 * The world's "no" is a fact it returns; only our inability is thrown, and becomes unseen with that reason.
 */
export interface Look<S extends Subject = Subject> {
  readonly id: string;
  readonly kind: 'probe' | 'collector';
  /** What a person reads while it runs: "Autodiscover on each front end". */
  readonly title: string;
  /** Groups or leaves it reads. */
  readonly needs: readonly string[];
  /** Groups or leaves it can bring. */
  readonly brings: readonly string[];
  /** ms for one run. */
  readonly deadlineMs: number;
  subjects(known: Known): readonly S[];
  run(subject: S, known: Known, clients: Clients, signal: AbortSignal): Promise<Brought>;
}

/** A probe as a table; the file's name must be its id. */
export const probe = <S extends Subject>(look: Omit<Look<S>, 'kind'>): Look<S> => ({
  ...look,
  kind: 'probe',
});
export const collector = <S extends Subject>(look: Omit<Look<S>, 'kind'>): Look<S> => ({
  ...look,
  kind: 'collector',
});
