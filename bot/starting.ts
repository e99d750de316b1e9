/** What was started, to be stopped in the opposite order. */
export interface Started {
  /** Waits for a part and remembers how it ends. */
  readonly part: <T>(starting: Promise<T>, stop: (part: T) => Promise<unknown>) => Promise<T>;
  /** Stops everything, also when one part does not stop cleanly; throws the first such error at the end. */
  readonly stop: () => Promise<void>;
}

/** An empty list of started parts. */
export function startedParts(): Started {
  const stops: (() => Promise<unknown>)[] = [];
  return {
    async part(starting, stop) {
      const part = await starting;
      stops.push(() => stop(part));
      return part;
    },
    async stop() {
      const failures: unknown[] = [];
      for (const each of stops.splice(0).reverse()) {
        try {
          await each();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** What all parts gave, as Promise.all; but it fails only when every part has settled, so that each can be stopped. */
export async function together<const T extends readonly unknown[]>(
  parts: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}
