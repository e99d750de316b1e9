import { z } from 'zod';
import type { FactValue } from '../facts.ts';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-app-pools` prints: every pool of the web server with its oldest process. */
const prints = z.array(
  z.object({
    name: z.string().min(1).max(128),
    state: z.string(),
    startedAt: z.string().nullish(),
    identity: z.string().nullish(),
    sessions: z.number().int().min(0).nullish(),
    users: z.number().int().min(0).nullish(),
    /** How often it was recycled in the last day. */
    recycles: z.number().int().min(0).nullish(),
    queueLimit: z.number().int().min(0).nullish(),
  }),
);

const since2013 = [
  'msexchangeautodiscoverapppool',
  'msexchangeservicesapppool',
  'msexchangemapifrontendapppool',
  'msexchangemapimailboxapppool',
  'msexchangemapiaddressbookapppool',
  'msexchangerpcproxyfrontendapppool',
  'msexchangerpcproxyapppool',
  'msexchangeoabapppool',
];
const before2013 = [
  'msexchangeautodiscoverapppool',
  'msexchangeservicesapppool',
  'msexchangeoabapppool',
  'defaultapppool',
];

/** Pools through which Outlook reaches Exchange, in lower case; others of the same web server tell nothing of popups. */
const poolsOf = (exchange: FactValue | undefined): readonly string[] =>
  ['2007', '2010'].includes(String(exchange)) ? before2013 : since2013;

export default collector({
  id: 'app-pools',
  title: 'Application pools of the Exchange servers',
  needs: ['servers.exchange'],
  brings: ['pools'],
  deadlineMs: 10_000,
  subjects: (known) =>
    each(exchangeServers(known), (server) =>
      poolsOf(known.get(`servers[${server}].exchange`)).map((pool) => `pools[${server}/${pool}]`),
    ),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const pools = await printed(
      clients,
      { host, script: 'get-app-pools', prints, what: 'a list of pools' },
      signal,
    );
    const wanted = poolsOf(known.get(`servers[${host}].exchange`));
    return {
      facts: pools
        .filter(({ name }) => wanted.includes(name.toLowerCase()))
        .flatMap((pool) => poolFacts(host, pool)),
    };
  },
});

function poolFacts(host: string, pool: z.infer<typeof prints>[number]): readonly NewFact[] {
  const path = `pools[${host}/${pool.name.toLowerCase()}]`;
  const state = (leaf: string, value: string | number | null | undefined): readonly NewFact[] =>
    value === null || value === undefined || value === ''
      ? []
      : [{ fact: `${path}.${leaf}`, value, from: 'worker', source: `get-app-pools on ${host}` }];
  const known = ['started', 'stopped'].includes(pool.state.toLowerCase());
  const started = Date.parse(pool.startedAt ?? '');
  return [
    ...state('state', known ? pool.state.toLowerCase() : 'other'),
    ...state('startedAt', Number.isNaN(started) ? undefined : new Date(started).toISOString()),
    ...state('identity', pool.identity),
    ...state('sessions', pool.sessions),
    ...state('users', pool.users),
    ...state('recycles', pool.recycles),
    ...state('queueLimit', pool.queueLimit),
  ];
}
