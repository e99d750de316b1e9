import { any, type Seen, type Sign, type SignBody } from '../cause.ts';

type Weigh = (id: string, body: SignBody) => Sign;
type Says = string | ((seen: Seen) => string);
const sentence = (says: Says): SignBody['says'] => (typeof says === 'string' ? () => says : says);
const grouped = (group: string | undefined) => (group === undefined ? {} : { group });

/** A sign over one leaf that has one of these values; `otherwise` is a value that clears it. */
export const leafSign = (
  weigh: Weigh,
  id: string,
  path: string,
  values: readonly (string | boolean)[],
  otherwise: string | boolean,
  says: Says,
  group?: string,
): Sign =>
  weigh(id, {
    when: (seen) => {
      const value = seen.get(path);
      return value === undefined ? undefined : values.some((one) => one === value);
    },
    says: sentence(says),
    shown: { [path]: values[0] ?? '' },
    cleared: { [path]: otherwise },
    ...grouped(group),
  });

/** A sign over one list that names one of these; `otherwise` is an item that clears it. */
export const listSign = (
  weigh: Weigh,
  id: string,
  path: string,
  items: readonly string[],
  otherwise: string,
  says: Says,
  group?: string,
): Sign =>
  weigh(id, {
    when: (seen) => any(...items.map((item) => seen.has(path, item))),
    says: sentence(says),
    shown: { [path]: [items[0] ?? ''] },
    cleared: { [path]: [otherwise] },
    ...grouped(group),
  });

const many = ['all', 'some', 'moved-only', 'one-site', 'one-path', 'one-database', 'all-on-one-version'];
/** A sign that holds when several people see it. */
export const manyPeople = (weigh: Weigh, why: string): Sign =>
  leafSign(
    weigh,
    'many-people',
    'scope.affected',
    many,
    'one-user',
    (seen) => `Several people see it (${seen.text('scope.affected')}); ${why}.`,
  );
