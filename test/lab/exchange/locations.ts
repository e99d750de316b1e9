import type { Directory } from './control.ts';
import type { ServerSettings } from './settings.ts';

/** Where a front end believes a mailbox lives. */
export interface Location {
  readonly server: string;
  readonly cached: boolean;
}
export type Locate = (pool: string, anchor: string) => Promise<Location | null>;

/**
 * The location cache of this process: one entry per pool and anchor, so the address, the SID and the mailbox GUID of
 * one person are three. It begins with what the world says was cached, but for pools that were recycled.
 */
export function locationCache(
  settings: ServerSettings,
  directory: Directory,
  cold: boolean | readonly string[],
  now: () => number,
): Locate {
  const lifeMs = settings.locationHours * 3_600_000;
  const isCold = (pool: string) =>
    cold === true || (cold !== false && cold.some((each) => each.toLowerCase() === pool.toLowerCase()));
  const keyOf = (pool: string, anchor: string) => `${pool}|${anchor}`.toLowerCase();
  const entries = new Map(
    settings.locations.flatMap(({ anchor, server, since, pools }) =>
      pools
        .filter((pool) => !isCold(pool))
        .map((pool) => [keyOf(pool, anchor), { server, until: since.getTime() + lifeMs }] as const),
    ),
  );
  return async (pool, anchor) => {
    const key = keyOf(pool, anchor);
    const entry = entries.get(key);
    if (entry !== undefined && entry.until > now()) return { server: entry.server, cached: true };
    const found = await directory.locate(anchor);
    if (found === null || found.server === '') return null;
    entries.set(key, { server: found.server, until: now() + lifeMs });
    return { server: found.server, cached: false };
  };
}
