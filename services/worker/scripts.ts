/** One script of the worker's catalogue: what it is for, what it needs, whether it changes anything. */
export interface Script {
  /** What it reads or does, for whoever signs it. */
  readonly does: string;
  readonly effect: 'look' | 'act';
  /** The right that whoever runs it needs on the server, said when it is refused. */
  readonly right: string;
}

const look = (does: string, right: string): Script => ({ does, effect: 'look', right });
const administrator = 'membership of the local Administrators group';
const eventReader = 'membership of the local group Event Log Readers';
const exchangeReader = 'membership of View-Only Organization Management';

/**
 * Every script that may be run on a Windows host, by name. The executor runs no other; the lab's Windows host answers
 * each of these.
 */
export const scripts = {
  'get-host': look(
    'the clock and the time of the last start',
    'a remote WMI query (Remote Management Users)',
  ),
  'get-app-pools': look(
    'application pools with state, start, identity, live sessions, recycles of a day, queue limit',
    administrator,
  ),
  'get-iis-configuration': look(
    'authentication, SSL and Extended Protection of directories, from applicationHost.config and its snapshots',
    `${administrator} (it reads inetsrv\\config and inetpub\\history)`,
  ),
  'get-component-states': look('states of the server components', exchangeReader),
  'get-hotfixes': look('installed updates, and versions of the files they bring', administrator),
  'get-registry': look(
    'named values of the registry',
    'remote registry reading (Backup Operators or Administrators)',
  ),
  'get-certificate-bindings': look('certificates that the web sites are bound to', administrator),
  'get-listening-ports': look(
    'TCP ports that are listened on, with their addresses',
    'a remote WMI query (Remote Management Users)',
  ),
  'get-netlogon': look('Netlogon’s counters', 'membership of the local group Performance Monitor Users'),
  'get-events': look('events of one log by id', eventReader),
  'get-rpc-client-access': look('settings of the RPC Client Access service', exchangeReader),
  'get-mailbox-databases': look('databases with state, active server and settings', exchangeReader),
  'get-mailbox-state': look('quarantine and move request of one mailbox', exchangeReader),
  'recycle-app-pool': {
    does: 'recycles one application pool',
    effect: 'act',
    right: administrator,
  },
} as const satisfies Readonly<Record<string, Script>>;

export type ScriptName = keyof typeof scripts;

/** The script of that name, undefined when there is none: also for names of an object's own (`constructor`). */
export const scriptOf = (name: string): Script | undefined =>
  Object.hasOwn(scripts, name) ? scripts[name as ScriptName] : undefined;
