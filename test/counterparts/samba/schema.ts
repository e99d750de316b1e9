/** The part of Exchange's schema that the directory looks read, as LDIF for an Active Directory that lacks it. */

type Syntax = 'name' | 'text' | 'bytes' | 'integer' | 'large' | 'time';
interface Attribute {
  readonly name: string;
  readonly syntax: Syntax;
  readonly many?: boolean;
  /** Public OID where one is known; else one below the arc for examples (RFC 5612). */
  readonly oid?: string;
  /** `forward`, or the forward attribute's OID for its back-link. */
  readonly link?: string;
}
const syntaxes: Readonly<Record<Syntax, readonly [string, number]>> = {
  name: ['2.5.5.1', 127],
  text: ['2.5.5.12', 64],
  bytes: ['2.5.5.10', 4],
  integer: ['2.5.5.9', 2],
  large: ['2.5.5.16', 65],
  time: ['2.5.5.11', 24],
};
const exampleArc = '1.3.6.1.4.1.32473.7';
const homeMdb = '1.2.840.113556.1.2.244';
const delegates = `${exampleArc}.90`;
const sendOnBehalf = `${exampleArc}.91`;
/** Asks the directory for the next free pair of link ids ([MS-ADTS] 3.1.1.2.3.1). */
const automatic = '1.2.840.113556.1.2.50';

const attributes: readonly Attribute[] = [
  { name: 'homeMDB', syntax: 'name', oid: homeMdb, link: 'forward' },
  { name: 'msExchDelegateListLink', syntax: 'name', many: true, oid: delegates, link: 'forward' },
  { name: 'publicDelegates', syntax: 'name', many: true, oid: sendOnBehalf, link: 'forward' },
  { name: 'msExchHomeServerName', syntax: 'text', oid: '1.2.840.113556.1.4.7000.102.47' },
  { name: 'msExchMailboxGuid', syntax: 'bytes', oid: '1.2.840.113556.1.4.7000.102.11058' },
  { name: 'msExchRecipientTypeDetails', syntax: 'large', oid: '1.2.840.113556.1.4.7000.102.50855' },
  { name: 'mailNickname', syntax: 'text', oid: '1.2.840.113556.1.2.447' },
  { name: 'targetAddress', syntax: 'text' },
  { name: 'msExchMasterAccountSid', syntax: 'bytes' },
  { name: 'msExchWhenMailboxCreated', syntax: 'time' },
  { name: 'msExchMailboxMoveStatus', syntax: 'integer' },
  { name: 'msExchArchiveGUID', syntax: 'bytes' },
  { name: 'msExchArchiveDatabaseLink', syntax: 'name' },
  { name: 'protocolSettings', syntax: 'text', many: true },
  { name: 'msExchCurrentServerRoles', syntax: 'integer' },
  { name: 'msExchServerSite', syntax: 'name' },
  { name: 'msExchOwningServer', syntax: 'name' },
  { name: 'msExchAcceptedDomainName', syntax: 'text' },
  { name: 'msExchOrganizationFlags2', syntax: 'integer' },
  { name: 'msExchInternalHostName', syntax: 'text' },
  { name: 'msExchExternalHostName', syntax: 'text' },
  { name: 'msExchInternalAuthenticationMethods', syntax: 'integer' },
  { name: 'msExchExternalAuthenticationMethods', syntax: 'integer' },
  { name: 'msExchMetabasePath', syntax: 'text' },
  { name: 'msExchAutoDiscoverCertPrincipalName', syntax: 'text' },
  { name: 'msExchAutoDiscoverServer', syntax: 'text' },
];
const backLinks: readonly Attribute[] = [
  { name: 'homeMDBBL', syntax: 'name', many: true, link: homeMdb },
  { name: 'msExchDelegateListBL', syntax: 'name', many: true, link: delegates },
  { name: 'publicDelegatesBL', syntax: 'name', many: true, link: sendOnBehalf },
];

interface Class {
  readonly name: string;
  readonly may: readonly string[];
  readonly from?: string;
}
const directories: Class = {
  name: 'msExchVirtualDirectory',
  may: attributes.map(({ name }) => name).filter((name) => /HostName|Methods|Metabase/.test(name)),
};
const classLevels: readonly (readonly Class[])[] = [
  [
    { name: 'msExchOrganizationContainer', may: ['msExchOrganizationFlags2'] },
    { name: 'msExchContainer', may: [] },
    {
      name: 'msExchExchangeServer',
      may: [
        'serialNumber',
        'versionNumber',
        'networkAddress',
        'msExchCurrentServerRoles',
        'msExchServerSite',
        'legacyExchangeDN',
      ],
    },
    { name: 'msExchPrivateMDB', may: ['msExchOwningServer', 'legacyExchangeDN'] },
    { name: 'msExchAcceptedDomain', may: ['msExchAcceptedDomainName'] },
    {
      name: 'msExchAutoDiscoverConfig',
      may: ['msExchAutoDiscoverCertPrincipalName', 'msExchAutoDiscoverServer'],
    },
    directories,
  ],
  [
    { name: 'msExchMapiVirtualDirectory', may: [], from: directories.name },
    { name: 'msExchAutoDiscoverVirtualDirectory', may: [], from: directories.name },
    { name: 'msExchRpcHttpVirtualDirectory', may: [], from: directories.name },
  ],
];

/** LDIF of the schema, one text a dependency level: each is to be applied by a run of its own. */
export function schemaLevels(base: string): readonly string[] {
  const schema = `CN=Schema,CN=Configuration,${base}`;
  const ofUsers = attributes
    .map(({ name }) => name)
    .filter(
      (name) =>
        !/HostName|Methods|Metabase|Server(Roles|Site)$|Owning|Accepted|Flags2|AutoDiscover/.test(name),
    );
  const users = [...ofUsers, 'msExchHomeServerName', 'proxyAddresses', 'legacyExchangeDN'];
  return [
    attributes.map((attribute, index) => attributeLdif(schema, attribute, index)).join('\n'),
    backLinks.map((attribute, index) => attributeLdif(schema, attribute, 60 + index)).join('\n'),
    ...classLevels.map((classes, level) =>
      classes.map((one, index) => classLdif(schema, one, 100 + level * 20 + index)).join('\n'),
    ),
    [
      change(`CN=User,${schema}`, 'mayContain', [...new Set(users)]),
      change(`CN=Contact,${schema}`, 'mayContain', [
        'targetAddress',
        'msExchRecipientTypeDetails',
        'mailNickname',
      ]),
      change(`CN=Group,${schema}`, 'mayContain', ['msExchRecipientTypeDetails', 'mailNickname']),
      change(
        `CN=Top,${schema}`,
        'mayContain',
        backLinks.map(({ name }) => name),
      ),
    ].join('\n'),
  ];
}

function attributeLdif(schema: string, { name, syntax, many, oid, link }: Attribute, index: number): string {
  const [attributeSyntax, omSyntax] = syntaxes[syntax];
  return [
    `dn: CN=${name},${schema}`,
    'changetype: add',
    'objectClass: attributeSchema',
    `lDAPDisplayName: ${name}`,
    `attributeID: ${oid ?? `${exampleArc}.${index + 1}`}`,
    `attributeSyntax: ${attributeSyntax}`,
    `oMSyntax: ${omSyntax}`,
    // Object(DS-DN), [MS-ADTS] 3.1.1.2.2.2
    ...(syntax === 'name' ? ['oMObjectClass:: KwwCh3McAIVK'] : []),
    `isSingleValued: ${many === true ? 'FALSE' : 'TRUE'}`,
    ...(link === undefined ? [] : [`linkID: ${link === 'forward' ? automatic : link}`]),
    '',
  ].join('\n');
}

function classLdif(schema: string, { name, may, from }: Class, index: number): string {
  return [
    `dn: CN=${name},${schema}`,
    'changetype: add',
    'objectClass: classSchema',
    `lDAPDisplayName: ${name}`,
    `governsID: ${exampleArc}.${index}`,
    'objectClassCategory: 1',
    `subClassOf: ${from ?? 'container'}`,
    'rDNAttID: cn',
    'possSuperiors: container',
    ...may.map((attribute) => `mayContain: ${attribute}`),
    // Without it ordinary users see no entries and no error.
    'defaultSecurityDescriptor: D:(A;;GA;;;DA)(A;;GA;;;SY)(A;;RPLCLORC;;;AU)',
    '',
  ].join('\n');
}

const change = (dn: string, attribute: string, values: readonly string[]): string =>
  [
    `dn: ${dn}`,
    'changetype: modify',
    `add: ${attribute}`,
    ...values.map((value) => `${attribute}: ${value}`),
    '',
  ].join('\n');
