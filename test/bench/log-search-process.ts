/** Searches a front end's logs for one person by the collector itself, and says how long that took. */
import logSearch from '../../services/collectors/log-search.ts';
import { createLogReader } from '../../services/logs/log-reader.ts';
import type { Clients } from '../../services/looking/clients.ts';
import type { Known } from '../../services/looking/look.ts';
import { nowhere } from '../../services/looking/topology.ts';
import { peakMemory } from './part.ts';
import type { LogsAsked, LogsSearched } from './searching.ts';

// Written by `searching.ts`.
const { folders, her, server } = JSON.parse(process.argv[2] ?? '') as LogsAsked;
const directory = new Map<string, string | readonly string[]>([
  [`servers[${server}].exchange`, '2016'],
  ['mailbox.addresses', [her.address]],
  ['mailbox.upn', her.address],
  ['mailbox.sam', her.sam],
  ['mailbox.sid', her.sid],
  ['mailbox.guid', her.guid],
  ['mailbox.exchange', '2016'],
]);
const known: Known = {
  mailbox: her.address,
  facts: [],
  get: (path) => directory.get(path),
  keys: (group) => (group === 'servers' ? [server] : []),
  topology: nowhere,
};
// Of what looks are handed, this one uses no more; the process is as small as one that only searches.
const clients = {
  configuration: { windows: { logs: { [server]: folders } } },
  account: {},
  logs: createLogReader(),
  now: Date.now,
} as unknown as Clients;

const before = peakMemory();
const began = performance.now();
const { facts, blind = [] } = await logSearch.run(
  { key: server, shared: false, brings: [] },
  known,
  clients,
  new AbortController().signal,
);
const said: LogsSearched = {
  ms: performance.now() - began,
  before,
  peak: peakMemory(),
  facts: facts.length,
  blind: blind.map(({ why }) => why),
};
process.send?.(said);
process.disconnect?.();
