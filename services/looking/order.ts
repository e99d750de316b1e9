import type { Look } from './look.ts';

const groupOf = (path: string): string => path.split(/[.[]/)[0]?.toLowerCase() ?? '';
const leafOf = (path: string): string => path.replace(/\[[^\]]*\]/g, '').toLowerCase();

/** Whether what is brought is, or holds, or is a part of what is needed: `servers` and `servers[x].exchange` meet. */
export function meets(need: string, brought: string): boolean {
  if (groupOf(need) !== groupOf(brought)) return false;
  const [one, other] = [leafOf(need), leafOf(brought)];
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** For each look the ids of those it waits for. Throws when two share an id, or some wait for one another. */
export function orderLooks(looks: readonly Look[]): ReadonlyMap<string, readonly string[]> {
  const waits = new Map<string, readonly string[]>();
  for (const look of looks) {
    if (waits.has(look.id)) throw new Error(`two looks are called ${look.id}`);
    const before = looks.filter(
      (other) =>
        other.id !== look.id && look.needs.some((need) => other.brings.some((path) => meets(need, path))),
    );
    waits.set(
      look.id,
      before.map(({ id }) => id),
    );
  }
  const settled = new Set<string>();
  for (let found = true; found; ) {
    found = false;
    for (const [id, before] of waits) {
      if (settled.has(id) || !before.every((other) => settled.has(other))) continue;
      settled.add(id);
      found = true;
    }
  }
  const circle = [...waits.keys()].filter((id) => !settled.has(id));
  if (circle.length > 0) throw new Error(`these looks wait for one another: ${circle.join(', ')}`);
  return waits;
}
