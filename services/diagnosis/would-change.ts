import type { CaseFile } from '../case-file.ts';
import type { Cause, Example, Sign } from '../cause.ts';
import { pathId, type Source } from '../facts.ts';
import { bindings } from './binding.ts';
import type { SetFact } from './examples.ts';
import { type Indexed, indexed } from './indexed.ts';
import { type Bench, bench, height, type Judged, type JudgedSign, judgeCause, judgeSign } from './judge.ts';
import { createTracker } from './recorder.ts';
import type { Band, Change } from './types.ts';
import { changedCase, groupsReading, overlaid, shiftsWinners } from './what-if.ts';

/** One look or question whose answer changes a verdict. */
export interface Turn extends Change {
  readonly cause: string;
  readonly set: readonly SetFact[];
  /** Whether what it asks for is unseen in the case. */
  readonly unseen: boolean;
}

/** What it costs to learn a fact: a probe is free, a collector cheap, a person's time dear. */
export const costOf = (from: Source): number =>
  from === 'probe' || from === 'directory' ? 0 : from === 'worker' || from === 'log' ? 1 : 2;
const cost = (set: readonly SetFact[]): number => Math.max(...set.map(({ from }) => costOf(from)));

interface Asked {
  readonly example: Example;
  readonly unseen: boolean;
  /** The sign that it should turn, and to what; without one only the band tells. */
  readonly turns?: { readonly sign: Sign; readonly to: boolean };
}
/** Our own account, seen to sign in: without it what our account met does not count. */
const signedIn: Example = {
  'control.probeAccountUsable': true,
  'control.knownGoodTarget': 'mail.contoso.example',
};

/** A line of the same log that says nothing: what stands there instead when a telling line is taken away. */
function quietLine({ facts }: JudgedSign): Example {
  const line = facts.find(([path]) => path.startsWith('log['))?.[1].value;
  const { server, log, at } = (line ?? {}) as Readonly<Record<string, string | undefined>>; // an element of log[]
  const place = { ...(server === undefined ? {} : { server }), ...(log === undefined ? {} : { log }) };
  return {
    'log[]': [{ ...place, ...(at === undefined ? {} : { at }), status: 401, signature: 'challenge' }],
  };
}

/** The examples worth trying on a sign: what is not yet so. */
function tries(judged: JudgedSign): readonly Asked[] {
  const { sign, truth } = judged;
  const unseen = truth === undefined;
  const asked = (example: Example, to: boolean): Asked => ({
    example: sign.ownAccount === true ? { ...signedIn, ...example } : example,
    unseen,
    turns: { sign, to },
  });
  const shown = asked(sign.shown, true);
  const empties = Array.isArray(sign.cleared['log[]']) && sign.cleared['log[]'].length === 0;
  const cleared = asked(
    empties && truth === true ? { ...sign.cleared, ...quietLine(judged) } : sign.cleared,
    false,
  );
  return truth === undefined ? [shown, cleared] : truth ? [cleared] : [shown];
}

const everyPopup = ['credential', 'restart', 'certificate'];
/** The popup is a fact like others: one that fits, or one that does not. */
function popups(cause: Cause, { popup, index }: Bench): readonly Asked[] {
  const fits = popup === undefined || cause.popups.includes(popup);
  const kinds = [
    ...(fits && popup !== undefined ? [] : cause.popups.slice(0, 1)),
    ...(fits ? everyPopup.filter((kind) => !cause.popups.includes(kind)).slice(0, 1) : []),
  ];
  const chained = index.fact('popup.chain') !== undefined;
  return kinds.map(
    (kind): Asked => ({
      example: chained ? { 'popup.chain': [kind] } : { 'popup.kind': kind },
      unseen: popup === undefined,
    }),
  );
}

/** All musts that fail, mended at once: the way back for a cause that several of them rule out. */
function allMusts({ signs }: Judged): readonly Asked[] {
  const failing = signs.filter(({ sign, truth }) => sign.role === 'must' && truth === false);
  return failing.length < 2
    ? []
    : [{ example: Object.assign({}, ...failing.map(({ sign }) => sign.shown)), unseen: false }];
}

const most = 4;

/**
 * What would change the verdict on one cause, each really put into the case and judged. First what nobody has looked
 * at yet, then what would have to be different from what was seen; of these what changes most, then what costs least.
 */
export function turnsOf(judged: Judged, caseFile: CaseFile, on: Bench): readonly Turn[] {
  const { cause, band: present } = judged;
  const { index } = on;
  const tracker = createTracker(index);
  const groups = new Map(judged.signs.map(({ sign }) => [sign.id, tracker(sign.when)]));
  const changed = (set: readonly SetFact[]): Bench =>
    bench(shiftsWinners(set) ? indexed(changedCase(caseFile, set)) : overlaid(index, set));
  const banded = (set: readonly SetFact[], there = changed(set)): Band => {
    const put = groupsReading(set);
    const asksAbout = ({ sign }: JudgedSign): boolean =>
      [...(groups.get(sign.id) ?? [])].some((group) => put.has(group));
    const before = put.has('control') || shiftsWinners(set) ? undefined : { judged, asksAbout };
    return judgeCause(cause, there, before).band;
  };
  const turn = ({ example, unseen, turns }: Asked): Turn | undefined => {
    for (const set of bindings(example, index)) {
      if (set.length === 0) continue;
      const there = changed(set);
      if (turns !== undefined && judgeSign(turns.sign, there).truth !== turns.to) continue;
      const band = banded(set, there);
      if (band !== present) return { cause: cause.id, set: least(set, band, banded, index), band, unseen };
      if (turns !== undefined) return undefined;
    }
    return undefined;
  };
  const single = [...judged.signs.flatMap(tries), ...popups(cause, on)].flatMap((asked) => turn(asked) ?? []);
  const found = single.length > 0 ? single : allMusts(judged).flatMap((asked) => turn(asked) ?? []);
  const ranked = distinct(found).sort(
    (left, right) =>
      Number(right.unseen) - Number(left.unseen) ||
      Math.abs(height(right.band) - height(present)) - Math.abs(height(left.band) - height(present)) ||
      cost(left.set) - cost(right.set) ||
      left.set.length - right.set.length,
  );
  return ranked.filter(({ set, band }) => holds(set, band, cause, caseFile));
}

/** Whether doing it to the file by hand really gives that band. */
const holds = (set: readonly SetFact[], band: Band, cause: Cause, caseFile: CaseFile): boolean =>
  judgeCause(cause, bench(indexed(changedCase(caseFile, set)))).band === band;

/** The facts of a set without those that the case has already, or that make no difference. */
function least(
  set: readonly SetFact[],
  band: Band,
  banded: (set: readonly SetFact[]) => Band,
  index: Indexed,
): readonly SetFact[] {
  if (set.length === 1) return set;
  const known = ({ fact }: SetFact): number => (index.fact(pathId(fact)) === undefined ? 1 : 0);
  let kept = set;
  for (const path of unique([...set].sort((left, right) => known(left) - known(right)))) {
    const fewer = kept.filter(({ fact }) => fact !== path);
    if (fewer.length > 0 && banded(fewer) === band) kept = fewer;
  }
  return kept;
}
const unique = (set: readonly SetFact[]): readonly string[] => [...new Set(set.map(({ fact }) => fact))];

function distinct(turns: readonly Turn[]): Turn[] {
  const seen = new Map<string, Turn>();
  for (const turn of turns) {
    const key = JSON.stringify(turn.set);
    if (!seen.has(key)) seen.set(key, turn);
  }
  return [...seen.values()];
}

/** As they are shown: the first ones, in the words of the contract. */
export const changes = (turns: readonly Turn[]): readonly Change[] =>
  turns.slice(0, most).map(({ set, band }) => ({ set, band }));
