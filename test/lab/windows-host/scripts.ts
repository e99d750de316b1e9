import { z } from 'zod';
import type { RunningPool, RunningServer } from '../supervisor.ts';
import type { Server, World } from '../world.ts';
import { eventParameters, eventsOf } from './event-script.ts';
import { componentStates, listeningPorts, mailboxDatabases, mailboxState } from './exchange-script.ts';
import { type Host, hostNamed, isExchange } from './host.ts';
import { certificateBindings, iisConfiguration } from './iis-script.ts';
import { registryOf } from './registry-script.ts';

export type ScriptResult =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly category: string; readonly message: string };

const done = (output: unknown): ScriptResult => ({ ok: true, output });
const failed = (category: string, message: string): ScriptResult => ({ ok: false, category, message });

const nothing = z.strictObject({});
const poolParameters = z.strictObject({ name: z.string().min(1), expectStartedAt: z.string().optional() });
const registryParameters = z.strictObject({ names: z.array(z.string()).default([]) });
const mailboxParameters = z.strictObject({ guid: z.guid() });

/** What a script runs on. */
interface Place {
  readonly world: World;
  /** PEM file of the certificate chain of a server's web site. */
  readonly chainOf: (server: string) => string;
}
type Answer = (parameters: unknown) => ScriptResult | Promise<ScriptResult>;

/** A script whose parameters have this shape; others are a bad call. */
const taking =
  <T>(schema: z.ZodType<T>, run: (parameters: T) => ScriptResult | Promise<ScriptResult>): Answer =>
  (parameters) => {
    const parsed = schema.safeParse(parameters);
    return parsed.success ? run(parsed.data) : failed('bad-call', z.prettifyError(parsed.error));
  };
const plain = (output: () => unknown): Answer => taking(nothing, () => done(output()));

/** Scripts that every Windows host answers. */
const ofHost = ({ world }: Place, host: Host): Readonly<Record<string, Answer>> => ({
  'get-host': plain(() => ({
    bootedAt: host.bootedAt,
    clock: new Date(Date.now() + host.clockSkewSeconds * 1000).toISOString(),
  })),
  'get-registry': taking(registryParameters, ({ names }) => done(registryOf(host, names))),
  'get-netlogon': plain(() => host.netlogon),
  'get-events': taking(eventParameters, (asked) => done(eventsOf(world, host, asked))),
});

/** Scripts that only Exchange servers answer. */
const ofExchange = (
  { world, chainOf }: Place,
  server: Server,
  process: RunningServer,
): Readonly<Record<string, Answer>> => ({
  'get-hotfixes': plain(() => hotfixes(server)),
  'get-app-pools': plain(() => process.pools().map(says)),
  'get-iis-configuration': plain(() => iisConfiguration(server)),
  'get-certificate-bindings': plain(() => certificateBindings(server, chainOf(server.name))),
  'get-component-states': plain(() => componentStates(server)),
  'get-listening-ports': plain(() => listeningPorts(server)),
  'get-rpc-client-access': plain(() => ({ encryptionRequired: server.rpcEncryptionRequired })),
  'get-mailbox-databases': plain(() => mailboxDatabases(world, server)),
  'get-mailbox-state': taking(mailboxParameters, ({ guid }) => {
    const mailbox = world.mailboxes.find((each) => each.guid.toLowerCase() === guid.toLowerCase());
    return mailbox === undefined
      ? failed('no-such-mailbox', `no mailbox has the GUID ${guid}`)
      : done(mailboxState(mailbox));
  }),
  'recycle-app-pool': taking(poolParameters, (parameters) => recycle(process, parameters)),
});

const says = ({
  name,
  state,
  startedAt,
  identity,
  pid,
  sessions,
  users,
  recycles,
  queueLimit,
}: RunningPool) => ({
  name,
  state,
  startedAt,
  identity,
  pid,
  sessions,
  users,
  recycles,
  queueLimit,
});

/** Runs a script by name on a host by short name; what the world refuses, and what is wrong with the call, is an answer. */
export async function runScript(
  place: Place,
  running: readonly RunningServer[],
  name: string,
  script: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<ScriptResult> {
  const { world } = place;
  const host = hostNamed(world, name);
  if (!host) return failed('no-such-host', `no server is called ${name}`);
  const refusal =
    world.windows.refuses[`${script}@${host.name.toLowerCase()}`] ?? world.windows.refuses[script];
  if (refusal !== undefined) return failed('access-denied', refusal);
  const process = running.find((each) => each.name === host.name);
  if (host.down || (isExchange(host) && !process))
    return failed('unreachable', `${host.fqdn} does not answer`);
  const answers = {
    ...ofHost(place, host),
    ...(isExchange(host) && process ? ofExchange(place, host, process) : {}),
  };
  const answer = Object.hasOwn(answers, script) ? answers[script] : undefined;
  return answer === undefined
    ? failed('no-such-script', `no script of ${host.name} is called ${script}`)
    : answer(parameters);
}

/** A fix that is not listed but whose files were compared has no date. */
const hotfixes = (server: Server) =>
  server.hotfixes.map(({ id, listed, installedOn, fileVersionOk, files, supersededBy }) => ({
    id: id.toUpperCase(),
    ...(files.length === 0 ? {} : { files }),
    installedOn: listed ? (installedOn ?? server.createdAt) : null,
    ...(fileVersionOk === undefined ? {} : { fileVersionOk }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
  }));

async function recycle(
  process: RunningServer,
  { name, expectStartedAt }: z.infer<typeof poolParameters>,
): Promise<ScriptResult> {
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
