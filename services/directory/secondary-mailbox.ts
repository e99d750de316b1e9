import { neverSet } from './absence.ts';
import { accountBits, hasBit } from './account-control.ts';
import { primaryAddress } from './addresses.ts';
import { type Directory, equals } from './directory.ts';
import { domainPart } from './distinguished-name.ts';
import { type ExchangeServers, homeOf } from './exchange-servers.ts';
import { controllerOf } from './find-mailbox.ts';
import { sidToText } from './identifiers.ts';
import { serverOfLegacyName } from './legacy-name.ts';
import { movedAt } from './moved-at.ts';
import { recipientType } from './recipient-type.ts';
import { readStamps } from './replication-metadata.ts';
import { hiddenFrom } from './rights.ts';
import { type Part, stating } from './stating.ts';
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
  directory: Directory,
  servers: ExchangeServers,
  signal: AbortSignal,
): Promise<Part> {
  const nothing: Part = { facts: [], blind: [] };
  const { domain: home } = await directory.root(signal);
  const controller = await controllerOf(directory, domainPart(link.dn), home, signal);
  const { by, entries } = await controller.search(
    { base: link.dn, scope: 'base', filter: equals('objectClass', 'top'), attributes, sizeLimit: 1 },
    signal,
  );
  const [entry] = entries;
  if (entry === undefined) return nothing;
  const address = primaryAddress(entry);
  if (address === undefined) return nothing;
  const { facts, blind, state, unseen } = stating(by);
  const key = `secondary[${address}]`;
  const details = entry.integer('msExchRecipientTypeDetails');
  const type = details === undefined ? undefined : recipientType(details);
  const place = homeOf(
    servers,
    entry.text('homeMDB'),
    serverOfLegacyName(entry.text('msExchHomeServerName')),
  );
  const control = entry.integer('userAccountControl');
  const master = entry.bytes('msExchMasterAccountSid');
  const created = entry.text('msExchWhenMailboxCreated');
  const stamps = readStamps(entry.texts('msDS-ReplAttributeMetaData'));
  const move = movedAt(
    [...readStamps(entry.texts('msDS-ReplValueMetaData')), ...stamps],
    entry.text('homeMDB'),
    created === undefined ? undefined : generalizedToIso(created),
  );
  state(`${key}.kind`, link.kind, link.attribute);
  state(`${key}.inDirectory`, true, link.attribute);
  state(`${key}.exchange`, type?.kind === 'remote' ? 'online' : place.exchange, 'homeMDB');
  state(`${key}.server`, place.server, 'homeMDB');
  state(`${key}.movedAt`, move.moved === true ? move.at : undefined, move.moved === true ? move.stamp : '');
  const hidden = (leaf: string, attribute: string) =>
    unseen(`${key}.${leaf}`, hiddenFrom(by, [attribute], address));
  if (master === undefined && !neverSet(entry, stamps, 'msExchMasterAccountSid', 'homeMDB'))
    hidden('masterAccountSid', 'msExchMasterAccountSid');
  else
    state(`${key}.masterAccountSid`, master === undefined ? '' : sidToText(master), 'msExchMasterAccountSid');
  // A shared mailbox's account is disabled by design; without a database there is nothing to open here.
  const byDesign = type?.disabledByDesign === true;
  if (!entry.has('homeMDB') && type?.kind === 'user') hidden('enabled', 'homeMDB');
  else if (!byDesign && control === undefined) hidden('enabled', 'userAccountControl');
  else
    state(
      `${key}.enabled`,
      (entry.has('homeMDB') || type?.kind === 'remote') &&
        (byDesign || control === undefined || !hasBit(control, accountBits.disabled)),
      'homeMDB, userAccountControl',
    );
  return { facts, blind };
}
