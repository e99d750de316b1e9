import { all, any, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { frontEnds, shortName } from './servers.ts';
import { isHers } from './signed-lines.ts';

/** Where her mailbox is active: the server of its database, else the one that the mailbox names. */
export const homeOf = reading((seen: Seen): string | undefined => {
  const database = seen.text('mailbox.database');
  const active = database === undefined ? undefined : seen.text(`databases[${database}].server`);
  const server = active ?? seen.text('mailbox.server');
  return server === undefined || server === '' ? undefined : shortName(server);
});
/** Whether her mailbox is active on this server; unseen when nobody knows where it is. */
export const isHome = (seen: Seen, server: string): Truth => {
  const home = homeOf(seen);
  return home === undefined ? undefined : home === server.toLowerCase();
};

/** Whether a server stands on her way: her mailbox's own, or one that is not known to be out of the pool. */
export function onHerWay(seen: Seen, server: string): boolean {
  if (isHome(seen, server) === true) return true;
  return seen.flag(`servers[${server}].inPool`) !== false;
}

/** Whether clients come to a server by the common name: as stated, or because it answered there. */
export function behindCommonName(seen: Seen, server: string): Truth {
  const stated = seen.flag(`servers[${server}].inPool`);
  if (stated !== undefined) return stated;
  const met = (['mapi', 'autodiscover'] as const).some((group) =>
    seen
      .keys(group)
      .some(
        (key) => /@vip(\/|$)/.test(key) && shortName(seen.text(`${group}[${key}].frontEnd`) ?? '') === server,
      ),
  );
  return met ? true : undefined;
}

/** Whether her requests surely come to a server: her mailbox is there, the common name led there, or a line of hers says so. */
export const surelyOnHerWay = reading((seen: Seen, server: string): Truth => {
  if (isHome(seen, server) === true) return true;
  const behind = behindCommonName(seen, server);
  if (behind !== undefined) return behind;
  const line = seen
    .elements('log')
    .some(({ value }) => shortName(textOf(value, 'server') ?? '') === server && hersLately(seen, value));
  return line ? true : undefined;
});
const hersLately = (seen: Seen, line: ElementValue): boolean => {
  const at = writtenAt(line);
  return at !== undefined && at > seen.now - 3 * day && isHers(seen, line) === true;
};

/** What is wrong at a place and surely on her way; whether it is on her way is asked only where something is wrong. */
export const wrongOnHerWay = (wrong: Truth, surely: () => Truth): Truth =>
  wrong === true ? surely() : wrong;

/** Over every server that was seen: true when one passes, false when each was seen not to. */
export function someServer(seen: Seen, test: (server: string) => Truth): Truth {
  const servers = seen.keys('servers');
  return servers.length === 0 ? undefined : any(...servers.map(test));
}

/** Over every front end: true only when each was seen to pass. */
export function everyFrontEndIs(seen: Seen, test: (server: string) => Truth): Truth {
  const servers = frontEnds(seen);
  return servers.length === 0 ? undefined : all(...servers.map(test));
}

/** Over the seen keys of a group: unseen when there is none. */
export function someKey(seen: Seen, group: string, test: (key: string) => Truth): Truth {
  const keys = seen.keys(group);
  return keys.length === 0 ? undefined : any(...keys.map(test));
}
/** Over the seen keys of a group: true only when each passes. */
export function everyKey(seen: Seen, group: string, test: (key: string) => Truth): Truth {
  const keys = seen.keys(group);
  return keys.length === 0 ? undefined : all(...keys.map(test));
}
/** The seen keys of a group that pass, for a sentence. */
export const keysWhere = (seen: Seen, group: string, test: (key: string) => Truth): readonly string[] =>
  seen.keys(group).filter((key) => test(key) === true);

/** The server of a key `server/rest`. */
export const serverOfKey = (key: string): string => key.split('/')[0] ?? key;
