import { namesIn } from './raw-check.ts';
import type { World } from './types.ts';

/** Adds to `wrong` every name in the world that nothing answers to; `raw` still has the names of what is wrong itself. */
export function checkReferences(world: World, raw: unknown, wrong: string[]): void {
  const known = (list: 'servers' | 'domainControllers') =>
    new Set([...world[list].map(({ name }) => name.toLowerCase()), ...namesIn(raw, list, 'name')]);
  const servers = known('servers');
  const controllers = known('domainControllers');
  const addresses = addressesOf(world, raw);
  const need = (name: string, where: string) => {
    if (name !== '' && !servers.has(name.toLowerCase()))
      wrong.push(`${where}: no server is called "${name}"`);
  };
  const needMailbox = (address: string, where: string) => {
    if (!addresses.has(address.toLowerCase())) wrong.push(`${where}: no mailbox "${address}"`);
  };
  const domains = new Set(world.domains.map(({ name }) => name));
  const needDomain = (name: string, where: string) => {
    if (!domains.has(name)) wrong.push(`${where}: no domain is called "${name}"`);
  };
  for (const mailbox of world.mailboxes) {
    const here = mailbox.service ? 'serviceAccount' : `mailboxes[${mailbox.address}]`;
    if (!['remote', 'mail-user', 'none'].includes(mailbox.kind)) need(mailbox.server, `${here}.server`);
    needDomain(mailbox.domain, `${here}.domain`);
    if (mailbox.publicFolderMailbox) needMailbox(mailbox.publicFolderMailbox, `${here}.publicFolderMailbox`);
    if (mailbox.archive?.server) need(mailbox.archive.server, `${here}.archive.server`);
    for (const list of ['automapped', 'delegateOf'] as const)
      mailbox[list].forEach((other, at) => {
        needMailbox(other, `${here}.${list}[${at}]`);
      });
  }
  for (const { name, server } of world.databases) need(server, `databases[${name}].server`);
  for (const { name, server } of world.publicFolderDatabases)
    need(server, `publicFolderDatabases[${name}].server`);
  world.organisation.publicFolders.remoteMailboxes.forEach((address, at) => {
    needMailbox(address, `organisation.publicFolders.remoteMailboxes[${at}]`);
  });
  for (const { name, domain } of world.domainControllers)
    needDomain(domain, `domainControllers[${name}].domain`);
  for (const { name, domain } of world.computers) needDomain(domain, `computers[${name}].domain`);
  for (const each of world.commonNames)
    for (const name of each.servers) need(name, `commonNames[${each.name}].servers`);
  for (const { name, locations, domainController } of world.servers) {
    for (const { anchor, server } of locations) need(server, `servers[${name}].locations[${anchor}].server`);
    if (!controllers.has(domainController.toLowerCase()))
      wrong.push(`servers[${name}].domainController: no domain controller is called "${domainController}"`);
  }
  for (const { name, stale } of world.domainControllers)
    for (const { address, server } of stale) {
      if (server !== undefined) need(server, `domainControllers[${name}].stale[${address}].server`);
      needMailbox(address, `domainControllers[${name}].stale[${address}]`);
    }
  for (const { mailbox } of world.expect) needMailbox(mailbox, `expect[${mailbox}].mailbox`);
}

/** Every address of a mailbox, also of one that is wrong elsewhere. */
export const addressesOf = (world: World | undefined, raw: unknown): ReadonlySet<string> =>
  new Set([
    ...(world?.mailboxes.map(({ address }) => address) ?? []),
    ...namesIn(raw, 'mailboxes', 'address'),
  ]);
