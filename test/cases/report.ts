import type { NextLook } from '../../services/diagnosis/types.ts';
import type { Flip, Moved } from './moves.ts';
import { type Deciding, deciding, opposing, type RankedCase, type Totals, unseenMusts } from './ranking.ts';

/** What the issue asks of the real cases, of which there are 25. */
export const aims = { of: 25, first: 22, firstThree: 24 } as const;

/** One case as `--json` gives it. */
export interface CaseRow {
  readonly case: string;
  readonly cause: string | null;
  readonly hasFile: boolean;
  readonly rank: number | null;
  readonly band: string | null;
  readonly weight: number | null;
  readonly deciding: readonly Deciding[];
  readonly against: readonly Deciding[];
  readonly unseenMusts: readonly string[];
  /** What stands above the true cause. */
  readonly above: readonly {
    readonly cause: string;
    readonly band: string;
    readonly weight: number;
    readonly deciding: readonly Deciding[];
  }[];
  readonly wronglyConfirmed: readonly string[];
  readonly next: Pick<NextLook, 'fact' | 'ask' | 'by'> | null;
}

const shownAbove = 3;
export function rowOf(one: RankedCase, next: NextLook | null): CaseRow {
  const { id, cause = null, rank, judged, wronglyConfirmed } = one;
  const own = rank === undefined ? undefined : judged[rank - 1];
  const before = judged.slice(0, Math.min(rank === undefined ? shownAbove : rank - 1, shownAbove));
  return {
    case: id,
    cause,
    hasFile: own !== undefined,
    rank: rank ?? null,
    band: own?.band ?? null,
    weight: own?.weight ?? null,
    deciding: own === undefined ? [] : deciding(own),
    against: own === undefined ? [] : opposing(own),
    unseenMusts: own === undefined ? [] : unseenMusts(own),
    above: before.map((verdict) => ({
      cause: verdict.cause.id,
      band: verdict.band,
      weight: verdict.weight,
      deciding: deciding(verdict),
    })),
    wronglyConfirmed,
    next: next === null ? null : { fact: next.fact, ask: next.ask, by: next.by },
  };
}

const signed = (weight: number): string => (weight < 0 ? `−${-weight}` : `+${weight}`);
const shown = ({ sign, weight, facts }: Deciding): string =>
  `${sign} (${weight}): ${facts.map(({ fact, value, from }) => `${fact} = ${JSON.stringify(value)} (${from})`).join(', ')}`;

/** A case in lines: rank, band, what decided, what stands above, what would be asked next. */
export function linesOf(row: CaseRow): readonly string[] {
  const { cause, rank, band, weight } = row;
  const head =
    cause === null
      ? `${row.case}  names no expected cause`
      : rank === null
        ? `${row.case}  ${cause}: has no file in services/causes yet`
        : `${row.case}  ${cause}: rank ${rank}, ${band} ${signed(weight ?? 0)}`;
  return [
    head,
    ...row.deciding.map((one) => `      ${shown(one)}`),
    ...row.against.map((one) => `      against: ${shown(one)}`),
    ...row.unseenMusts.map((must) => `      must not seen: ${must}`),
    ...row.above.flatMap((one) => [
      `    ${rank === null ? 'stands first' : 'above it'}: ${one.cause}, ${one.band} ${signed(one.weight)}`,
      ...one.deciding.map((sign) => `      ${shown(sign)}`),
    ]),
    ...row.wronglyConfirmed.map((wrong) => `    wrongly confirmed: ${wrong}`),
    `    next: ${row.next === null ? 'nothing' : `${row.next.ask} (${row.next.fact}, by ${row.next.by})`}`,
  ];
}

/** The totals in one paragraph, with the aims where they are for these cases. */
export function totalLines(sum: Totals): readonly string[] {
  const without = sum.cases - sum.counted;
  const aim = (least: number): string => (sum.cases === aims.of ? ` (aim ${least})` : '');
  return [
    `${sum.cases} cases${without === 0 ? '' : `, ${without} of them not counted: no file for their cause, or none expected`}`,
    `true cause first: ${sum.first} of ${sum.counted}${aim(aims.first)}`,
    `in the first three: ${sum.firstThree} of ${sum.counted}${aim(aims.firstThree)}`,
    `wrong confirmed: ${sum.wrongConfirmed} (aim 0)`,
  ];
}

/** What a flip does to the true cause: loses it, finds it, or only changes which wrong one comes first. */
export type Turn = 'lost' | 'found' | 'other';
const turns: readonly Turn[] = ['lost', 'found', 'other'];

/** Which cases change their first cause when a weight or prior moves: first those that lose the true one. */
export function flipLines({ tried, flips }: Moved, turnOf: (flip: Flip) => Turn): readonly string[] {
  const byTurn = turns.map((turn) => [turn, flips.filter((one) => turnOf(one) === turn)] as const);
  const count = (turn: readonly Flip[]): string =>
    `${turn.length} in ${new Set(turn.map((one) => one.case)).size} cases`;
  return [
    `${tried} moves of a weight or prior by one step; the first cause flips: ${byTurn.map(([turn, own]) => `${turn} ${count(own)}`).join(', ')}`,
    ...byTurn.flatMap(([turn, own]) =>
      [...Map.groupBy(own, (one) => `${one.case}  ${one.from} → ${one.to}`)].flatMap(([what, moves]) => [
        `${turn}: ${what}`,
        ...moves.map(({ move }) => `    ${move}`),
      ]),
    ),
  ];
}
