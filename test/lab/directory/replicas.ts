import type { Located } from '../control.ts';
import type { DomainController, Mailbox, World } from '../world.ts';

/** Where a mailbox lives as one domain controller sees it, and since when. */
export interface Placement {
  readonly server: string;
  readonly database: string;
  /** When homeMDB last changed, by this controller's own copy of the stamp. */
  readonly changedAt: string;
}

/** The placement of a mailbox in the copy of one controller: the old one while replication has not reached it. */
export function placementOf(
  world: World,
  controller: DomainController,
  mailbox: Mailbox,
  now: Date,
): Placement {
  const stale = staleOf(controller, mailbox, now);
  if (stale?.server === undefined)
    return {
      server: mailbox.server,
      database: mailbox.database,
      changedAt: mailbox.movedAt ?? mailbox.createdAt,
    };
  const { server } = stale;
  const database =
    stale.database ??
    world.databases.find((each) => each.server.toLowerCase() === server.toLowerCase())?.name ??
    mailbox.database;
  return { server, database, changedAt: stale.movedAt ?? mailbox.createdAt };
}

/** What replication has not yet brought to a controller of a mailbox. */
export const staleOf = (
  controller: DomainController,
  mailbox: Mailbox,
  now: Date,
): DomainController['stale'][number] | undefined =>
  controller.stale.find(
    ({ address, until }) => address.toLowerCase() === mailbox.address && new Date(until) > now,
  );

/** The mailbox that an anchor means (Smtp~, Sid~, MailboxGuid~, LegacyDn~), as that controller sees it; null when there is none. */
export function locate(
  world: World,
  anchor: string,
  controllerName: string | undefined,
  now: Date,
): Located | null {
  const [kind = '', ...rest] = anchor.split('~');
  const value = rest.join('~').toLowerCase();
  const mailbox = world.mailboxes.find((each) => {
    if (each.kind === 'none') return false;
    switch (kind.toLowerCase()) {
      case 'smtp':
        return each.addresses.some((address) => address.toLowerCase().replace(/^smtp:/, '') === value);
      case 'sid':
        return each.sid.toLowerCase() === value;
      case 'mailboxguid':
        return each.guid === value.split('@')[0];
      case 'legacydn':
        return each.legacyDn.toLowerCase() === value;
      default:
        return false;
    }
  });
  if (!mailbox) return null;
  const controller =
    world.domainControllers.find(({ name }) => name.toLowerCase() === controllerName?.toLowerCase()) ??
    world.domainControllers[0];
  const placed = controller ? placementOf(world, controller, mailbox, now) : mailbox;
  const { address, guid, sid, displayName, legacyDn } = mailbox;
  return {
    address,
    guid,
    sid,
    displayName,
    legacyDn,
    kind: mailbox.kind,
    server: placed.server,
    database: placed.database,
  };
}
