import { type Exchange, livesHere } from './exchange.ts';

/** The server on which a front end believes the mailbox of an anchor to live; null when nobody knows one. */
export type Locate = (pool: string, anchor: string) => Promise<string | null>;

/**
 * The location cache of this process: one entry per pool and anchor, so the address, the SID and the mailbox GUID of
 * one person are three. It begins with what the world says was cached, but for pools that were recycled since.
 */
export function locationCache(
  { server, ask }: Pick<Exchange, 'server' | 'ask'>,
  coldPools: readonly string[],
  now: () => number,
): Locate {
  const lifeMs = server.locationHours * 3_600_000;
  const cold = new Set(coldPools.map((pool) => pool.toLowerCase()));
  const keyOf = (pool: string, anchor: string) => `${pool}|${anchor}`.toLowerCase();
  const entries = new Map(
    server.locations.flatMap((location) =>
      location.pools
        .filter((pool) => !cold.has(pool.toLowerCase()))
        .map((pool): [string, { readonly home: string; readonly until: number }] => [
          keyOf(pool, location.anchor),
          { home: location.server, until: Date.parse(location.since) + lifeMs },
        ]),
    ),
  );
  return async (pool, anchor) => {
    const key = keyOf(pool, anchor);
    const entry = entries.get(key);
    if (entry !== undefined && entry.until > now()) return entry.home;
    const found = await ask('locate', { anchor, domainController: server.domainController });
    if (found === null || !livesHere(found)) return null;
    entries.set(key, { home: found.server, until: now() + lifeMs });
    return found.server;
  };
}
