import type { Located } from '../control.ts';
import type { Mailbox, Server } from '../world.ts';
import { type Exchange, isLegacy, mailboxWithGuid, published, serverNamed } from './exchange.ts';
import type { Element } from './pox.ts';
import { versionWord } from './server-version.ts';

/** What the client says it can use. */
export interface Capabilities {
  readonly mapiHttp: boolean;
  readonly exHttp: boolean;
}

/** The User and Account of a mailbox on this organisation's servers ([MS-OXDSCLI] 2.2.4.1.1). */
export function settingsAnswer(
  exchange: Exchange,
  found: Located,
  home: Server,
  { mapiHttp, exHttp }: Capabilities,
): readonly Element[] {
  const { world } = exchange;
  const mailbox = mailboxWithGuid(world, found.guid);
  const old = isLegacy(home);
  // A 2010 server answers with EXCH alone; who asks it has come the old way.
  const offers = exchange.legacy
    ? [exch(home, found, exchange)]
    : [
        exch(home, found, exchange),
        expr(exchange, home),
        ...(exHttp && !old ? exhttp(exchange, home) : []),
        web(home),
        ...(mapiHttp && !old && mapiIsOn(exchange, mailbox) ? [mapi(home, found)] : []),
      ];
  return [
    [
      'User',
      [
        ['DisplayName', found.displayName],
        ['LegacyDN', found.legacyDn],
        ['AutoDiscoverSMTPAddress', exchange.legacy ? undefined : found.address],
        ['DeploymentId', deploymentId(world.name)],
      ],
    ],
    [
      'Account',
      [
        ['AccountType', 'email'],
        ['Action', 'settings'],
        ['MicrosoftOnline', exchange.legacy ? undefined : 'False'],
        ...offers,
        ...(mailbox === undefined ? [] : alternatives(exchange, mailbox)),
        ...(world.organisation.publicFolderMailbox !== undefined && !exchange.legacy
          ? [['PublicFolderInformation', [['SmtpAddress', world.organisation.publicFolderMailbox]]] as const]
          : []),
      ],
    ],
  ];
}

/** An answer that sends the client to ask again for another address. */
export const redirectToAddress = (target: string): readonly Element[] => [
  [
    'Account',
    [
      ['Action', 'redirectAddr'],
      ['RedirectAddr', target],
    ],
  ],
];

const deploymentId = (text: string): string => {
  const hex = Buffer.from(text.padEnd(16, '-')).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);

function exch(home: Server, found: Located, { world }: Exchange): Element {
  const old = isLegacy(home);
  const administrative = found.legacyDn.replace(/\/cn=Recipients\/.*$/i, '');
  const database = world.databases.find(({ name }) => name === found.database);
  const name = old
    ? (database?.rpcClientAccessServer ?? home.fqdn)
    : `${found.guid}@${domainOf(found.address)}`;
  const serverDn = `${administrative}/cn=Configuration/cn=Servers/cn=${old ? home.name.toUpperCase() : name}`;
  return [
    'Protocol',
    [
      ['Type', 'EXCH'],
      ['Server', name],
      ['ServerDN', serverDn],
      ['ServerVersion', versionWord(home.build).toString(16).toUpperCase()],
      ['MdbDN', `${serverDn}/cn=Microsoft Private MDB`],
      ['PublicFolderServer', old ? name : world.organisation.namespace],
      ['AuthPackage', old ? undefined : 'Ntlm'],
      ['ASUrl', published(home, 'ews')?.internalUrl],
      ['EwsUrl', published(home, 'ews')?.internalUrl],
      ['OOFUrl', published(home, 'ews')?.internalUrl],
      // The documented 2010 answer carries no OABUrl (KB3047178).
      ['OABUrl', old ? undefined : `${published(home, 'oab')?.internalUrl ?? ''}/`],
    ],
  ];
}

/** Outlook Anywhere seen from outside; without an external name there is none. */
function expr({ world }: Exchange, home: Server): Element {
  const host = published(home, 'rpc')?.externalUrl;
  const { exprPrincipal } = world.outlookProviders;
  return [
    'Protocol',
    host === undefined || host === ''
      ? undefined
      : [
          ['Type', 'EXPR'],
          ['Server', world.outlookProviders.exprServer ?? host],
          ['SSL', 'On'],
          ['AuthPackage', outlookAnywhereAuth(home)],
          ['ASUrl', published(home, 'ews')?.externalUrl],
          ['EwsUrl', published(home, 'ews')?.externalUrl],
          ['OOFUrl', published(home, 'ews')?.externalUrl],
          ['OABUrl', `${published(home, 'oab')?.externalUrl ?? ''}/`],
          ['CertPrincipalName', exprPrincipal],
        ],
  ];
}

function outlookAnywhereAuth(home: Server): string {
  const methods = published(home, 'rpc')?.externalAuth.map((each) => each.toLowerCase()) ?? [];
  if (methods.includes('negotiate')) return 'Negotiate';
  return methods.includes('ntlm') ? 'Ntlm' : 'Basic';
}

/** Twice: as seen from inside, then from outside. */
function exhttp(exchange: Exchange, home: Server): readonly Element[] {
  return (['internalUrl', 'externalUrl'] as const).map((side) => [
    'Protocol',
    [
      ['Type', 'EXHTTP'],
      ['Server', published(home, 'rpc')?.[side]],
      ['SSL', 'On'],
      ['AuthPackage', outlookAnywhereAuth(home)],
      ['ASUrl', published(home, 'ews')?.[side]],
      ['EwsUrl', published(home, 'ews')?.[side]],
      ['OABUrl', `${published(home, 'oab')?.[side] ?? ''}/`],
      ['CertPrincipalName', exchange.world.outlookProviders.exprPrincipal],
    ],
  ]);
}

function web(home: Server): Element {
  const owa = (published(home, 'ews')?.internalUrl ?? '').replace(/\/EWS\/.*$/i, '/owa/');
  return [
    'Protocol',
    [
      ['Type', 'WEB'],
      ['Internal', [['OWAUrl', owa, { AuthenticationMethod: 'Basic, Fba' }]]],
      ['External', [['OWAUrl', owa, { AuthenticationMethod: 'Fba' }]]],
    ],
  ];
}

function mapi(home: Server, found: Located): Element {
  const id = `MailboxId=${found.guid}@${domainOf(found.address)}`;
  const urls = (endpoint: string): readonly Element[] => [
    ['InternalUrl', `${published(home, 'mapi')?.internalUrl ?? ''}/${endpoint}/?${id}`],
    ['ExternalUrl', `${published(home, 'mapi')?.externalUrl ?? ''}/${endpoint}/?${id}`],
  ];
  return [
    'Protocol',
    [
      ['MailStore', urls('emsmdb')],
      ['AddressBook', urls('nspi')],
    ],
    { Type: 'mapiHttp', Version: '1' },
  ];
}

/** The mailbox's own switch, tenth field of its `MAPI§…` value (Y, N, else U), wins over the organisation's. */
function mapiIsOn({ world }: Exchange, mailbox: Mailbox | undefined): boolean {
  const own = mailbox?.protocolSettings.find((each) => /^MAPI§/i.test(each))?.split('§')[9];
  return own === 'Y' || (own !== 'N' && world.organisation.mapiHttp);
}

function alternatives({ world }: Exchange, mailbox: Mailbox): readonly Element[] {
  const automapped = mailbox.automapped.flatMap((address) => {
    const other = world.mailboxes.find((each) => each.address === address.toLowerCase());
    return other === undefined ? [] : [other];
  });
  const archive: readonly Element[] =
    mailbox.archive === undefined
      ? []
      : [
          [
            'AlternativeMailbox',
            [
              ['Type', 'Archive'],
              ['DisplayName', `In-Place Archive - ${mailbox.displayName}`],
              ['LegacyDN', `${mailbox.legacyDn}/guid=archive`],
              ['Server', serverNamed(world, mailbox.archive.server ?? mailbox.server)?.fqdn],
              ['OwnerSmtpAddress', mailbox.address],
            ],
          ],
        ];
  return [
    ...archive,
    ...automapped.map(
      (other): Element => [
        'AlternativeMailbox',
        [
          ['Type', 'Delegate'],
          ['DisplayName', other.displayName],
          ['SmtpAddress', other.address],
          ['OwnerSmtpAddress', other.address],
        ],
      ],
    ),
  ];
}
