import type { Fact } from '../facts.ts';
import { sameValue } from './order.ts';
import type { Disagreement } from './types.ts';

/** What a case says, as far as several facts may say it of one place. */
interface Said {
  readonly contested: ReadonlyMap<string, readonly Fact[]>;
  readonly winner: (id: string) => Fact | undefined;
  /** Facts of bare groups: looked, none. */
  readonly none: ReadonlyMap<string, readonly Fact[]>;
  /** Any fact of the group that names something. */
  readonly some: (group: string) => Fact | undefined;
}

/** The differences of a case: of one path where the values differ, of a group where "none" stands beside something. */
export function disagreeing({ contested, winner, none, some }: Said): readonly Disagreement[] {
  const ofPaths = [...contested].flatMap(([id, facts]) => {
    const used = winner(id);
    return used === undefined
      ? []
      : facts
          .filter((other) => other !== used && !sameValue(used.value, other.value))
          .map((other) => ({ fact: used.fact, used, other }));
  });
  const ofGroups = [...none].flatMap(([group, facts]) => {
    const used = some(group);
    return used === undefined ? [] : facts.map((other) => ({ fact: other.fact, used, other }));
  });
  return [...ofPaths, ...ofGroups];
}
