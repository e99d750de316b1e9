import { z } from 'zod';
import { type Brought, collector, type Known, type NewFact } from '../looking/look.ts';
import { each, exchangeServers, olderThan2013, printed } from '../windows/running.ts';

const version = z.string().regex(/^\d{1,5}(\.\d{1,5}){3}$/);
/** What `get-hotfixes` prints: installed updates, and those that matter with the files they bring. */
const prints = z.array(
  z.object({
    id: z.string().regex(/^KB\d{4,8}$/i),
    /** When it was installed; empty for one that is not. */
    installedOn: z.string().nullish(),
    /** What the script itself made of the files. */
    fileVersionOk: z.boolean().nullish(),
    /** The version of each file that the update brings, and the least one that has the change. */
    files: z.array(z.object({ name: z.string().min(1), version, least: version })).nullish(),
    supersededBy: z.string().nullish(),
  }),
);
type Fix = z.infer<typeof prints>[number];
/**
 * KB3140410: without it an Exchange 2010 server on Windows 2008 R2 refuses what a newer front end proxies to /rpc.
 * KB3125574, the roll-up of April 2016, should contain it; it needs KB976932, Service Pack 1.
 */
const fixesThatMatter = ['kb3140410', 'kb3125574', 'kb976932'];
/** Updates of this time are told by themselves: something may have come with them. */
const recentMs = 30 * 24 * 3_600_000;

const wantedOn = (known: Known, server: string): readonly string[] =>
  known.get(`servers[${server}].osVersion`) === '6.1' && olderThan2013(known, server) ? fixesThatMatter : [];

export default collector({
  id: 'hotfixes',
  title: 'Updates of the Exchange servers',
  needs: ['servers.exchange', 'servers.osVersion'],
  brings: ['hotfixes'],
  deadlineMs: 12_000,
  subjects: (known) =>
    each(exchangeServers(known), (server) =>
      wantedOn(known, server).map((fix) => `hotfixes[${server}/${fix}]`),
    ),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const fixes = await printed(
      clients,
      { host, script: 'get-hotfixes', prints, what: 'a list of hotfixes' },
      signal,
    );
    const wanted = wantedOn(known, host);
    const since = clients.now() - recentMs;
    const recent = fixes.filter(
      (fix) => (installed(fix) ?? 0) >= since && !wanted.includes(fix.id.toLowerCase()),
    );
    const source = `get-hotfixes on ${host}`;
    return {
      facts: [
        ...wanted.flatMap((id): readonly NewFact[] => {
          const fix = fixes.find((one) => one.id.toLowerCase() === id);
          if (fix !== undefined) return fixFacts(host, fix);
          const says = `${source}: not among ${fixes.length}`;
          return [{ fact: `hotfixes[${host}/${id}].listed`, value: false, from: 'worker', source: says }];
        }),
        ...recent.flatMap((fix) => fixFacts(host, fix)),
      ],
    };
  },
});

function installed({ installedOn }: Fix): number | undefined {
  const at = Date.parse(installedOn ?? '');
  return Number.isNaN(at) ? undefined : at;
}

function fixFacts(host: string, fix: Fix): readonly NewFact[] {
  const source = `get-hotfixes on ${host}`;
  const state = (leaf: string, value: string | boolean, says = source): NewFact => ({
    fact: `hotfixes[${host}/${fix.id.toLowerCase()}].${leaf}`,
    value,
    from: 'worker',
    source: says,
  });
  const at = installed(fix);
  const files = fix.files ?? [];
  const old = files.find((file) => isOlder(file.version, file.least));
  const compared =
    old === undefined
      ? `${source}: ${files.map((file) => `${file.name} ${file.version}`).join(', ')}`
      : `${source}: ${old.name} ${old.version} is older than ${old.least}`;
  return [
    state('listed', (fix.installedOn ?? '') !== ''),
    ...(at === undefined ? [] : [state('installedAt', new Date(at).toISOString())]),
    ...(files.length > 0
      ? [state('fileVersionOk', old === undefined, compared)]
      : typeof fix.fileVersionOk === 'boolean'
        ? [state('fileVersionOk', fix.fileVersionOk)]
        : []),
    ...(fix.supersededBy ? [state('supersededBy', fix.supersededBy)] : []),
  ];
}

/** Whether a file version is below another, number by number. */
function isOlder(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number));
  for (const [index, number] of (left ?? []).entries()) {
    const least = right?.[index] ?? 0;
    if (number !== least) return number < least;
  }
  return false;
}
