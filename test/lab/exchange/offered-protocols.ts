import type { Located } from '../control.ts';
import type { Mailbox, Server } from '../world.ts';
import { type Exchange, isLegacy, published } from './exchange.ts';
import type { Element } from './pox.ts';
import { versionWord } from './server-version.ts';

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);

/** RPC as seen from inside; on 2010 the server that clients are sent to, later the mailbox's own name. */
export function exch(home: Server, found: Located, { world }: Exchange): Element {
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
export function expr({ world }: Exchange, home: Server): Element {
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
export function exhttp(exchange: Exchange, home: Server): readonly Element[] {
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

/** Where web mail is. */
export function web(home: Server): Element {
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

/** MAPI over HTTP; its type is an attribute ([MS-OXDSCLI] 2.2.4.1.1.2.6). */
export function mapi(home: Server, found: Located): Element {
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
export function mapiIsOn({ world }: Exchange, mailbox: Mailbox | undefined): boolean {
  const own = mailbox?.protocolSettings.find((each) => /^MAPI§/i.test(each))?.split('§')[9];
  return own === 'Y' || (own !== 'N' && world.organisation.mapiHttp);
}
