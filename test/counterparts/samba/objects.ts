/** A small Exchange organisation and its people, as LDIF. */

export const password = 'Correct-Horse-7';
const base = 'DC=corp,DC=local';
const configuration = `CN=Configuration,${base}`;
const organisation = `CN=Contoso,CN=Microsoft Exchange,CN=Services,${configuration}`;
const group = `CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,${organisation}`;
const servers = `CN=Servers,${group}`;
const databases = `CN=Databases,${group}`;
const legacy = '/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)';

type Values = Readonly<Record<string, string | number | Buffer | readonly string[]>>;
const add = (dn: string, values: Values): string =>
  [
    `dn: ${dn}`,
    'changetype: add',
    ...Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => line(name, one))),
    '',
  ].join('\n');
/** Base64 for whatever LDIF could not carry as it stands (RFC 2849). */
const line = (name: string, value: string | number | Buffer): string =>
  typeof value === 'number'
    ? `${name}: ${value}`
    : typeof value === 'string' && /^[!-9;=-~][ -~]*[!-~]$|^[!-9;=-~]$/.test(value)
      ? `${name}: ${value}`
      : `${name}:: ${Buffer.from(value).toString('base64')}`;
const container = (dn: string, objectClass = 'container'): string => add(dn, { objectClass });

function server(name: string, serialNumber: string, versionNumber: number, roles: number): string {
  return [
    add(`CN=${name},${servers}`, {
      objectClass: 'msExchExchangeServer',
      serialNumber,
      versionNumber,
      networkAddress: [`ncacn_np:${name}`, `ncacn_ip_tcp:${name.toLowerCase()}.corp.local`],
      msExchCurrentServerRoles: roles,
      msExchServerSite: `CN=Default-First-Site-Name,CN=Sites,${configuration}`,
    }),
    container(`CN=Protocols,CN=${name},${servers}`),
    container(`CN=HTTP,CN=Protocols,CN=${name},${servers}`),
    container(`CN=Autodiscover,CN=Protocols,CN=${name},${servers}`),
    add(`CN=${name},CN=Autodiscover,CN=Protocols,CN=${name},${servers}`, {
      objectClass: 'serviceConnectionPoint',
      keywords: ['77378F46-2C66-4aa9-A6A6-3E7A48B19596', 'Site=Default-First-Site-Name'],
      serviceBindingInformation: 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
    }),
    add(`CN=${name},CN=Computers,${base}`, {
      objectClass: 'computer',
      sAMAccountName: `${name}$`,
      userAccountControl: 4096,
      dNSHostName: `${name.toLowerCase()}.corp.local`,
      operatingSystem: roles === 54 ? 'Windows Server 2016 Standard' : 'Windows Server 2008 R2 Standard',
      operatingSystemVersion: roles === 54 ? '10.0 (14393)' : '6.1 (7601)',
    }),
  ].join('\n');
}

const utf16 = (text: string): Buffer => Buffer.from(`"${text}"`, 'utf16le');
export const guidOfAnna = Buffer.from('33221100554477668899aabbccddeeff', 'hex');

interface Person {
  readonly name: string;
  readonly upn?: string;
  readonly smtp?: string;
  readonly database?: string;
  readonly server?: string;
  readonly more?: Values;
}
function person({ name, upn, smtp, database, server: home, more = {} }: Person): string {
  return add(`CN=${name},CN=Users,${base}`, {
    objectClass: 'user',
    sAMAccountName: name,
    displayName: name.charAt(0).toUpperCase() + name.slice(1),
    userPrincipalName: upn ?? `${name}@contoso.example`,
    // 512 an ordinary account, 0x10000 its password never ends
    userAccountControl: 512 + 0x10000,
    unicodePwd: utf16(password),
    ...(smtp === undefined
      ? {}
      : { mail: smtp, proxyAddresses: [`SMTP:${smtp}`, `smtp:${name}@old.contoso.example`] }),
    ...(database === undefined
      ? {}
      : {
          homeMDB: `CN=${database},${databases}`,
          msExchHomeServerName: `${legacy}/cn=Configuration/cn=Servers/cn=${home}`,
          legacyExchangeDN: `${legacy}/cn=Recipients/cn=${name}`,
          msExchRecipientTypeDetails: 1,
          msExchWhenMailboxCreated: '20200102030405.0Z',
          mailNickname: name,
        }),
    ...more,
  });
}

/** One text a dependency level. */
export const objectLevels: readonly string[] = [
  [
    `dn: CN=Partitions,${configuration}\nchangetype: modify\nadd: uPNSuffixes\nuPNSuffixes: contoso.example\n`,
    // Three wrong passwords lock for half an hour.
    `dn: ${base}\nchangetype: modify\nreplace: lockoutThreshold\nlockoutThreshold: 3\n`,
    container(`CN=Microsoft Exchange,CN=Services,${configuration}`),
    add(organisation, { objectClass: 'msExchOrganizationContainer', msExchOrganizationFlags2: 0x400 }),
    container(`CN=Administrative Groups,${organisation}`),
    container(group),
    container(servers),
    container(databases),
    add(`CN=contoso.example,${organisation}`, {
      objectClass: 'msExchAcceptedDomain',
      msExchAcceptedDomainName: 'contoso.example',
    }),
    add(`CN=EXPR,${organisation}`, {
      objectClass: 'msExchAutoDiscoverConfig',
      msExchAutoDiscoverCertPrincipalName: 'msstd:mail.contoso.example',
    }),
  ].join('\n'),
  [
    server('EX16A', 'Version 15.1 (Build 32507.6)', 1942063563, 54),
    server('EX10A', 'Version 14.3 (Build 30123.4)', 1937997947, 38),
    add(`CN=mapi (Default Web Site),CN=HTTP,CN=Protocols,CN=EX16A,${servers}`, {
      objectClass: 'msExchMapiVirtualDirectory',
      msExchInternalHostName: 'https://mail.contoso.example/mapi',
      msExchInternalAuthenticationMethods: 9218,
    }),
    add(`CN=DB16,${databases}`, {
      objectClass: 'msExchPrivateMDB',
      msExchOwningServer: `CN=EX16A,${servers}`,
    }),
    add(`CN=DB10,${databases}`, {
      objectClass: 'msExchPrivateMDB',
      msExchOwningServer: `CN=EX10A,${servers}`,
    }),
  ].join('\n'),
  [
    person({
      name: 'svc-popupdesk',
      smtp: 'svc-popupdesk@contoso.example',
      database: 'DB16',
      server: 'EX16A',
    }),
    person({
      name: 'anna',
      upn: 'anna@corp.local',
      smtp: 'anna@contoso.example',
      database: 'DB16',
      server: 'EX16A',
      more: { msExchMailboxGuid: guidOfAnna, protocolSettings: ['MAPI§1§0§§§0§§§§N§§0', 'OWA§1'] },
    }),
    person({ name: 'ines', smtp: 'ines@contoso.example', database: 'DB16', server: 'EX16A' }),
    person({ name: 'nobody' }),
    person({
      name: 'twin1',
      smtp: 'twin1@contoso.example',
      database: 'DB16',
      server: 'EX16A',
      more: { proxyAddresses: ['SMTP:twin1@contoso.example', 'smtp:twin@contoso.example'] },
    }),
    person({
      name: 'twin2',
      smtp: 'twin2@contoso.example',
      database: 'DB10',
      server: 'EX10A',
      more: { proxyAddresses: ['SMTP:twin2@contoso.example', 'smtp:twin@contoso.example'] },
    }),
    person({
      name: 'shared',
      smtp: 'shared@contoso.example',
      database: 'DB10',
      server: 'EX10A',
      more: { msExchRecipientTypeDetails: 4, userAccountControl: 514 },
    }),
    add(`CN=partner,CN=Users,${base}`, {
      objectClass: 'contact',
      displayName: 'A partner',
      proxyAddresses: 'SMTP:partner@contoso.example',
      msExchRecipientTypeDetails: 64,
    }),
    add(`CN=all (everyone),CN=Users,${base}`, {
      objectClass: 'group',
      sAMAccountName: 'all',
      displayName: 'Everyone',
      proxyAddresses: 'SMTP:all@contoso.example',
      msExchRecipientTypeDetails: 256,
    }),
  ].join('\n'),
  `dn: CN=shared,CN=Users,${base}\nchangetype: modify\nadd: msExchDelegateListLink\nmsExchDelegateListLink: CN=anna,CN=Users,${base}\n`,
];
/** The move of a mailbox as Exchange writes it. */
export const moveAnna = `dn: CN=anna,CN=Users,${base}\nchangetype: modify\nreplace: homeMDB\nhomeMDB: CN=DB10,${databases}\n-\nreplace: msExchHomeServerName\nmsExchHomeServerName: ${legacy}/cn=Configuration/cn=Servers/cn=EX10A\n`;
