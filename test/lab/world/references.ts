import type { World } from './types.ts';

/** Adds to `wrong` every name in the world that nothing answers to. */
export function checkReferences(world: World, wrong: string[]): void {
  const servers = new Set(world.servers.map(({ name }) => name.toLowerCase()));
  const need = (name: string, where: string) => {
    if (name !== '' && !servers.has(name.toLowerCase()))
      wrong.push(`${where}: no server is called "${name}"`);
  };
  const addresses = new Set(world.mailboxes.map(({ address }) => address));
  world.mailboxes.forEach((mailbox, index) => {
    const here = `mailboxes[${index}]`;
    if (!['remote', 'mail-user', 'none'].includes(mailbox.kind)) need(mailbox.server, `${here}.server`);
    for (const list of ['automapped', 'delegateOf'] as const)
      mailbox[list].forEach((other, at) => {
        if (!addresses.has(other.toLowerCase())) wrong.push(`${here}.${list}[${at}]: no mailbox "${other}"`);
      });
  });
  world.databases.forEach(({ server }, index) => {
    need(server, `databases[${index}].server`);
  });
  world.commonNames.forEach((each, index) => {
    for (const name of each.servers) need(name, `commonNames[${index}].servers`);
  });
  world.servers.forEach((server, index) => {
    for (const each of server.locations) need(each.server, `servers[${index}].locations`);
    if (
      !world.domainControllers.some(
        ({ name }) => name.toLowerCase() === server.domainController.toLowerCase(),
      )
    )
      wrong.push(
        `servers[${index}].domainController: no domain controller is called "${server.domainController}"`,
      );
  });
  world.domainControllers.forEach((each, index) => {
    for (const stale of each.stale) {
      need(stale.server, `domainControllers[${index}].stale`);
      if (!addresses.has(stale.address.toLowerCase()))
        wrong.push(`domainControllers[${index}].stale: no mailbox "${stale.address}"`);
    }
  });
  world.expect.forEach(({ mailbox }, index) => {
    if (!addresses.has(mailbox.toLowerCase()))
      wrong.push(`expect[${index}].mailbox: no mailbox "${mailbox}"`);
  });
}
