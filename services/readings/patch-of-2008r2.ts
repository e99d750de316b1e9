import { all, any, not, type Seen, type Truth } from '../cause.ts';
import { fileVersion, onEach, passwordSinceBoot, patch, touchesLegacy } from './legacy-path.ts';
import { textOf } from './lines.ts';
import { either, modernVersions, onModernExchange } from './mailbox.ts';
import { frontEnds, isLegacyHost, legacyOn2008R2, legacyServers } from './servers.ts';

/** After which changes the names that clients use may lead to newer servers. */
export const namesMoved = ['namespace-change', 'dns-change', 'new-server'];
/** Whether an Exchange 2013 or later stands before the older servers; only such a server writes an http-proxy log. */
const newerServerStands = (seen: Seen): Truth => {
  const versions = seen.list('org.versions');
  const modern: readonly string[] = modernVersions;
  const shown =
    onModernExchange(seen) === true ||
    frontEnds(seen).length > 0 ||
    versions?.some((version) => modern.includes(version)) === true ||
    namesMoved.some((what) => seen.has('timeline.after', what) === true) ||
    seen.elements('log').some(({ value }) => textOf(value, 'log') === 'http-proxy');
  if (shown) return true;
  return seen.enumerated('servers') || modern.every((one) => seen.has('org.versions', one) === false)
    ? false
    : undefined;
};
/** Whether what she opens on an older server is reached through a newer one. */
export const reachesThroughNewer = (seen: Seen): Truth =>
  touchesLegacy(seen) === false ? false : all(touchesLegacy(seen), newerServerStands(seen));
/** Whether it comes and goes where the servers that this concerns are there. */
export const comesAndGoes = (seen: Seen): Truth =>
  all(
    seen.is('timeline.pattern', 'random', 'after-reboot'),
    newerServerStands(seen) === true || legacyOn2008R2(seen).length > 0 || undefined,
  );

/** Whether the files of a 2008 R2 server are older than those of KB3140410. */
export const oldFiles = (seen: Seen): Truth => {
  const servers = legacyOn2008R2(seen);
  return servers.length === 0 ? undefined : any(...servers.map((server) => not(fileVersion(seen, server))));
};

/** Whether no 2008 R2 server lists KB3140410 or a roll-up in its place. */
export const notListed = (seen: Seen): Truth => {
  const known = legacyOn2008R2(seen);
  // Where it was looked for, the server was one of those, though nobody told its Windows.
  const servers =
    known.length > 0
      ? known
      : seen.keys('hotfixes').flatMap((key) => (key.endsWith(`/${patch}`) ? [key.split('/')[0] ?? ''] : []));
  return servers.length === 0
    ? undefined
    : all(
        ...servers.map((server) =>
          all(
            not(seen.flag(`hotfixes[${server}/${patch}].listed`)),
            (seen.text(`hotfixes[${server}/${patch}].supersededBy`) ?? '') === '',
          ),
        ),
      );
};

/** Whether a 2008 R2 server changed its computer password since it was started. */
export const passwordChangedSinceBoot = (seen: Seen): Truth => {
  const servers = legacyOn2008R2(seen);
  return servers.length === 0 ? undefined : any(...servers.map((server) => passwordSinceBoot(seen, server)));
};

/** Whether the connection concerned is Outlook Anywhere towards an older server. */
export const failsOnTheWayDown = (seen: Seen): Truth => {
  // Outlook Anywhere alone says nothing where no older server is known behind it.
  if (touchesLegacy(seen) !== true && legacyServers(seen).length === 0) return undefined;
  const rows = seen.elements('connections').filter(({ value }) => value.protocol === 'RPC/HTTP');
  if (rows.length === 0) return seen.is('client.protocol', 'RPC/HTTP');
  const failing = ({ value }: (typeof rows)[number]) =>
    typeof value.server === 'string' && isLegacyHost(seen, value.server) === true
      ? true
      : value.type === 'public-folders' || value.type === 'directory';
  return rows.some(failing) || seen.is('client.protocol', 'RPC/HTTP');
};

/** Whether every 2008 R2 server lists KB3140410 or a roll-up in its place. */
export const listedOrSuperseded = (seen: Seen): Truth =>
  onEach(seen, (server) => {
    const roll = seen.text(`hotfixes[${server}/${patch}].supersededBy`);
    return either(
      seen.flag(`hotfixes[${server}/${patch}].listed`),
      roll === undefined || roll === '' ? undefined : fileVersion(seen, server) !== false,
    );
  });
