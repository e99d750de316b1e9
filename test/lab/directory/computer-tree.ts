import { guidOf, sidOf } from '../world/mailbox-defaults.ts';
import type { Computer, DomainController, World } from '../world.ts';
import { type Entry, entry, fileTime, generalizedTime, guidBytes, type Stated, sidBytes } from './entry.ts';
import type { Names } from './names.ts';
import { attributeMetadata, stampsOf } from './replication-metadata.ts';

const disabled = 0x2;
const workstation = 0x1000;
const normalUser = 0x200;
const controllerBits = 0x8_2000;
/** Bits of msDS-SupportedEncryptionTypes ([MS-KILE] 2.2.7). */
const encryptionBits = { des: 3, rc4: 4, aes128: 8, aes256: 16 } as const;
type Encryption = keyof typeof encryptionBits;

/** What the tree needs of an account, whoever stated it. */
interface Account {
  readonly name: string;
  readonly sam: string;
  readonly domain: string;
  readonly container: string;
  readonly classes: readonly string[];
  readonly control: number;
  readonly spns: readonly string[];
  readonly encryptionTypes: readonly Encryption[] | undefined;
  readonly passwordChangedAt: string;
  readonly createdAt: string;
  readonly more: Readonly<Record<string, Stated>>;
}
const person = ['top', 'person', 'organizationalPerson', 'user'];
const computer = [...person, 'computer'];
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** sAMAccountName of a computer or service account. */
export const samOf = ({ name, kind }: Pick<Computer, 'name' | 'kind'>): string =>
  kind === 'user' ? name : `${name.toUpperCase()}$`;

/** The computer accounts of servers and domain controllers, and the further ones that the world states. */
export function computerEntries(world: World, controller: DomainController, names: Names): Entry[] {
  const stated = (name: string) => world.computers.find((each) => same(each.name, name));
  const root = world.organisation.domain;
  const machine = (
    each: { readonly name: string; readonly fqdn: string; readonly os: string; readonly osVersion: string },
    at: { readonly domain: string; readonly container: string; readonly control: number },
    times: { readonly passwordChangedAt: string; readonly createdAt: string },
    services: readonly string[],
  ): Account => {
    const upper = each.name.toUpperCase();
    const own = stated(each.name);
    return {
      name: upper,
      sam: `${upper}$`,
      ...at,
      ...times,
      classes: computer,
      spns: [
        ...services.flatMap((service) => [`${service}/${upper}`, `${service}/${each.fqdn}`]),
        ...(own?.spns ?? []),
      ],
      encryptionTypes: own?.encryptionTypes ?? ['rc4', 'aes128', 'aes256'],
      more: {
        dNSHostName: each.fqdn,
        operatingSystem: each.os,
        operatingSystemVersion: each.osVersion,
        ...own?.attributes,
      },
    };
  };
  const exchange = ['HOST', 'exchangeMDB', 'exchangeRFR', 'exchangeAB'];
  const accounts: readonly Account[] = [
    ...world.servers.map((each) =>
      machine(
        each,
        { domain: root, container: 'CN=Computers', control: workstation },
        { passwordChangedAt: each.machinePasswordAt, createdAt: each.createdAt },
        each.roles.includes('cas') ? exchange : ['HOST'],
      ),
    ),
    ...world.domainControllers.map((each) =>
      machine(
        each,
        { domain: each.domain, container: 'OU=Domain Controllers', control: controllerBits },
        { passwordChangedAt: each.certificate.notBefore, createdAt: each.certificate.notBefore },
        ['HOST', 'ldap', 'GC'],
      ),
    ),
    ...world.computers
      .filter(
        ({ name }) => ![...world.servers, ...world.domainControllers].some((each) => same(each.name, name)),
      )
      .map(furtherAccount),
  ];
  return accounts.map((account) => {
    const domain = names.domain(account.domain);
    const attributes: Readonly<Record<string, Stated>> = {
      objectClass: account.classes,
      cn: account.name,
      name: account.name,
      sAMAccountName: account.sam,
      objectSid: sidBytes(sidOf(domain, account.sam)),
      objectGUID: guidBytes(guidOf(`computer ${account.name}`)),
      pwdLastSet: fileTime(account.passwordChangedAt),
      whenCreated: generalizedTime(account.createdAt),
      userAccountControl: account.control,
      servicePrincipalName: account.spns.filter(
        (spn) => !controller.missingSpns.some((missing) => same(missing, spn)),
      ),
      'msDS-SupportedEncryptionTypes': account.encryptionTypes?.reduce(
        (all, type) => all | encryptionBits[type],
        0,
      ),
      ...account.more,
    };
    const dsa = names.dsa(controller);
    const changed = { pwdLastSet: { changedAt: account.passwordChangedAt, version: 2 } };
    return entry(
      `CN=${account.name},${account.container},${domain.baseDn}`,
      account.classes.includes('computer') ? 'computer' : 'person',
      {
        ...attributes,
        '?msDS-ReplAttributeMetaData': () =>
          stampsOf(attributes, account.createdAt, changed).map((stamp) => attributeMetadata(stamp, dsa)),
      },
      names.schema,
    );
  });
}

function furtherAccount(each: Computer): Account {
  const name = each.kind === 'user' ? each.name : each.name.toUpperCase();
  const managed = each.kind === 'managed';
  return {
    name,
    sam: samOf(each),
    domain: each.domain,
    container: managed ? 'CN=Managed Service Accounts' : each.kind === 'user' ? 'OU=Staff' : 'CN=Computers',
    classes: managed
      ? [...computer, 'msDS-GroupManagedServiceAccount']
      : each.kind === 'user'
        ? person
        : computer,
    control: (each.kind === 'user' ? normalUser : workstation) | (each.disabled ? disabled : 0),
    spns: each.spns,
    encryptionTypes: each.encryptionTypes,
    passwordChangedAt: each.passwordChangedAt,
    createdAt: each.createdAt,
    more: {
      ...(each.os === undefined
        ? {}
        : { operatingSystem: each.os, dNSHostName: `${each.name}.${each.domain}`.toLowerCase() }),
      ...each.attributes,
    },
  };
}
