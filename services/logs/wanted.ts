import type { LoggedRequest } from './request.ts';

/** Whose lines are looked for, all in lower case. */
export interface Wanted {
  readonly addresses: readonly string[];
  readonly upn: string | undefined;
  readonly sam: string | undefined;
  readonly guid: string | undefined;
  readonly sid: string | undefined;
  /** Mailboxes that she opens beside her own. */
  readonly opened: readonly string[];
}

/**
 * Texts one of which every line of hers holds. The bare account name is too common a word: it is looked for behind
 * a domain, or as a whole value of either form of log.
 */
export function needlesOf(wanted: Wanted): readonly string[] {
  const { addresses, upn, sam, guid, sid, opened } = wanted;
  const all = [
    ...addresses,
    ...opened,
    ...(upn === undefined ? [] : [upn]),
    ...(sam === undefined ? [] : [`\\${sam}`, ` ${sam} `, `,${sam},`]),
    ...(guid === undefined ? [] : [guid]),
    ...(sid === undefined ? [] : [sid]),
  ];
  return [...new Set(all)];
}

const guidPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Whether an account name of a line is hers: an address, UPN, `DOMAIN\name` or bare name. */
export function isHerName(name: string, wanted: Wanted): boolean {
  const lower = name.toLowerCase();
  if (lower.includes('@')) return lower === wanted.upn || wanted.addresses.includes(lower);
  return wanted.sam !== undefined && (lower.split('\\').at(-1) ?? lower) === wanted.sam;
}

/** Whether an anchor (`Sid~…`, `Smtp~…`, `MailboxGuid~guid@domain`) is hers. */
export function isHerAnchor(anchor: string, wanted: Wanted): boolean {
  const subject = anchor.slice(anchor.lastIndexOf('~') + 1).toLowerCase();
  if (subject === wanted.sid || subject === wanted.upn || wanted.addresses.includes(subject)) return true;
  return wanted.guid !== undefined && subject.split('@')[0]?.replace(/[{}]/g, '') === wanted.guid;
}

/** Whether a request is hers: by user, anchor, the address of an explicit logon, or the mailbox in its query. */
export function isHers(request: LoggedRequest, wanted: Wanted): boolean {
  if (request.user !== undefined && isHerName(request.user, wanted)) return true;
  if (request.anchor !== undefined && isHerAnchor(request.anchor, wanted)) return true;
  const explicit = explicitAddress(request);
  if (explicit !== undefined && wanted.addresses.includes(explicit)) return true;
  // /mapi/…?MailboxId=guid@domain and /rpc/rpcproxy.dll?guid@domain:6001
  const asked = guidPattern.exec(request.query ?? '')?.[0]?.toLowerCase();
  return asked !== undefined && asked === wanted.guid;
}

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
