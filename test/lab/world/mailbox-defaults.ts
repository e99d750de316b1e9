import { createHash } from 'node:crypto';
import type { Account, Mailbox, Person, Server, World } from './types.ts';
import type { StatedWorld } from './world-schema.ts';

type Organisation = World['organisation'];
type Stated = StatedWorld['mailboxes'][number];

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest();

/** A GUID that is the same for the same text in every run. */
export function guidOf(text: string): string {
  const hex = digest(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
/** The SID of a domain: the same for the same name in every run. */
export function domainSidOf(domain: string): string {
  const bytes = digest(`domain ${domain}`);
  return `S-1-5-21-${bytes.readUInt32LE(0)}-${bytes.readUInt32LE(4)}-${bytes.readUInt32LE(8)}`;
}
/** The SID of an account of that domain. */
export const sidOf = (domain: { readonly sid: string }, sam: string) =>
  `${domain.sid}-${1100 + (digest(`rid ${sam}`).readUInt32LE(0) % 900_000)}`;

export const localPart = (address: string) => address.slice(0, address.lastIndexOf('@'));
const capitalised = (text: string) =>
  text
    .split(/[.\-_]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

/** The name of the database that a server holds when the world names none. */
export const defaultDatabase = (server: string) => `MDB-${server.toUpperCase()}`;

/** The mailbox with every default filled in. */
export function completeMailbox(
  stated: Stated,
  organisation: Organisation,
  servers: readonly Server[],
  databases: StatedWorld['databases'],
  service = false,
): Mailbox {
  const address = stated.address.toLowerCase();
  const sam = stated.sam ?? localPart(address).slice(0, 20);
  const database = databases.find(({ name }) => name.toLowerCase() === stated.database?.toLowerCase());
  const home =
    stated.server ?? database?.server ?? servers.find(({ roles }) => roles.includes('mailbox'))?.name;
  const server = servers.find(({ name }) => name.toLowerCase() === home?.toLowerCase())?.name ?? home ?? '';
  const byDesign = ['shared', 'room', 'equipment', 'linked', 'public-folder'].includes(stated.kind);
  const domain = (stated.domain ?? organisation.domain).toLowerCase();
  const alias = localPart(address).replace(/[^A-Za-z0-9.-]/g, '');
  const known = databases.find((each) => each.server.toLowerCase() === server.toLowerCase())?.name;
  return {
    ...stated,
    address,
    addresses: [address, ...stated.addresses.filter((each) => each.toLowerCase() !== address)],
    sam,
    domain,
    upn: stated.upn ?? address,
    displayName: stated.displayName ?? capitalised(localPart(address)),
    server,
    database: stated.database ?? known ?? defaultDatabase(server),
    guid: (stated.guid ?? guidOf(`mailbox ${address}`)).toLowerCase(),
    objectGuid: (stated.objectGuid ?? guidOf(`object ${address}`)).toLowerCase(),
    sid: stated.sid ?? sidOf({ sid: domainSidOf(domain) }, sam),
    legacyDn:
      stated.legacyDn ??
      `/o=${organisation.name}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${guidOf(`dn ${address}`).replace(/-/g, '')}-${alias}`,
    account: completeAccount(stated.account, byDesign),
    service,
  };
}

const completeAccount = (stated: Stated['account'], disabledByDesign: boolean): Account => ({
  ...stated,
  password: stated.password ?? 'Outlook-Lab-1!',
  // By its time alone a lockout ends by itself: directory/accounts.ts counts from lockedAt.
  locked: stated.locked ?? false,
  lockedAt: stated.locked === false ? undefined : stated.lockedAt,
  disabled: stated.disabled ?? disabledByDesign,
});

/** The person with every default filled in. */
export const completePerson = (stated: StatedWorld['people'][number]): Person => ({
  ...stated,
  name: stated.name ?? capitalised(localPart(stated.upn)),
  entraId: (stated.entraId ?? guidOf(`entra ${stated.upn}`)).toLowerCase(),
  mail: stated.mail ?? stated.upn,
});
