/** Searches a front end's logs for one person by the collector itself, and says how long that took. */
import { parseConfiguration } from '../../services/configuration.ts';
import { probe } from '../../services/looking/look.ts';
import { createLooker, loadLooks } from '../../services/looking/looker.ts';
import { peakMemory } from './part.ts';
import type { LogsAsked, LogsSearched } from './searching.ts';

// Written by `searching.ts`.
const { folder, folders, her, server } = JSON.parse(process.argv[2] ?? '') as LogsAsked;
const configuration = {
  ...parseConfiguration(JSON.stringify({ windows: { logs: { [server]: folders } } }), 'bench'),
  data: folder,
};
const brings = ['mailbox', 'secondary', 'servers.exchange'];
const known = probe({
  id: 'known',
  title: 'What the directory would say',
  needs: [],
  brings,
  deadlineMs: 1_000,
  subjects: () => [{ key: 'her', shared: false, brings }],
  run: async () => ({
    facts: Object.entries({
      [`servers[${server}].exchange`]: '2016',
      'mailbox.addresses': [her.address],
      'mailbox.upn': her.address,
      'mailbox.sam': her.sam,
      'mailbox.sid': her.sid,
      'mailbox.guid': her.guid,
      'mailbox.exchange': '2016',
    }).map(([fact, value]) => ({ fact, value, from: 'directory', source: 'bench' }) as const),
  }),
});
const logSearch = (await loadLooks()).filter(({ id }) => id === 'log-search');
const looker = await createLooker({
  configuration,
  secrets: {},
  vantage: 'bench',
  looks: [known, ...logSearch],
});
const began = performance.now();
const { facts, blind } = await looker.look(her.address);
const said: LogsSearched = {
  ms: performance.now() - began,
  peak: peakMemory(),
  facts: facts.filter(({ from }) => from === 'log').length,
  blind: blind.map(({ why }) => why),
};
process.send?.(said);
await looker.close();
process.disconnect?.();
