import { clientFacts } from '../logs/client-facts.ts';
import type { Coverage } from '../logs/coverage.ts';
import { requestLogs } from '../logs/pass.ts';
import type { RequestLog } from '../logs/request.ts';
import type { Wanted } from '../logs/wanted.ts';
import { type Brought, collector, type Known, type NewFact } from '../looking/look.ts';
import { exchangeServers, olderThan2013 } from '../windows/running.ts';

const dayMs = 24 * 3_600_000;
/** A move older than this is searched for no further back. */
const furthestMs = 7 * dayMs;
/** Each further mailbox makes the search find more that is not hers. */
const mostOpened = 12;
const ownUserAgent = /PopupDesk/i;
/** Exchange 2007 and 2010 have no front end of their own. */
const before2013: readonly RequestLog[] = ['iis', 'rca', 'address-book', 'httperr'];
const logsOf = (known: Known, server: string): readonly RequestLog[] =>
  olderThan2013(known, server) ? before2013 : requestLogs;
const ofClient = ['client.outlookBuild', 'client.windows', 'client.protocol', 'client.cachedMode'];

export default collector({
  id: 'log-search',
  title: 'Logs of IIS, the front ends and MAPI',
  needs: [
    'mailbox.addresses',
    'mailbox.upn',
    'mailbox.sam',
    'mailbox.guid',
    'mailbox.sid',
    'mailbox.legacyDn',
    'mailbox.exchange',
    'mailbox.movedAt',
    'secondary',
    'servers.exchange',
  ],
  brings: ['log', 'searched', ...ofClient],
  deadlineMs: 15_000,
  subjects: (known) =>
    exchangeServers(known).map((name) => ({
      key: name,
      shared: false,
      brings: [...logsOf(known, name).map((log) => `searched[${name}/${log}]`), 'log'],
    })),
  run: async ({ key: server }, known, { configuration, account, logs, now }, signal): Promise<Brought> => {
    const wanted = wantedOf(known);
    const folders = foldersOf(configuration.windows.logs, server);
    const to = now();
    const movedAt = timeOf(known, 'mailbox.movedAt');
    const { facts, covered, cut } = await logs.read(
      {
        server,
        folders,
        wanted,
        from: Math.max(to - furthestMs, Math.min(to - dayMs - 60_000, movedAt ?? to)),
        to,
        movedAt,
        modern: ['2013', '2016', '2019'].includes(String(known.get('mailbox.exchange'))),
        own: {
          userAgent: ownUserAgent,
          account: account.name?.split('\\').at(-1)?.split('@')[0]?.toLowerCase(),
        },
      },
      signal,
    );
    const asked = logsOf(known, server);
    const blind = asked.flatMap((log) => {
      const why = whyNotCovered(server, log, covered.get(log));
      return why === undefined ? [] : [{ fact: `searched[${server}/${log}]`, why }];
    });
    const many = { fact: 'log', why: `${server} has more kinds of lines of hers than are kept` };
    return {
      facts: [
        ...facts,
        ...clientFacts(facts, wanted),
        ...asked.flatMap((log) => spanFacts(server, log, covered.get(log))),
      ],
      blind: cut ? [...blind, many] : blind,
    };
  },
});

function whyNotCovered(server: string, log: RequestLog, coverage: Coverage | undefined): string | undefined {
  if (coverage === undefined) return `no folder of the ${log} logs of ${server} is configured (windows.logs)`;
  if (coverage.span !== undefined) return undefined;
  const [unread] = coverage.notRead;
  if (unread !== undefined && /\b(EACCES|EPERM)\b/.test(unread))
    return `${unread}; it needs the right to read that folder: local Administrators of ${server}, or a read-only share of it`;
  return unread ?? `the ${log} logs of ${server} hold no file of the time in question`;
}

function spanFacts(server: string, log: RequestLog, coverage: Coverage | undefined): readonly NewFact[] {
  if (coverage?.span === undefined) return [];
  const { span, files, bytes } = coverage;
  const source = `${log} log of ${server}, ${files} ${files === 1 ? 'file' : 'files'}, ${Math.ceil(bytes / 1000)} kB`;
  return (['from', 'to'] as const).map((leaf) => ({
    fact: `searched[${server}/${log}].${leaf}`,
    value: new Date(span[leaf]).toISOString(),
    from: 'log',
    source,
  }));
}

/** The folders of a server, whatever the case its name is configured in. */
function foldersOf(
  configured: Readonly<Record<string, Readonly<Record<string, string>>>>,
  server: string,
): Readonly<Record<string, string>> {
  return Object.entries(configured).find(([name]) => name.toLowerCase() === server)?.[1] ?? {};
}

function wantedOf(known: Known): Wanted {
  const text = (path: string): string | undefined => {
    const value = known.get(path);
    return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
  };
  const addresses = known.get('mailbox.addresses');
  const own = Array.isArray(addresses) ? addresses.map((address) => String(address).toLowerCase()) : [];
  return {
    addresses: [...new Set([known.mailbox, ...own])],
    upn: text('mailbox.upn'),
    sam: text('mailbox.sam'),
    guid: text('mailbox.guid'),
    sid: text('mailbox.sid'),
    legacyDn: text('mailbox.legacyDn'),
    opened: known
      .keys('secondary')
      .filter((address) => !own.includes(address))
      .slice(0, mostOpened),
  };
}

function timeOf(known: Known, path: string): number | undefined {
  const ms = Date.parse(String(known.get(path) ?? ''));
  return Number.isNaN(ms) ? undefined : ms;
}
