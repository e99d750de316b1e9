import type { Ask, Located } from '../control.ts';
import type { IisDirectory, Mailbox, Server, VirtualDirectory, World } from '../world.ts';

/** One Exchange server as its process runs it. */
export interface Exchange {
  readonly world: World;
  readonly server: Server;
  /** 2007 and 2010: no front end that proxies by anchor, no MAPI/HTTP. */
  readonly legacy: boolean;
  readonly ask: Ask;
  /** PEM of the lab's CA, which servers trust among themselves. */
  readonly ca: string;
  /** Names of pools that are stopped, lower case. */
  readonly stoppedPools: ReadonlySet<string>;
  /** Names of pools whose queue is full, lower case. */
  readonly fullPools: ReadonlySet<string>;
  /** What only the lab's servers know, so that a back end can believe whom a front end speaks for. */
  readonly trust: string;
}

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
export const isLegacy = ({ exchange }: Server): boolean => exchange === '2007' || exchange === '2010';
export const serverNamed = (world: World, name: string): Server | undefined =>
  world.servers.find((each) => same(each.name, name));
export const iisDirectory = (server: Server, path: IisDirectory['path']): IisDirectory | undefined =>
  server.iis.find((each) => each.path === path);
export const published = (server: Server, name: VirtualDirectory['name']): VirtualDirectory | undefined =>
  server.vdirs.find((each) => each.name === name);
export const mailboxWithGuid = (world: World, guid: string): Mailbox | undefined =>
  world.mailboxes.find((each) => same(each.guid, guid));
/** `10.0.14393` from the directory's `10.0 (14393)`. */
export const windowsOf = ({ osVersion }: Server): string =>
  osVersion.replace(/^(\d+\.\d+) \((\d+)\)$/, '$1.$2');
/** Whether what was located is a mailbox on this organisation's own servers. */
export const livesHere = ({ kind, server }: Located): boolean =>
  server !== '' && kind !== 'remote' && kind !== 'mail-user' && kind !== 'none';
