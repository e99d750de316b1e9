import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CaseFile, CaseFileError, readCaseFile } from '../../services/case-file.ts';
import type { Cause } from '../../services/cause.ts';
import { type Bench, bench } from '../../services/diagnosis/bench.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { type Judged, judgeAll } from '../../services/diagnosis/judge.ts';
import type { Fact } from '../../services/facts.ts';

/** A case whose true cause is known, with every cause's verdict on it, the likeliest first. */
export interface RankedCase {
  readonly id: string;
  readonly file: CaseFile;
  /** The true cause; undefined where the file names none. */
  readonly cause: string | undefined;
  /** From 1; undefined while the catalogue has no file for the true cause. */
  readonly rank: number | undefined;
  readonly judged: readonly Judged[];
  readonly on: Bench;
  /** Causes that are confirmed and not the true one. */
  readonly wronglyConfirmed: readonly string[];
}

/** Judges one case by verdicts alone. */
export function ranked(id: string, file: CaseFile, causes: readonly Cause[]): RankedCase {
  const on = bench(indexed(file));
  const judged = judgeAll(causes, on);
  const cause = file.expect?.first;
  const position = judged.findIndex((one) => one.cause.id === cause);
  return {
    id,
    file,
    cause,
    rank: position < 0 ? undefined : position + 1,
    judged,
    on,
    wronglyConfirmed: judged
      .filter((one) => one.band === 'confirmed' && one.cause.id !== cause)
      .map((one) => one.cause.id),
  };
}

/** The case files of a folder by their names, and what is wrong with those that are broken. */
export function readCases(folder: string): {
  readonly cases: readonly (readonly [id: string, file: CaseFile])[];
  readonly broken: readonly string[];
} {
  const broken: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const cases = names.sort().flatMap((name): readonly (readonly [string, CaseFile])[] => {
    try {
      return [[basename(name, '.json'), readCaseFile(join(folder, name))]];
    } catch (error) {
      if (!(error instanceof CaseFileError)) throw error;
      broken.push(...error.lines);
      return [];
    }
  });
  return { cases, broken };
}

/** A sign of a cause, with what it leans on. */
export interface Deciding {
  readonly sign: string;
  readonly weight: string;
  readonly facts: readonly Pick<Fact, 'fact' | 'value' | 'from'>[];
}
const order = ['proof', 'strong', 'fair', 'weak', 'risk', 'must'];
const shown = (signs: Judged['signs']): readonly Deciding[] =>
  signs
    .map(({ sign, facts }) => ({
      sign: sign.id,
      weight: sign.role === 'for' || sign.role === 'against' ? sign.weight : sign.role,
      facts: [...new Map(facts)].map(([fact, { value, from }]) => ({ fact, value, from })),
    }))
    .toSorted((left, right) => order.indexOf(left.weight) - order.indexOf(right.weight));

/** The signs for a verdict that hold, the weightiest first. */
export const deciding = ({ signs }: Judged): readonly Deciding[] =>
  shown(signs.filter(({ sign, truth }) => truth === true && sign.role !== 'against'));

/** What holds a verdict down: signs against it, and every must that fails. */
export const opposing = ({ signs }: Judged): readonly Deciding[] =>
  shown(
    signs.filter(({ sign, truth }) =>
      sign.role === 'against' ? truth === true : sign.role === 'must' && truth === false,
    ),
  );

/** The musts that nobody could tell: with one of these a cause stays at most possible. */
export const unseenMusts = ({ signs }: Judged): readonly string[] =>
  signs.filter(({ sign, truth }) => sign.role === 'must' && truth === undefined).map(({ sign }) => sign.id);

/** How often the true cause came first, or among the first three, and how often another one was confirmed. */
export interface Totals {
  readonly cases: number;
  /** Cases whose true cause has a file in the catalogue; the others are not counted. */
  readonly counted: number;
  readonly first: number;
  readonly firstThree: number;
  readonly wrongConfirmed: number;
}
export function totals(cases: readonly RankedCase[]): Totals {
  const counted = cases.filter(({ rank }) => rank !== undefined);
  const upTo = (most: number): number => counted.filter(({ rank = Infinity }) => rank <= most).length;
  return {
    cases: cases.length,
    counted: counted.length,
    first: upTo(1),
    firstThree: upTo(3),
    wrongConfirmed: counted.filter(({ wronglyConfirmed }) => wronglyConfirmed.length > 0).length,
  };
}
