import type { Located } from '../control.ts';
import type { Mailbox, Server } from '../world.ts';
import { type Exchange, isLegacy, mailboxWithGuid, serverNamed } from './exchange.ts';
import { exch, exhttp, expr, mapi, mapiIsOn, web } from './offered-protocols.ts';
import type { Element } from './pox.ts';

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
