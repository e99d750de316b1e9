import { type Fields, textsOfValue } from './read-line.ts';
import { type LoggedRequest, mailboxIn } from './request.ts';

/** Whose lines are looked for, all in lower case. */
export interface Wanted {
  readonly addresses: readonly string[];
  readonly upn: string | undefined;
  readonly sam: string | undefined;
  readonly guid: string | undefined;
  readonly sid: string | undefined;
  /** By which RPC Client Access names her. */
  readonly legacyDn?: string | undefined;
  /** Mailboxes that she opens beside her own. */
  readonly opened: readonly string[];
}

/**
 * Texts one of which every line of hers holds, where lines have these fields. The bare account name is too common a
 * word: it is looked for as the whole value of the user's column, or there behind a domain.
 */
export function needlesOf(wanted: Wanted, fields: Fields): readonly string[] {
  const { addresses, upn, sam, guid, sid, legacyDn, opened } = wanted;
  const users = sam === undefined ? [] : userColumns;
  const all = [
    // In a path the @ may be escaped.
    ...[...addresses, ...opened].flatMap((address) => [address, address.replace('@', '%40')]),
    ...(upn === undefined ? [] : [upn]),
    ...users.flatMap((column) => textsOfValue(fields, column, sam ?? '')),
    ...users.flatMap((column) => textsOfValue(fields, column, `\\${sam}`, false)),
    ...(guid === undefined ? [] : [guid]),
    ...(sid === undefined ? [] : [sid]),
    ...(legacyDn === undefined ? [] : [legacyDn]),
  ];
  return all.filter((text) => text.length > 1 && !/[\r\n]/.test(text));
}
const userColumns = ['cs-username', 'authenticateduser', 'authenticateduseremail'];

/** Names by which lines of hers are known, lower case: what `namesIn` finds in a line is compared with them. */
export const namesOf = ({ addresses, upn, sam, guid, sid, legacyDn, opened }: Wanted): readonly string[] => [
  ...new Set([...addresses, ...opened, upn, sam, guid, sid, legacyDn].filter((name) => name !== undefined)),
];

/** Names of people and mailboxes in a request; whether a line is hers is for `isHers` to say. */
export function namesIn(request: LoggedRequest): readonly string[] {
  const user = request.user?.toLowerCase();
  const anchor = request.anchor?.slice(request.anchor.lastIndexOf('~') + 1).toLowerCase();
  return [
    user?.includes('@') === false ? user.split('\\').at(-1) : user,
    anchor,
    anchor?.split('@')[0]?.replace(/[{}]/g, ''),
    explicitAddress(request),
    guidIn(request.query),
  ].filter((name) => name !== undefined);
}

/** Whether an account name of a line is hers: an address, UPN, `DOMAIN\name` or bare name. */
export function isHerName(name: string, wanted: Wanted): boolean {
  const lower = name.toLowerCase();
  if (lower.includes('@')) return lower === wanted.upn || wanted.addresses.includes(lower);
  return wanted.sam !== undefined && (lower.split('\\').at(-1) ?? lower) === wanted.sam;
}

/** Whether an anchor (`Sid~…`, `Smtp~…`, `MailboxGuid~guid@domain`, `LegacyDN~/o=…`) is hers. */
export function isHerAnchor(anchor: string, wanted: Wanted): boolean {
  const subject = anchor.slice(anchor.lastIndexOf('~') + 1).toLowerCase();
  if (subject === wanted.sid || subject === wanted.upn || wanted.addresses.includes(subject)) return true;
  if (subject === wanted.legacyDn) return true;
  return wanted.guid !== undefined && subject.split('@')[0]?.replace(/[{}]/g, '') === wanted.guid;
}

/** Whether a request is hers: by user, anchor, the address of an explicit logon, or the mailbox in its query. */
export function isHers(request: LoggedRequest, wanted: Wanted): boolean {
  if (request.user !== undefined && isHerName(request.user, wanted)) return true;
  if (request.anchor !== undefined && isHerAnchor(request.anchor, wanted)) return true;
  const explicit = explicitAddress(request);
  if (explicit !== undefined && wanted.addresses.includes(explicit)) return true;
  return wanted.guid !== undefined && guidIn(request.query) === wanted.guid;
}

const guidIn = (query: string | undefined) => mailboxIn(query)?.split('@')[0]?.toLowerCase();

/** Whether a request is about a mailbox that she opens, by anchor or explicit logon. */
export function isOfOpened(request: LoggedRequest, wanted: Wanted): boolean {
  const anchor = request.anchor?.slice(request.anchor.lastIndexOf('~') + 1).toLowerCase();
  const explicit = explicitAddress(request);
  return [anchor, explicit].some((address) => address !== undefined && wanted.opened.includes(address));
}

/** The address in `/autodiscover/anna@contoso.example/autodiscover.xml`, lower case. */
function explicitAddress({ stem }: LoggedRequest): string | undefined {
  const address = /^\/[^/]+\/([^/?]+(?:@|%40)[^/?]+)\//.exec(stem ?? '')?.[1];
  return address?.replace(/%40/i, '@').toLowerCase();
}

/** Whether a line names nobody: no account, and no mailbox by anchor, path or query. */
export const isAnonymous = (request: LoggedRequest): boolean => namesIn(request).length === 0;

/** Monitoring, loopback and our own requests: they tell nothing of a user. */
export function isNoise(
  request: LoggedRequest,
  own: { readonly userAgent: RegExp; readonly account: string | undefined },
): boolean {
  const { userAgent = '', clientIp = '', user = '', anchor = '' } = request;
  if (
    /^AMProbe|LocalProbe|^ClientAccess|^Mozilla\/4\.0 \(compatible; MSIE 9\.0; Windows NT 6\.1; MSEXCHMON/i.test(
      userAgent,
    )
  )
    return true;
  if (own.userAgent.test(userAgent) || /HealthMailbox/i.test(`${user} ${anchor}`)) return true;
  if (own.account !== undefined && user.toLowerCase().split('\\').at(-1) === own.account) return true;
  return clientIp === '::1' || clientIp.startsWith('127.');
}
