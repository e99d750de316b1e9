import { any, type Seen, type Truth } from '../cause.ts';
import { shows } from './box.ts';
import { legacyVersions } from './mailbox.ts';
import { type Expected, onNone, principalOf } from './principal-name.ts';

/** The name in the profile against what the hosts show. */
export const profileStrange = (seen: Seen): Truth => {
  const name = principalOf(seen.text('client.proxyPrincipal'));
  return name === undefined ? undefined : onNone(seen, name);
};
const rowsBy = (seen: Seen): readonly string[] =>
  seen
    .elements('connections')
    .flatMap(({ value }) => (typeof value.protocol === 'string' ? [value.protocol] : []));
const triedProvider = (seen: Seen): Truth =>
  seen.elements('tried').some(({ value }) => value.what === 'outlook-provider-change') ? true : undefined;

/** Only Outlook Anywhere (RPC/HTTP) compares the name. */
export function byOutlookAnywhere(seen: Seen): Truth {
  const protocol = seen.text('client.protocol');
  if (protocol === 'RPC/HTTP' || rowsBy(seen).includes('RPC/HTTP')) return true;
  const told = any(
    shows(seen, 'proxy-certificate', 'encrypted-unavailable'),
    seen.has('scope.only', 'protocol:RPC/HTTP'),
    seen.has('client.settingReturns', 'proxy-principal'),
    triedProvider(seen),
  );
  if (told === true) return true;
  // A profile keeps the name when it has long gone over to MAPI/HTTP.
  if (protocol === 'HTTP') return false;
  const kept = any(
    principalOf(seen.text('client.proxyPrincipal')) === undefined ? undefined : true,
    seen.text('client.proxyPrincipalIs') === undefined ? undefined : true,
    seen.is('client.mapiHttpDisabled', 'true'),
    seen.is('mailbox.mapiHttp', 'off'),
  );
  if (kept === true) return true;
  const build = Number.parseInt(seen.text('client.outlookBuild') ?? '', 10);
  const legacy = seen.is('mailbox.exchange', ...legacyVersions);
  // MAPI/HTTP came with 2013 SP1 and was off there by default; Outlook 2007 never learnt it.
  if (legacy === true || build < 14 || seen.flag('org.mapiHttp') === false) return true;
  return seen.is('mailbox.exchange', '2013') === true && seen.flag('org.mapiHttp') !== true
    ? true
    : undefined;
}

/** `*` alone, or a star without its dot. */
export const isMalformed = ({ name }: Expected): boolean => /^\*([^.]|$)/.test(name);

/** Whether an expected name, or what a box says of one, was told at all. */
export const aNameIsInQuestion = (seen: Seen): Truth =>
  [
    'providers.exprPrincipal',
    'providers.exchPrincipal',
    'client.proxyPrincipal',
    'client.proxyPrincipalIs',
  ].some((path) => (seen.text(path) ?? '') !== '') ||
  seen.has('client.settingReturns', 'proxy-principal') === true ||
  shows(seen, 'proxy-certificate', 'encrypted-unavailable') === true ||
  seen.has('timeline.after', 'certificate-change') === true ||
  seen.keys('tls').some((key) => seen.is(`tls[${key}].commonNameIs`, 'wildcard', 'other-name') === true) ||
  undefined;
