import type { DomainController, Server, World } from '../world.ts';

/** A Windows host of the world: an Exchange server or a domain controller. */
export type Host = Server | DomainController;

export const isExchange = (host: Host): host is Server => 'exchange' in host;

/** The host of that short name, whatever its case. */
export const hostNamed = (world: World, name: string): Host | undefined =>
  [...world.servers, ...world.domainControllers].find(
    (each) => each.name.toLowerCase() === name.toLowerCase(),
  );
