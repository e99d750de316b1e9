import type { CaseFile } from '../case-file.ts';
import type { Judging } from '../catalogue.ts';
import type { Seen } from '../cause.ts';
import { pathId } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { type Bench, bench } from './bench.ts';
import { createBinder } from './binding.ts';
import { type Indexed, indexed } from './indexed.ts';
import { height, type Judged, judgeAll } from './judge.ts';
import type { JudgedSign } from './judge-sign.ts';
import { mendFirst, remedyOffers } from './mending.ts';
import { nextLook } from './next.ts';
import { createTrials } from './trials.ts';
import type { Change, Diagnosis, SignShown, SignUnseen, Verdict } from './types.ts';
import { changes, type Turn, turnsOf } from './would-change.ts';

const sentence = (says: (seen: Seen) => string, { recorder }: Bench, otherwise: string): string => {
  try {
    return says(recorder.seen);
  } catch (error) {
    return `${otherwise} (its sentence failed: ${(error as Error).message})`;
  }
};
function shown({ sign, facts }: JudgedSign, on: Bench): SignShown {
  const byPath = new Map(facts);
  return {
    sign: sign.id,
    text: sentence(sign.says, on, sign.id),
    facts: [...byPath.keys()],
    from: [...byPath.values()].map(({ from }) => from),
  };
}

const nobody: Readonly<Record<'outside' | 'person' | 'found', string>> = {
  outside: 'not looked at',
  person: 'nobody has said',
  found: 'looked, nothing found that tells it',
};
/** Whether a whole list was looked over, and had nothing in it that decides. */
const wasSearched = (path: string, index: Indexed): boolean =>
  path === 'log[]' ? index.keys('searched').length > 0 : index.enumeratedBy(path) !== undefined;
const byPerson = /^(popup|scope|timeline|tried|client|connections|path|checked)\b/;
function whyUnseen({ sign, unseen, why }: JudgedSign, index: Indexed): SignUnseen {
  const facts = [...new Set(unseen)];
  const reasons = facts.flatMap((path) => index.blind(pathId(path))?.why ?? []);
  const asked =
    facts.length > 0 && facts.every((path) => byPerson.test(path)) ? nobody.person : nobody.outside;
  const looked = facts.length > 0 && facts.every((path) => wasSearched(path, index)) ? nobody.found : asked;
  return { sign: sign.id, facts, why: why ?? ([...new Set(reasons)].join('; ') || looked) };
}

function verdict({ cause, band, weight, signs }: Judged, wouldChange: readonly Change[], on: Bench): Verdict {
  const holds = (judged: JudgedSign): boolean => judged.truth === true;
  const speaksFor = signs.filter((judged) => judged.sign.role !== 'against' && holds(judged));
  const speaksAgainst = signs.filter(
    (judged) =>
      (judged.sign.role === 'against' && holds(judged)) ||
      (judged.sign.role === 'must' && judged.truth === false),
  );
  return {
    cause: cause.id,
    band,
    weight,
    byDesign: cause.byDesign !== undefined,
    for: speaksFor.map((judged) => shown(judged, on)),
    against: speaksAgainst.map((judged) => shown(judged, on)),
    unseen: signs.filter(({ truth }) => truth === undefined).map((judged) => whyUnseen(judged, on.index)),
    wouldChange,
  };
}

function popupOf(index: Indexed, { seen }: Bench['recorder']): string | null {
  const stated = index.fact('popup.kind')?.value ?? seen.list('popup.chain')?.[0] ?? seen.text('popup.kind');
  return typeof stated === 'string' ? stated : null;
}

/** The mailbox's primary address where one was seen, else the address that was asked about. */
function canonical(caseFile: CaseFile, index: Indexed): string {
  const primary = index.fact('mailbox.primarySmtp');
  const known = primary !== undefined && primary.from !== 'told' && String(primary.value).includes('@');
  return (known ? String(primary.value) : caseFile.mailbox).toLowerCase();
}

function found({ id, when, says }: Finding, on: Bench): Diagnosis['findings'] {
  try {
    const { result, notes } = on.recorder.record(when);
    return result === true
      ? [{ id, text: says(on.recorder.seen), facts: [...new Map(notes.facts).keys()] }]
      : [];
  } catch (error) {
    return [{ id, text: `${id} could not be read: ${(error as Error).message}`, facts: [] }];
  }
}

/** All verdicts on a case: facts in, judgement out; the case's own time is now. */
export function diagnose(
  caseFile: CaseFile,
  catalogue: Judging,
  clock: () => number = performance.now.bind(performance),
): Diagnosis {
  const slices = inSlices(caseFile, catalogue, clock);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

/** So many verdicts a person looks at closely, whatever their band. */
const lookedAt = 8;

/** The same in slices of a few milliseconds: a pause after each lets others run. */
export function* inSlices(
  caseFile: CaseFile,
  catalogue: Judging,
  clock: () => number = performance.now.bind(performance),
): Generator<undefined, Diagnosis, undefined> {
  const started = clock();
  const index = indexed(caseFile);
  const on = bench(index, 'hearing');
  const judged = judgeAll(catalogue.causes, on);
  const trials = createTrials(index, on, judged);
  const bind = createBinder(index);
  yield;
  const turns: Turn[] = [];
  const verdicts: Verdict[] = [];
  for (const [rank, one] of judged.entries()) {
    const looked = rank < lookedAt || height(one.band) >= height('possible') ? 'looked' : 'passed';
    const own = turnsOf(one, on, trials, bind, looked);
    turns.push(...own);
    verdicts.push(verdict(one, changes(own), on));
    yield;
  }
  const next = nextLook(turns, trials);
  yield;
  return {
    format: 'popup-desk-diagnosis/1',
    mailbox: canonical(caseFile, index),
    at: caseFile.at,
    popup: popupOf(index, on.recorder),
    verdicts,
    findings: catalogue.findings.flatMap((finding) => found(finding, on)),
    mendFirst: mendFirst(judged),
    remedies: remedyOffers(judged, catalogue.remedies, index),
    next,
    facts: caseFile.facts,
    blind: caseFile.blind,
    disagreements: index.disagreements,
    ms: Math.round((clock() - started) * 10) / 10,
  };
}
