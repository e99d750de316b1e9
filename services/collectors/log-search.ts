import { reduction } from '../logs/reduce.ts';
import type { RequestLog } from '../logs/request.ts';
import { type Searched, searchLog } from '../logs/search.ts';
import { isHers, isNoise, isOfOpened, needlesOf, type Wanted } from '../logs/wanted.ts';
import { type Brought, collector, type Known, type NewFact } from '../looking/look.ts';

/** Logs of requests, in the order in which they are read: the front end's own say most. */
const logs: readonly RequestLog[] = ['http-proxy', 'iis', 'iis-backend'];
const dayMs = 24 * 3_600_000;
/** A move older than this is searched for no further back. */
const furthestMs = 7 * dayMs;
/** Front ends that could not sign in to an older server say so for whomever they asked. */
const serverFault = 'NegotiateSecurityContext failed';
/** Each text searched for costs a pass over the bytes. */
const mostOpened = 12;
const ownUserAgent = /PopupDesk/i;

export default collector({
  id: 'log-search',
  title: 'IIS and HttpProxy logs',
  needs: ['mailbox', 'secondary', 'servers.exchange'],
  brings: ['log', 'searched'],
  deadlineMs: 15_000,
  subjects: (known) => {
    const named = known
      .keys('servers')
      .filter((name) => known.get(`servers[${name}].exchange`) !== undefined);
    return named.map((name) => ({
      key: name,
      shared: false,
      brings: [...logs.map((log) => `searched[${name}/${log}]`), 'log'],
    }));
  },
  run: async ({ key: server }, known, { configuration, account, now }, signal): Promise<Brought> => {
    const folders = foldersOf(configuration.windows.logs, server);
    const wanted = wantedOf(known);
    const to = now();
    const movedAt = timeOf(known, 'mailbox.movedAt');
    const from = Math.max(to - furthestMs, Math.min(to - dayMs - 60_000, movedAt ?? to));
    const modern = ['2013', '2016', '2019'].includes(String(known.get('mailbox.exchange')));
    const reduced = reduction({ server, wanted, modern, movedAt, to });
    const own = {
      userAgent: ownUserAgent,
      account: account.name?.split('\\').at(-1)?.split('@')[0]?.toLowerCase(),
    };
    const facts: NewFact[] = [];
    const blind: { fact: string; why: string }[] = [];
    for (const log of logs) {
      const folder = folders[log];
      if (folder === undefined) {
        blind.push({
          fact: `searched[${server}/${log}]`,
          why: `no folder of the ${log} logs of ${server} is configured (windows.logs)`,
        });
        continue;
      }
      const searched = await searchLog({
        log,
        folder,
        needles: [...needlesOf(wanted), serverFault],
        from,
        to,
        signal,
        onEndOfFile: reduced.endOfFile,
        onRequest: (request) => {
          const concerns =
            isHers(request, wanted) || isOfOpened(request, wanted) || request.errors.includes(serverFault);
          if (concerns && !isNoise(request, own)) reduced.add(request);
        },
      });
      facts.push(...spanFacts(server, log, searched));
      if (searched.span === undefined)
        blind.push({
          fact: `searched[${server}/${log}]`,
          why: searched.notRead[0] ?? `the ${log} logs of ${server} hold no file of the time in question`,
        });
    }
    if (reduced.cut)
      blind.push({ fact: 'log', why: `${server} has more kinds of lines of hers than are kept` });
    return { facts: [...reduced.facts(), ...facts], blind };
  },
});

function spanFacts(server: string, log: RequestLog, { span, files, bytes }: Searched): readonly NewFact[] {
  if (span === undefined) return [];
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
