import { reading, type Seen, type Truth } from '../cause.ts';
import { either, legacyVersions, modernVersions } from './mailbox.ts';
import { frontEnds, hostOf, nodes, shortName } from './servers.ts';

const addresses = (seen: Seen, host: string): readonly string[] => seen.list(`dns[${host}].a`) ?? [];

/** The names by which clients reach Exchange 2013 and later: hosts of their virtual directories. */
const modernNames = reading((seen: Seen): readonly string[] => {
  const servers = frontEnds(seen);
  const urls = seen
    .keys('vdirs')
    .filter((key) => servers.includes(key.split('/')[0] ?? ''))
    .flatMap((key) => [seen.text(`vdirs[${key}].internalUrl`), seen.text(`vdirs[${key}].externalUrl`)]);
  return [
    ...new Set(urls.flatMap((url) => (url === undefined || url === '' ? [] : [hostOf(url).toLowerCase()]))),
  ];
});

/** Whether a name leads to Exchange 2013 or later: something that only they answer came from there, or they share its address. */
export const leadsToModern = reading((seen: Seen, host: string): Truth => {
  const name = host.toLowerCase();
  const stated = seen.text(`dns[${name}].leadsTo`);
  const byVersion =
    stated === undefined || stated === ''
      ? undefined
      : /^20\d\d$/.test(stated)
        ? modernVersions.some((one) => one === stated)
        : seen.is(`servers[${shortName(stated)}].exchange`, ...modernVersions);
  // /mapi and the header X-FEServer exist from 2013 on.
  const answered = [
    ...nodes(seen, 'mapi')
      .filter((node) => node.host === name && node.node === 'vip')
      .map(({ key }) => {
        const status = seen.number(`mapi[${key}].anonymousStatus`);
        return status === undefined ? undefined : status === 401;
      }),
    ...nodes(seen, 'autodiscover')
      .filter((node) => node.host === name && node.node === 'vip')
      .map(({ key }) => {
        const frontEnd = seen.text(`autodiscover[${key}].frontEnd`);
        return frontEnd === undefined || frontEnd === ''
          ? undefined
          : either(seen.is(`servers[${shortName(frontEnd)}].exchange`, ...modernVersions), true);
      }),
  ];
  const own = addresses(seen, name);
  const shared =
    own.length === 0
      ? undefined
      : modernNames(seen).some(
          (other) => other !== name && addresses(seen, other).some((one) => own.includes(one)),
        ) || undefined;
  return either(byVersion, ...answered, shared, legacyByName(seen, name));
});
/** A name that is a server's own leads to that server. */
const legacyByName = (seen: Seen, name: string): Truth => {
  const version = seen.is(`servers[${shortName(name)}].exchange`, ...legacyVersions);
  return version === true && name.includes('.') && seen.list(`dns[${name}].a`) === undefined
    ? false
    : undefined;
};

/** The name that the database of a 2010 mailbox gives to Outlook over RPC/TCP: the client access array. */
export const arrayName = (seen: Seen): string | undefined => {
  const database = seen.text('mailbox.database');
  const stated =
    database === undefined ? undefined : seen.text(`databases[${database}].rpcClientAccessServer`);
  const names = seen
    .keys('databases')
    .flatMap((key) => seen.text(`databases[${key}].rpcClientAccessServer`) ?? []);
  const name = stated ?? (new Set(names).size === 1 ? names[0] : undefined);
  return name === undefined || name === '' ? undefined : name.toLowerCase();
};

/** Whether her Outlook speaks RPC/TCP for any row of Connection Status, or is said to. */
export const speaksRpcTcp = reading((seen: Seen): Truth => {
  const rows = seen
    .elements('connections')
    .flatMap(({ value }) => (typeof value.protocol === 'string' ? [value.protocol] : []));
  return either(
    seen.is('client.protocol', 'RPC/TCP'),
    seen.has('scope.only', 'protocol:RPC/TCP') === true || undefined,
    rows.length === 0 ? undefined : rows.includes('RPC/TCP'),
  );
});
