import { guidOf, localPart, sidOf } from '../world/mailbox-defaults.ts';
import { isLegacy } from '../world/server-defaults.ts';
import type { DomainController, Mailbox, World } from '../world.ts';
import { accountAttributes } from './account-attributes.ts';
import type { Accounts } from './accounts.ts';
import {
  asValues,
  dnValue,
  type Entry,
  entry,
  generalizedTime,
  guidBytes,
  type Stated,
  sidBytes,
} from './entry.ts';
import type { Names } from './names.ts';
import { placementOf, staleOf } from './replicas.ts';
import { attributeMetadata, stampsOf, valueMetadata } from './replication-metadata.ts';

/** msExchRecipientTypeDetails of each kind. */
const recipientTypes: Readonly<Record<Exclude<Mailbox['kind'], 'none'>, number>> = {
  user: 1,
  linked: 2,
  shared: 4,
  room: 16,
  equipment: 32,
  'mail-user': 128,
  remote: 2_147_483_648,
  'public-folder': 68_719_476_736,
};
const moveStates = {
  none: 0,
  queued: 1,
  'in-progress': 2,
  suspended: 98,
  completing: 4,
  completed: 10,
  failed: 99,
};

/** Proxy addresses as Exchange writes them: the primary one in capitals, what already has a prefix as it is. */
export const proxyAddresses = (addresses: readonly string[]): string[] =>
  addresses.map((address, index) =>
    /^[a-z0-9]+:/i.test(address) ? address : `${index === 0 ? 'SMTP' : 'smtp'}:${address}`,
  );

/** The users of the domain, with what Exchange, the account and its links add, as one domain controller sees them. */
export function userEntries(
  world: World,
  controller: DomainController,
  names: Names,
  accounts: Accounts,
  now: () => Date,
): Entry[] {
  const linksTo = (list: 'automapped' | 'delegateOf', target: Mailbox) =>
    world.mailboxes
      .filter((each) => each[list].some((address) => address.toLowerCase() === target.address))
      .map(names.user);
  // A controller that is no global catalogue has the objects of its own domain only, and so their links.
  const known = world.mailboxes.filter(
    ({ domain }) => controller.globalCatalogue || domain === controller.domain,
  );
  const dnsOf = (addresses: readonly string[]) =>
    addresses.flatMap((address) =>
      known.filter((each) => each.address === address.toLowerCase()).map(names.user),
    );
  return world.mailboxes.map((mailbox) => {
    const dn = names.user(mailbox);
    const groups = world.groups.filter(({ members }) =>
      members.some((each) => each.toLowerCase() === mailbox.address),
    );
    const attributes: Readonly<Record<string, Stated>> = {
      objectClass: ['top', 'person', 'organizationalPerson', 'user'],
      cn: /^CN=((?:\\.|[^,\\])+)/.exec(dn)?.[1]?.replace(/\\(.)/g, '$1'),
      name: mailbox.displayName,
      displayName: mailbox.displayName,
      sAMAccountName: mailbox.sam,
      userPrincipalName: mailbox.upn,
      objectSid: sidBytes(mailbox.sid),
      objectGUID: guidBytes(mailbox.objectGuid),
      whenCreated: generalizedTime(mailbox.createdAt),
      whenChanged: generalizedTime(mailbox.movedAt ?? mailbox.createdAt),
      mail: mailbox.address,
      memberOf: [
        ...groups.map((group) => groupDn(names, group)),
        ...(mailbox.account.protectedUser
          ? [`CN=Protected Users,CN=Users,${names.domain(mailbox.domain).baseDn}`]
          : []),
      ],
      ...accountAttributes(mailbox, accounts, now),
      '?tokenGroups': tokenGroups(names, mailbox, groups),
      ...(mailbox.kind === 'none' ? {} : exchangeAttributes(world, controller, names, mailbox, now)),
      msExchDelegateListLink: linksTo('automapped', mailbox),
      msExchDelegateListBL: dnsOf(mailbox.automapped),
      publicDelegates: linksTo('delegateOf', mailbox),
      publicDelegatesBL: dnsOf(mailbox.delegateOf),
      ...mailbox.attributes,
    };
    const listed = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value);
    // Until replication has come, this controller shows the values from before.
    const before = Object.fromEntries(
      Object.entries(
        controller.stale.find(({ address }) => address.toLowerCase() === mailbox.address)?.attributes ?? {},
      ).map(([name, value]): [string, Stated] => {
        const later = attributes[name];
        return [
          name,
          () =>
            staleOf(controller, mailbox, now())
              ? listed(value)
              : asValues(typeof later === 'function' ? later() : later),
        ];
      }),
    );
    const dsa = names.dsa(controller);
    const stamps = () => {
      const { changedAt } = placementOf(world, controller, mailbox, now());
      const moved = { changedAt, version: changedAt === mailbox.createdAt ? 1 : 2 };
      return stampsOf(attributes, mailbox.createdAt, {
        proxyAddresses: { changedAt: mailbox.createdAt, version: 2 },
        pwdLastSet: { changedAt: mailbox.account.passwordChangedAt, version: 3 },
        msExchHomeServerName: moved,
      }).map((stamp) => attributeMetadata(stamp, dsa));
    };
    return entry(
      dn,
      'person',
      { ...attributes, ...before, '?msDS-ReplAttributeMetaData': stamps },
      names.schema,
    );
  });
}

function exchangeAttributes(
  world: World,
  controller: DomainController,
  names: Names,
  mailbox: Mailbox,
  now: () => Date,
): Readonly<Record<string, Stated>> {
  const type = mailbox.kind === 'none' ? 0 : recipientTypes[mailbox.kind];
  const elsewhere = mailbox.kind === 'remote' || mailbox.kind === 'mail-user';
  const placed = () => placementOf(world, controller, mailbox, now());
  const dsa = names.dsa(controller);
  const homeServer = () =>
    `${names.legacyGroup}/cn=Configuration/cn=Servers/cn=${placed().server.toUpperCase()}`;
  const home = world.servers.find(({ name }) => name === mailbox.server);
  const links = () => {
    const { changedAt, database } = placed();
    const stamp = {
      attribute: 'homeMDB',
      object: names.database(database),
      createdAt: changedAt,
      changedAt,
      version: 1,
    };
    return [valueMetadata(stamp, dsa)];
  };
  const shared: Readonly<Record<string, Stated>> = {
    proxyAddresses: proxyAddresses(mailbox.addresses),
    mailNickname: localPart(mailbox.address),
    legacyExchangeDN: mailbox.legacyDn,
    msExchRecipientTypeDetails: type,
    msExchRecipientDisplayType: mailbox.kind === 'user' ? 1_073_741_824 : 0,
    msExchVersion: home && isLegacy(home.exchange) ? '44220983382016' : '88218628259840',
    msExchHideFromAddressLists: mailbox.hidden,
    ...(mailbox.masterAccountSid === undefined
      ? {}
      : { msExchMasterAccountSid: sidBytes(mailbox.masterAccountSid) }),
    ...(mailbox.targetAddress === undefined ? {} : { targetAddress: `SMTP:${mailbox.targetAddress}` }),
    protocolSettings: mailbox.protocolSettings,
    msExchPublicFolderMailbox: world.mailboxes
      .filter(({ address }) => address === mailbox.publicFolderMailbox?.toLowerCase())
      .map(names.user),
    ...(mailbox.moveState === 'none' ? {} : { msExchMailboxMoveStatus: moveStates[mailbox.moveState] }),
  };
  if (elsewhere) return { ...shared, ...(mailbox.kind === 'remote' ? { msExchRemoteRecipientType: 4 } : {}) };
  const { archive } = mailbox;
  const archiveDatabase =
    archive?.database ?? world.databases.find(({ server }) => server === archive?.server)?.name;
  return {
    ...shared,
    homeMDB: () => [names.database(placed().database)],
    msExchHomeServerName: () => [homeServer()],
    msExchMailboxGuid: guidBytes(mailbox.guid),
    msExchWhenMailboxCreated: generalizedTime(mailbox.createdAt),
    ...(archive
      ? {
          msExchArchiveGUID: guidBytes(guidOf(`archive ${mailbox.address}`)),
          msExchArchiveName: `In-Place Archive - ${mailbox.displayName}`,
          msExchArchiveDatabaseLink: archive.foreign
            ? 'CN=Archive,CN=Databases,CN=Services,CN=Configuration,DC=other,DC=example'
            : names.database(archiveDatabase ?? mailbox.database),
        }
      : {}),
    '?msDS-ReplValueMetaData': links,
  };
}

/** Domain Users and Protected Users of every domain. */
const domainUsers = 513;
const protectedUsers = 525;

/** SIDs of all groups in the logon token, also by nesting: those that the world names, made up to the number that it states. */
function tokenGroups(names: Names, { domain, account }: Mailbox, groups: World['groups']): Buffer[] {
  const { sid } = names.domain(domain);
  const named = [
    `${sid}-${domainUsers}`,
    ...(account.protectedUser ? [`${sid}-${protectedUsers}`] : []),
    ...groups.map((group) => sidOf({ sid }, `group ${samOfGroup(group)}`)),
  ];
  const further = Math.max(0, (account.groups ?? named.length) - named.length);
  return [...named, ...Array.from({ length: further }, (_, index) => `${sid}-${2_000_000 + index}`)].map(
    sidBytes,
  );
}
const samOfGroup = (group: World['groups'][number]) => group.sam ?? localPart(group.address).slice(0, 20);

const groupDn = (names: Names, group: World['groups'][number]) =>
  `CN=${dnValue(group.displayName ?? localPart(group.address))},${names.staff}`;

/** The groups and contacts of the domain. */
export function groupAndContactEntries(world: World, names: Names): Entry[] {
  const { organisation } = world;
  const members = (addresses: readonly string[]) =>
    world.mailboxes
      .filter(({ address }) => addresses.some((each) => each.toLowerCase() === address))
      .map(names.user);
  const shared = (
    address: string,
    addresses: readonly string[],
    displayName: string,
  ): Readonly<Record<string, Stated>> => ({
    cn: displayName,
    name: displayName,
    displayName,
    mail: address,
    mailNickname: localPart(address),
    proxyAddresses: proxyAddresses([address, ...addresses]),
    objectGUID: guidBytes(guidOf(`object ${address}`)),
    legacyExchangeDN: `${names.legacyGroup}/cn=Recipients/cn=${localPart(address)}`,
    whenCreated: generalizedTime('2022-01-10T08:00:00Z'),
  });
  const groups = world.groups.map((group) => {
    const displayName = group.displayName ?? localPart(group.address);
    const sam = samOfGroup(group);
    const stated = {
      ...shared(group.address, group.addresses, displayName),
      objectClass: ['top', 'group'],
      sAMAccountName: sam,
      objectSid: sidBytes(sidOf(organisation, `group ${sam}`)),
      groupType: group.kind === 'security' ? -2_147_483_640 : 8,
      msExchRecipientTypeDetails: 256,
      member: members(group.members),
      ...group.attributes,
    };
    return entry(groupDn(names, group), 'group', stated, names.schema);
  });
  const contacts = world.contacts.map((contact) => {
    const displayName = contact.displayName ?? localPart(contact.address);
    const stated = {
      ...shared(contact.address, contact.addresses, displayName),
      objectClass: ['top', 'person', 'organizationalPerson', 'contact'],
      targetAddress: `SMTP:${contact.address}`,
      msExchRecipientTypeDetails: 64,
      ...contact.attributes,
    };
    return entry(`CN=${dnValue(displayName)},${names.staff}`, 'person', stated, names.schema);
  });
  return [...groups, ...contacts];
}
