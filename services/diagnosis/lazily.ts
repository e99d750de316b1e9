/** A function that works out the answer for each group when it is first asked for it. */
export function perGroup<T>(work: (group: string) => T): (group: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (group) => {
    const found = known.get(group);
    if (found !== undefined) return found.value;
    const value = work(group);
    known.set(group, { value });
    return value;
  };
}

/** A function that works out its answer when it is first asked. */
export function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}
