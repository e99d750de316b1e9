import { clientFacts } from '../logs/client-facts.ts';
import { isFault } from '../logs/faults.ts';
import { logFact } from '../logs/log-fact.ts';
import { type Reduction, reduction } from '../logs/reduce.ts';
import type { LoggedRequest } from '../logs/request.ts';
import { signatureOf } from '../logs/signature.ts';
import { isHers, isNoise, type Wanted } from '../logs/wanted.ts';
import type { NewFact } from '../looking/look.ts';
import type { Pasted } from '../reader.ts';
import type { Collection } from './collecting.ts';

/** One request as a pasted line tells it. */
export interface PastedRequest {
  readonly line: number;
  readonly request: LoggedRequest;
  /** The server whose log it is, short and lower case; empty when the line does not say. */
  readonly server: string;
}
const own = { userAgent: /^popup-desk\//i, account: undefined };
/** As in a search: what follows a younger line may not stand in the text. */
const laterMs = 120_000;

/** Whom lines must name to be hers. */
export function wantedOf({ mailbox, names = [] }: Pick<Pasted, 'mailbox' | 'names'>): Wanted {
  const known = names.map((name) => name.toLowerCase());
  const account = known
    .find((name) => name.includes('\\'))
    ?.split('\\')
    .at(-1);
  const isGuid = (name: string): boolean => /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/.test(name);
  return {
    addresses: [mailbox.toLowerCase(), ...known.filter((name) => name.includes('@'))],
    upn: undefined,
    sam: account ?? mailbox.toLowerCase().split('@')[0],
    guid: known.find(isGuid)?.replace(/[{}]/g, ''),
    sid: known.find((name) => name.startsWith('s-1-')),
    legacyDn: known.find((name) => name.startsWith('/o=')),
    opened: [],
  };
}

/** Brings what pasted requests tell: her own reduced to facts, a server's faults whoever met them, the rest ignored. */
export function bringRequests(requests: readonly PastedRequest[], pasted: Pasted, into: Collection): void {
  const wanted = wantedOf(pasted);
  const legacy = wanted.sam === undefined ? undefined : legacyNameOf(wanted.sam);
  const isHerName = (request: LoggedRequest): boolean =>
    isHers(request, wanted) || legacy?.test(request.anchor ?? '') === true;
  const isNameless = ({ user, anchor }: LoggedRequest): boolean =>
    user === undefined && (anchor === undefined || isUnknownNumber(anchor, wanted));
  const named = requests.filter(({ request }) => !isNameless(request));
  const herClients = new Map<string, boolean>();
  let others = 0;
  for (const { request } of named) {
    const hers = isHerName(request);
    if (!hers) others += 1;
    const client = clientOf(request);
    herClients.set(client, (herClients.get(client) ?? true) && hers);
  }
  // A line that names nobody is hers when its client is hers alone, or the text names nobody else at all.
  const isTaken = (request: LoggedRequest): boolean =>
    isHerName(request) || (isNameless(request) && (herClients.get(clientOf(request)) ?? others === 0));
  const latest = requests.reduce((last, { request }) => Math.max(last, request.at), 0);
  // Lines may have been picked: that nothing followed counts only where the text goes on with other answers.
  const goesOn = new Set(
    requests.flatMap(({ request: { at, status } }) => (status === 401 ? [] : [minuteOf(at)])),
  );
  const isShown = ({ at }: LoggedRequest): boolean =>
    at < latest - laterMs && (goesOn.has(minuteOf(at) + 1) || goesOn.has(minuteOf(at) + 2));
  const servers = new Map<
    string,
    { readonly reduced: Reduction; readonly open: PastedRequest[]; readonly lines: Map<string, number> }
  >();
  let hers = 0;
  for (const one of requests) {
    const { request, line, server } = one;
    if (isNoise(request, own)) {
      into.ignored(line, 'a health check of Exchange itself');
      continue;
    }
    let there = servers.get(server);
    if (there === undefined) {
      const reduced = reduction({ server, wanted, modern: true, movedAt: undefined, to: latest });
      there = { reduced, open: [], lines: new Map() };
      servers.set(server, there);
    }
    const signature = signatureOf(request);
    if (isTaken(request)) {
      hers += 1;
      for (const key of [keyOf(request), momentOf(request)]) there.lines.set(key, line);
      if (signature?.startsWith('open') === true && !isShown(request)) there.open.push(one);
      else there.reduced.add(request);
      into.understood(line, titles[request.log]);
    } else if (isFault(request, signature)) {
      there.lines.set(momentOf(request), line);
      there.reduced.addOther(request, signature);
      into.understood(line, titles[request.log]);
    } else into.ignored(line, `a request of somebody else than ${pasted.mailbox}`);
  }
  if (hers === 0) for (const { request } of named) into.about(request.user ?? undefined);
  const withHerName = (fact: NewFact): NewFact =>
    elementOf(fact).log === 'rca' && elementOf(fact).clientSoftware !== undefined
      ? { ...fact, value: { user: pasted.mailbox, ...elementOf(fact) } }
      : fact;
  for (const [server, { reduced, open, lines }] of servers) {
    for (const { request } of open) if (reduced.isAnswered(request)) reduced.add(request);
    // The text ends before it tells whether these were steps of a logon: they stand as they are, unexplained.
    const unexplained = open
      .filter(({ request }) => !reduced.isAnswered(request))
      .map(({ request }) =>
        logFact(
          server,
          wanted.sid,
          {
            signature: undefined,
            hers: true,
            basis: undefined,
            count: 1,
            firstAt: request.at,
            lastAt: request.at,
            last: request,
          },
          undefined,
        ),
      );
    const facts = [...reduced.facts(), ...unexplained];
    for (const fact of facts) into.fact(lineOf(fact, lines), 'log[]', withoutGuesses(fact), { at: fact.at });
    for (const fact of clientFacts(facts.map(withHerName), wanted))
      into.fact(lineAt(facts, fact, lines), fact.fact, fact.value, { at: fact.at });
  }
}

/** A GUID or SID says nothing as long as hers is not known. */
const isUnknownNumber = (anchor: string, { guid, sid }: Wanted): boolean =>
  (guid === undefined && /^MailboxGuid~/i.test(anchor)) || (sid === undefined && /^Sid~/i.test(anchor));
/** RPC Client Access names her by a name of which only the end is usually her account's. */
const legacyNameOf = (account: string): RegExp =>
  new RegExp(`^LegacyDN~.*/cn=(?:[0-9a-f]{16,40}-)?${account.replace(/[^\w]/g, '.')}$`, 'i');

const minuteOf = (at: number): number => Math.floor(at / 60_000);

const titles: Readonly<Record<LoggedRequest['log'], string>> = {
  iis: 'requests of an IIS log',
  'iis-backend': 'requests of the back end’s IIS log',
  'http-proxy': 'requests of an HttpProxy log',
  'mapi-http': 'requests of a MapiHttp log',
  'address-book': 'requests of an address book log',
  rca: 'operations of an RPC Client Access log',
  httperr: 'requests that HTTP.sys ended itself',
};
const clientOf = ({ log, clientIp = '', userAgent = '' }: LoggedRequest): string =>
  `${log}\n${clientIp}\n${userAgent}`;

const keyOf = ({ log, at, user, anchor, status, target }: LoggedRequest): string =>
  [log, at, user, anchor, status, target].join('\n');
const momentOf = ({ log, at, status }: LoggedRequest): string => [log, at, status].join('\n');
type Element = Readonly<Record<string, unknown>>;
const elementOf = ({ value }: NewFact): Element => value as unknown as Element; // what logFact made
function lineOf(fact: NewFact, lines: ReadonlyMap<string, number>): number {
  const { log, at, user, anchor, status, target } = elementOf(fact);
  const moment = Date.parse(String(at));
  return (
    lines.get([log, moment, user, anchor, status, target].join('\n')) ??
    lines.get([log, moment, status].join('\n')) ??
    1
  );
}
const lineAt = (facts: readonly NewFact[], { at }: NewFact, lines: ReadonlyMap<string, number>): number => {
  const source = facts.find((fact) => fact.at === at);
  return source === undefined ? 1 : lineOf(source, lines);
};
/** A piece of a log does not show how many others met a fault, and need not say which server wrote it. */
const withoutGuesses = (fact: NewFact): Element =>
  Object.fromEntries(
    Object.entries(elementOf(fact)).filter(
      ([name, value]) => !(name === 'server' && value === '') && !(name === 'users' && Number(value) <= 1),
    ),
  );
