import { any, type ElementValue, not, reading, type Seen, type Truth } from '../cause.ts';
import { touchesLegacy } from './legacy-path.ts';
import { numberOf, textOf } from './lines.ts';
import { either, onModernExchange } from './mailbox.ts';
import { isLegacyHost, isLegacyVersion, legacyServers, nodes, shortName } from './servers.ts';
import { hersSigned, isHers, type Wanted } from './signed-lines.ts';

const rpc = /^\/rpc/i;
/** A request to /rpc, whatever came of it. */
export const rpcLine: Wanted = {
  signatures: ['success', 'challenge', 'queue-full', 'down-level-401', 'back-end-401', 'front-end-401'],
  logs: ['http-proxy', 'iis'],
  stem: rpc,
  alike: (line) => rpc.test(textOf(line, 'stem') ?? ''),
};

/** Whether a connection of hers is Outlook Anywhere. */
export const usesOutlookAnywhere = reading((seen: Seen): Truth => {
  if (seen.is('client.protocol', 'RPC/HTTP') === true) return true;
  if (seen.elements('connections').some(({ value }) => value.protocol === 'RPC/HTTP')) return true;
  const line = seen.someElement('log', (one) => rpc.test(textOf(one, 'stem') ?? '') && isHers(seen, one));
  if (line === true) return true;
  if (seen.is('client.protocol', 'HTTP', 'RPC/TCP') === true) return false;
  if (onModernExchange(seen) !== true) return undefined;
  const forced = [
    seen.flag('client.mapiHttpDisabled'),
    seen.is('mailbox.mapiHttp', 'off'),
    not(seen.flag('org.mapiHttp')),
  ];
  return forced.includes(true) ? true : undefined;
});

/** Whether Outlook Anywhere is or would be used: seen in use, or set in a profile that does not speak MAPI/HTTP. */
export const mayUseOutlookAnywhere = reading((seen: Seen): Truth => {
  const used = usesOutlookAnywhere(seen);
  if (used === true || seen.is('client.protocol', 'HTTP') === true) return used;
  const set =
    (seen.text('client.proxyServer') ?? '') !== '' ||
    (seen.text('client.proxyAuthentication') ?? '') !== '' ||
    (seen.list('client.httpFirst') ?? []).length > 0 ||
    seen.has('scope.only', 'protocol:RPC/HTTP') === true;
  return set ? true : undefined;
});

/** Whether something of hers is reached on Exchange 2010 or 2007, by what she opens, a row or a line. */
export const reachesLegacy = reading((seen: Seen): Truth => {
  const known = touchesLegacy(seen);
  if (known === true) return true;
  const row = seen
    .elements('connections')
    .some(({ value }) => typeof value.server === 'string' && isLegacyHost(seen, value.server) === true);
  return row || hersSigned(seen, downLevelRefusal) === true ? true : known;
});

/** Whether a line was passed on to Exchange 2010 or 2007, by what it says itself. */
export const isLegacyTarget = (line: ElementValue): boolean =>
  line.downLevel === true || isLegacyVersion(textOf(line, 'targetVersion')) === true;

const keyOfRpc = /^([^/]+)\/(?:default web site\/)?rpc$/i;
/** Exchange 2010 and 2007 servers, and those whose /rpc was looked at and that are not known to be newer. */
export const behindFrontEnds = reading((seen: Seen): readonly string[] => {
  const named = [
    ...['vdirs', 'iis'].flatMap((group) => seen.keys(group).map((key) => keyOfRpc.exec(key)?.[1])),
    ...nodes(seen, 'outlookAnywhere').map(({ node }) => node),
  ].filter((server) => server !== undefined && server !== 'vip');
  const legacy = legacyServers(seen);
  return [...new Set([...legacy, ...named.filter((server) => server !== undefined)])].filter(
    (server) => legacy.includes(server) || isModern(seen, server) !== true,
  );
});
const isModern = (seen: Seen, server: string): Truth =>
  seen.is(`servers[${server}].exchange`, '2013', '2016', '2019', 'online');
/** Exchange 2013 and later servers whose /rpc was looked at. */
export const rpcFrontEnds = reading((seen: Seen): readonly string[] =>
  [
    ...new Set([
      ...['vdirs', 'iis'].flatMap((group) => seen.keys(group).map((key) => keyOfRpc.exec(key)?.[1] ?? '')),
      ...nodes(seen, 'outlookAnywhere').map(({ node }) => node),
    ]),
  ].filter((server) => server !== '' && isModern(seen, server) === true),
);

const ofServer = (seen: Seen, server: string): readonly string[] =>
  nodes(seen, 'outlookAnywhere')
    .filter(({ node }) => node === server)
    .map(({ key }) => `outlookAnywhere[${key}]`);
const windowsMethod = /ntlm|negotiate|windows|kerb/i;

/** Whether /rpc of a server takes a Windows logon (NTLM or Negotiate): the wire first, then IIS, then the directory. */
export const takesWindows = reading((seen: Seen, server: string): Truth => {
  const wire = ofServer(seen, server).flatMap((path) => {
    const schemes = seen.list(`${path}.schemes`);
    return schemes === undefined || schemes.length === 0
      ? []
      : [schemes.some((one) => windowsMethod.test(one))];
  });
  if (wire.length > 0) return wire.every((one) => one);
  const iis = seen.flag(`iis[${server}/default web site/rpc].windows`);
  if (iis !== undefined) return iis;
  return seen.list(`vdirs[${server}/rpc].internalAuth`)?.some((method) => windowsMethod.test(method));
});

/** Whether the methods of a server's /rpc, as the directory lists them for its own sign-in check, leave Basic out. */
const withoutBasic = (seen: Seen, server: string): Truth => {
  const basic = seen.flag(`iis[${server}/default web site/rpc].basic`);
  if (basic !== undefined) return !basic;
  const methods = ['internalAuth', 'externalAuth'].flatMap((leaf) => {
    const list = seen.list(`vdirs[${server}/rpc].${leaf}`);
    return list === undefined || list.length === 0 ? [] : [list];
  });
  return methods.length === 0
    ? undefined
    : methods.some((list) => list.length > 0 && !list.some((method) => /basic/i.test(method)));
};
/** Whether some /rpc that her Outlook Anywhere passes takes no Basic. */
export const basicNotTaken = reading((seen: Seen): Truth => {
  const servers = [...behindFrontEnds(seen), ...rpcFrontEnds(seen)];
  return servers.length === 0 ? undefined : any(...servers.map((server) => withoutBasic(seen, server)));
});

/** Whether Outlook Anywhere is switched off on a server: its setting, else whether /rpc is there at all. */
export const isSwitchedOff = reading((seen: Seen, server: string): Truth => {
  const enabled = seen.flag(`vdirs[${server}/rpc].enabled`);
  if (enabled !== undefined) return !enabled;
  return either(
    ...ofServer(seen, server).map((path) => {
      const status = seen.number(`${path}.anonymousStatus`);
      return status === undefined ? undefined : status === 404;
    }),
  );
});

/** Over the servers behind the front ends: true when one is so, false when all are known not to be. */
export function someBehind(seen: Seen, test: (server: string) => Truth): Truth {
  const servers = behindFrontEnds(seen);
  return servers.length === 0 ? undefined : any(...servers.map(test));
}

/** A request that a front end passed on to Exchange 2010 and that came back refused, without an error of its own making. */
export const downLevelRefusal: Wanted = {
  signatures: ['down-level-401'],
  logs: ['http-proxy'],
  stem: rpc,
  alike: (line) =>
    numberOf(line, 'status') === 401 && numberOf(line, 'backEndStatus') === 401 && isLegacyTarget(line),
  writtenBy: 'front-ends',
};

/** Whether a line speaks of this server: it names it, or it names none and no other could be meant. */
export const speaksOf = (seen: Seen, line: ElementValue, server: string): boolean => {
  const target = shortName(textOf(line, 'target') ?? '');
  if (target === '') return behindFrontEnds(seen).length === 1;
  return target === server || shortName(textOf(line, 'server') ?? '') === server;
};

/** How our own account fared on the way down: through a front end to the /rpc of an older server. */
export const waysDown = reading((seen: Seen): readonly { readonly way: string; readonly status: number }[] =>
  nodes(seen, 'outlookAnywhere').flatMap(({ key, node, part }) => {
    const status = part === '' ? undefined : seen.number(`outlookAnywhere[${key}].ntlmStatus`);
    return status === undefined ? [] : [{ way: `${node} to ${part}`, status }];
  }),
);
/** Whether she enters by the older server itself, so that no newer front end passes anything on. */
export const entersByOlder = (seen: Seen): Truth => seen.is('path.frontEnd', '2007', '2010');
