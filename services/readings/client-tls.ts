import { any, reading, type Seen, type Truth } from '../cause.ts';
import { either } from './mailbox.ts';
import { nodes } from './servers.ts';

const bits = [
  [0x80, '1.0'],
  [0x200, '1.1'],
  [0x800, '1.2'],
  [0x2000, '1.3'],
] as const;
const versionsOf = (value: number): readonly string[] =>
  bits.filter(([bit]) => (value & bit) !== 0).map(([, version]) => version);

/** A number of the registry, whether it was read as one or as text (`0xa80`, `dword:00000a80`). */
export function registryNumber(seen: Seen, name: string): number | undefined {
  for (const path of [`client.registry[${name}]`, `client.policy[${name}]`]) {
    const value = seen.get(path);
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') continue;
    const digits = /^(?:dword:|0x)([0-9a-f]+)|^(\d+)$/i.exec(value.trim());
    if (digits !== null) return digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  }
  return undefined;
}
export const defaultProtocols = (seen: Seen): number | undefined =>
  seen.number('client.tlsDefaultProtocols') ?? registryNumber(seen, 'DefaultSecureProtocols');
export const userProtocols = (seen: Seen): number | undefined =>
  seen.number('client.tlsUserProtocols') ?? registryNumber(seen, 'SecureProtocols');

/** TLS versions that the PC was seen to offer: on the wire, else what both registry values leave. */
export const offeredVersions = reading((seen: Seen): readonly string[] | undefined => {
  const offered = seen.list('client.tlsOffered');
  if (offered !== undefined) return offered.map((one) => /\d\.\d/.exec(one)?.[0] ?? one);
  const [machine, user] = [defaultProtocols(seen), userProtocols(seen)];
  if (withoutValue(seen) === true) return ['1.0'];
  if (machine === undefined) return user === undefined ? undefined : versionsOf(user);
  const left = versionsOf(machine);
  return user === undefined ? left : left.filter((one) => versionsOf(user).includes(one));
});

/** Whether the PC runs Windows 7 or 8, or the servers of their time: WinHTTP offers TLS 1.0 alone until KB3140245 and its values. */
export const oldWindows = reading((seen: Seen): Truth => {
  const name = seen.text('client.windows');
  const only = any(
    ...['windows:6.0', 'windows:6.1', 'windows:6.2', 'windows:7'].map((one) => seen.has('scope.only', one)),
  );
  if (name === undefined || name === '') return only;
  return /^(windows\s*)?(6\.[0-2]|7|8(?!\.1)|vista|2008|2012(?!\s*r2))(\D|$)/i.test(name.trim());
});
const hasPatch = (seen: Seen): Truth => seen.has('client.hotfixes', 'KB3140245');

/** Whether the value that lets an old Windows offer more was looked for and is not there: WinHTTP then offers TLS 1.0 alone. */
export const withoutValue = (seen: Seen): Truth => {
  if (oldWindows(seen) !== true) return undefined;
  const value = seen.get('client.registry[DefaultSecureProtocols]');
  return value === undefined ? undefined : value === '';
};

/** TLS versions that an unpatched old Windows offers, or a newer one; undefined when the patch is there and no value was read. */
export const presumedVersions = (seen: Seen): readonly string[] | undefined => {
  const old = oldWindows(seen);
  if (old === undefined) return undefined;
  if (!old) return ['1.0', '1.1', '1.2'];
  return hasPatch(seen) === true ? undefined : ['1.0'];
};

/** Whether what a client offers has nothing in common with what an endpoint of Exchange accepts. */
export function refusedByEndpoint(seen: Seen, key: string, offered: readonly string[]): Truth {
  const accepted = seen.list(`tls[${key}].versions`);
  if (accepted !== undefined && accepted.length > 0) return !offered.some((one) => accepted.includes(one));
  const off = seen.list(`tls[${key}].versionsOff`);
  return off === undefined || offered.length === 0 ? undefined : offered.every((one) => off.includes(one));
}
/** The endpoints that refuse every version that is offered. */
export const refusingEndpoints = (seen: Seen, offered: readonly string[]): readonly string[] =>
  nodes(seen, 'tls')
    .filter(({ key }) => refusedByEndpoint(seen, key, offered) === true)
    .map(({ host, node }) => (node === 'vip' ? host : `${host} on ${node}`));

/** Whether some endpoint that was seen refuses everything that is offered. */
export const refusedSomewhere = (seen: Seen, offered: readonly string[] | undefined): Truth => {
  if (offered === undefined) return undefined;
  const known = nodes(seen, 'tls').map(({ key }) => refusedByEndpoint(seen, key, offered));
  return either(...known);
};

/** Whether an endpoint of the servers was seen that takes nothing newer than TLS 1.0. */
export const onlyTls10Somewhere = (seen: Seen): Truth => {
  const lists = nodes(seen, 'tls').map(({ key }) => seen.list(`tls[${key}].versions`));
  return lists.some((list) => list !== undefined && list.length > 0 && list.every((one) => one === '1.0'))
    ? true
    : lists.length > 0 && lists.every((list) => list !== undefined && list.length > 0)
      ? false
      : undefined;
};
