/** `defaults` with every stated key that has a value in place of its own. */
export function overlay<T extends object>(defaults: T, stated: object | undefined): T {
  const given = Object.entries(stated ?? {}).filter(([, value]) => value !== undefined);
  // Callers hand in what the world schema made of the same keys, so the types agree.
  return { ...defaults, ...Object.fromEntries(given) } as T;
}
