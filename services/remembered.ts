/**
 * A function of a text that remembers what it gave. Holding `most` of them it forgets all, so that texts from outside
 * cannot fill the memory.
 */
export function remembered<T extends object>(read: (text: string) => T, most = 20_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = read(text);
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
