import type { CaseFile } from '../../services/case-file.ts';
import type { Cause } from '../../services/cause.ts';
import { bench } from '../../services/diagnosis/bench.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { judgeCause } from '../../services/diagnosis/judge.ts';
import type { Band, Diagnosis } from '../../services/diagnosis/types.ts';
import { changedCase } from '../../services/diagnosis/what-if.ts';

/** A band that was announced and another one that came. */
export interface BrokenPromise {
  readonly cause: string;
  readonly announced: Band;
  readonly came: Band;
  readonly set: string;
}

/** Where doing the decisive change of a verdict to the case file gives another band than it says. */
export function brokenPromises(
  file: CaseFile,
  { verdicts }: Pick<Diagnosis, 'verdicts'>,
  causes: readonly Cause[],
): readonly BrokenPromise[] {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  return verdicts.flatMap(({ cause: id, band, wouldChange }): readonly BrokenPromise[] => {
    const [change] = wouldChange;
    const cause = byId.get(id);
    if (change === undefined || cause === undefined) return [];
    const came = judgeCause(cause, bench(indexed(changedCase(file, change.set)))).band;
    return came === change.band && came !== band
      ? []
      : [{ cause: id, announced: change.band, came, set: JSON.stringify(change.set) }];
  });
}

/** A cause that is confirmed only since a fact is missing. */
export interface TurnedByLoss {
  readonly without: string;
  readonly confirmed: string;
}

/**
 * The wrong causes that taking out a single fact turns into confirmed ones; right are those that the case expects, and
 * those that all its facts confirm.
 */
export function turnedByLoss(file: CaseFile, causes: readonly Cause[]): readonly TurnedByLoss[] {
  const confirmed = (facts: CaseFile['facts']): readonly string[] => {
    const on = bench(indexed({ ...file, facts }));
    return causes.filter((cause) => judgeCause(cause, on).band === 'confirmed').map(({ id }) => id);
  };
  const right = new Set([file.expect?.first, ...confirmed(file.facts)]);
  return file.facts.flatMap((without, position) =>
    confirmed(file.facts.toSpliced(position, 1))
      .filter((id) => !right.has(id))
      .map((id) => ({ without: `facts[${position}] ${without.fact}`, confirmed: id })),
  );
}
