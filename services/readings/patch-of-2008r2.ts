import { all, any, not, type Seen, type Truth } from '../cause.ts';
import { fileVersion, onEach, passwordSinceBoot, patch, touchesLegacy } from './legacy-path.ts';
import { either } from './mailbox.ts';
import { isLegacyHost, legacyOn2008R2, legacyServers } from './servers.ts';

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
