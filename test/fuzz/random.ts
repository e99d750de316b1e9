/** Numbers that a seed decides: the same seed gives the same ones. */
export interface Random {
  /** A whole number from 0 below `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T | undefined;
}

/** A generator of 32 bits (mulberry32): fast, and good enough to reach odd inputs. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * Math.max(1, limit));
  return { below, pick: (list) => list[below(list.length)] };
}

/** A seed of its own for each target and run (FNV-1a). */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\n'))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
