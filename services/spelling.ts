function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column++) {
      const swap = (row[column - 1] ?? 0) + (right[column - 1] === letter ? 0 : 1);
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** The allowed word that is spelled most like this one, undefined when none is near. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]/g, '');
  const wanted = plain(word);
  if (wanted === '') return undefined;
  const ranked = allowed
    .map((candidate) => {
      const other = plain(candidate);
      const inside =
        Math.min(wanted.length, other.length) > 3 && (other.includes(wanted) || wanted.includes(other));
      return { candidate, far: inside ? 1 : distance(wanted, other) };
    })
    .sort((left, right) => left.far - right.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(1, Math.floor(wanted.length / 3))
    ? best.candidate
    : undefined;
}
