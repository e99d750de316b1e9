import { z } from 'zod';
import type { RunningPool, RunningServer } from '../supervisor.ts';
import type { Server, World } from '../world.ts';

export type ScriptResult =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly category: string; readonly message: string };

const done = (output: unknown): ScriptResult => ({ ok: true, output });
const failed = (category: string, message: string): ScriptResult => ({ ok: false, category, message });

const poolParameters = z.strictObject({ name: z.string().min(1), expectStartedAt: z.string().optional() });
const registryParameters = z.strictObject({ names: z.array(z.string()).default([]) });

const says = ({ name, state, startedAt, identity, pid, sessions, users }: RunningPool) => ({
  name,
  state,
  startedAt,
  identity,
  pid,
  sessions,
  users,
});

/** Runs a script by name on a server by short name; what the world refuses, and what is wrong with the call, is an answer. */
export async function runScript(
  world: World,
  running: readonly RunningServer[],
  host: string,
  script: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<ScriptResult> {
  const same = ({ name }: { readonly name: string }) => name.toLowerCase() === host.toLowerCase();
  const server = world.servers.find(same);
  if (!server) return failed('no-such-host', `no server is called ${host}`);
  const refusal = world.windows.refuses[script];
  if (refusal !== undefined) return failed('access-denied', refusal);
  const process = running.find(same);
  if (server.down || !process) return failed('unreachable', `${server.fqdn} does not answer`);
  switch (script) {
    case 'get-host':
      return done({ bootedAt: server.bootedAt, clock: new Date().toISOString() });
    case 'get-hotfixes':
      return done(hotfixes(server));
    case 'get-boot-time':
      return done({ bootedAt: server.bootedAt });
    case 'get-app-pools':
      return done(process.pools().map(says));
    case 'recycle-app-pool':
      return recycle(process, parameters);
    case 'get-registry': {
      const parsed = registryParameters.safeParse(parameters);
      if (!parsed.success) return failed('bad-call', z.prettifyError(parsed.error));
      const wanted = parsed.data.names.map((name) => name.toLowerCase());
      const found = Object.entries(server.registry).filter(
        ([name]) => wanted.length === 0 || wanted.includes(name.toLowerCase()),
      );
      return done(Object.fromEntries(found));
    }
    default:
      return failed('no-such-script', `no script is called ${script}`);
  }
}

/** A fix that is not listed but whose files were compared has no date. */
const hotfixes = (server: Server) =>
  server.hotfixes.map(({ id, listed, installedOn, fileVersionOk, supersededBy }) => ({
    id: id.toUpperCase(),
    installedOn: listed ? (installedOn ?? server.createdAt) : null,
    ...(fileVersionOk === undefined ? {} : { fileVersionOk }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
  }));

async function recycle(
  process: RunningServer,
  parameters: Readonly<Record<string, unknown>>,
): Promise<ScriptResult> {
  const parsed = poolParameters.safeParse(parameters);
  if (!parsed.success) return failed('bad-call', z.prettifyError(parsed.error));
  const { name, expectStartedAt } = parsed.data;
  const pool = process.pools().find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!pool) return failed('no-such-pool', `${process.name} has no application pool ${name}`);
  if (expectStartedAt !== undefined && Date.parse(expectStartedAt) !== Date.parse(pool.startedAt))
    return failed(
      'changed',
      `${pool.name} on ${process.name} was started at ${pool.startedAt}, not at ${expectStartedAt}`,
    );
  if (pool.state === 'stopped') return failed('pool-stopped', `${pool.name} on ${process.name} is stopped`);
  const recycled = await process.recycle(pool.name);
  if (!recycled) return failed('no-such-pool', `${process.name} has no application pool ${name}`);
  return done({ before: says(recycled.before), after: says(recycled.after) });
}
