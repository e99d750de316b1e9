import type { z } from 'zod';
import type { Clients } from '../looking/clients.ts';
import type { Known, Subject } from '../looking/look.ts';
import type { ScriptName } from '../worker/scripts.ts';

/** A script to run on one server, and the shape of what it prints. */
export interface Asked<T> {
  readonly host: string;
  readonly script: ScriptName;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly prints: z.ZodType<T>;
  /** What that shape is, for a person: `a list of pools`. */
  readonly what: string;
}

/** What a script prints. Throws when no worker may run scripts, when it is refused, and when it prints something else. */
export async function printed<T>(
  { executor }: Pick<Clients, 'executor'>,
  { host, script, parameters = {}, prints, what }: Asked<T>,
  signal: AbortSignal,
): Promise<T> {
  if (executor === undefined)
    throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
  const read = prints.safeParse(await executor.run({ host, script, parameters, signal }));
  if (!read.success) throw new Error(`${script} on ${host} printed something else than ${what}`);
  return read.data;
}

export const olderThan2013 = (known: Known, server: string): boolean =>
  ['2007', '2010'].includes(String(known.get(`servers[${server}].exchange`)));

/** Short names of the Exchange servers known so far. */
export const exchangeServers = (known: Known): readonly string[] =>
  known.keys('servers').filter((name) => known.get(`servers[${name}].exchange`) !== undefined);

/** Short names of Exchange 2013 and later. */
export const newerServers = (known: Known): readonly string[] =>
  exchangeServers(known).filter((name) => !olderThan2013(known, name));

/** Short names of the domain controllers known so far. */
export const domainControllers = (known: Known): readonly string[] =>
  known.keys('servers').filter((name) => {
    const roles = known.get(`servers[${name}].roles`);
    return Array.isArray(roles) && roles.includes('dc');
  });

/** A run for each server, whose result everybody shares. */
export const each = (
  servers: readonly string[],
  brings: (server: string) => readonly string[],
): readonly Subject[] => servers.map((key) => ({ key, shared: true, brings: brings(key) }));
