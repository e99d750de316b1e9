import type { NewFact } from '../looking/look.ts';
import { accountBits, hasBit } from './account-control.ts';
import { primaryAddress } from './addresses.ts';
import { type Controller, equals } from './directory.ts';
import { type ExchangeServers, homeOf } from './exchange-servers.ts';
import { sidToText } from './identifiers.ts';
import { serverOfLegacyName } from './legacy-name.ts';
import { movedAt } from './moved-at.ts';
import { recipientType } from './recipient-type.ts';
import { readStamps } from './replication-metadata.ts';
import { stating } from './stating.ts';
import { generalizedToIso } from './time.ts';

/** How a mailbox comes into the profile of another. */
export interface Link {
  readonly dn: string;
  readonly kind: 'automapped' | 'delegate';
  readonly attribute: string;
}

const attributes = [
  'objectClass',
  'mail',
  'proxyAddresses',
  'homeMDB',
  'msExchHomeServerName',
  'msExchRecipientTypeDetails',
  'msExchMasterAccountSid',
  'msExchWhenMailboxCreated',
  'userAccountControl',
  'msDS-ReplValueMetaData',
  'msDS-ReplAttributeMetaData',
];

/** The facts of one further mailbox in the profile; its own stamp says when it moved. */
export async function secondaryMailbox(
  link: Link,
  controller: Controller,
  servers: ExchangeServers,
  signal: AbortSignal,
): Promise<readonly NewFact[]> {
  const { by, entries } = await controller.search(
    { base: link.dn, scope: 'base', filter: equals('objectClass', 'top'), attributes, sizeLimit: 1 },
    signal,
  );
  const [entry] = entries;
  if (entry === undefined) return [];
  const address = primaryAddress(entry);
  if (address === undefined) return [];
  const { facts, state } = stating(by);
  const key = `secondary[${address}]`;
  const details = entry.integer('msExchRecipientTypeDetails');
  const type = details === undefined ? undefined : recipientType(details);
  const home = homeOf(servers, entry.text('homeMDB'), serverOfLegacyName(entry.text('msExchHomeServerName')));
  const control = entry.integer('userAccountControl');
  const master = entry.bytes('msExchMasterAccountSid');
  const created = entry.text('msExchWhenMailboxCreated');
  const stamps = [
    ...readStamps(entry.texts('msDS-ReplValueMetaData')),
    ...readStamps(entry.texts('msDS-ReplAttributeMetaData')),
  ];
  const move = movedAt(
    stamps,
    entry.text('homeMDB'),
    created === undefined ? undefined : generalizedToIso(created),
  );
  state(`${key}.kind`, link.kind, link.attribute);
  state(`${key}.inDirectory`, true, link.attribute);
  state(`${key}.exchange`, type?.kind === 'remote' ? 'online' : home.exchange, 'homeMDB');
  state(`${key}.server`, home.server, 'homeMDB');
  state(`${key}.movedAt`, move.moved === true ? move.at : undefined, move.moved === true ? move.stamp : '');
  state(`${key}.masterAccountSid`, master === undefined ? '' : sidToText(master), 'msExchMasterAccountSid');
  // A shared mailbox's account is disabled by design; without a database there is nothing to open here.
  const usable =
    type?.disabledByDesign === true || control === undefined || !hasBit(control, accountBits.disabled);
  state(
    `${key}.enabled`,
    (entry.has('homeMDB') || type?.kind === 'remote') && usable,
    'homeMDB, userAccountControl',
  );
  return facts;
}
