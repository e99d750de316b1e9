import { primaryAddress, smtpAddresses } from '../directory/addresses.ts';
import type { Directory } from '../directory/directory.ts';
import { equals } from '../directory/directory.ts';
import { ownName, sameName } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { exchangeServers, homeOf } from '../directory/exchange-servers.ts';
import { type FoundMailbox, findMailbox } from '../directory/find-mailbox.ts';
import { guidToText, sidToText } from '../directory/identifiers.ts';
import { legacyNameFault, serverOfLegacyName } from '../directory/legacy-name.ts';
import { moveState } from '../directory/moved-at.ts';
import { readProtocolSettings } from '../directory/protocol-settings.ts';
import { recipientType } from '../directory/recipient-type.ts';
import { stating } from '../directory/stating.ts';
import { generalizedToIso } from '../directory/time.ts';
import { type Brought, type NewFact, probe } from '../looking/look.ts';

export default probe({
  id: 'directory-mailbox',
  title: 'The mailbox in the directory',
  needs: [],
  brings: ['mailbox'],
  deadlineMs: 8_000,
  subjects: ({ mailbox }) => [{ key: mailbox, shared: false, brings: ['mailbox'] }],
  run: async ({ key }, _known, { directory, configuration }, signal): Promise<Brought> => {
    const found = await findMailbox(directory, key, configuration.organisation.mailDomains, signal);
    if ('kind' in found) return { facts: [], refusal: found };
    const [home, twin] = await Promise.all([
      whereItIs(directory, found.entry),
      legacyNameTwin(found, directory, signal),
    ]);
    return { facts: [...identity(found), ...home, ...settings(found, twin)] };
  },
});

function identity({ by, entry, domain }: FoundMailbox): readonly NewFact[] {
  const { facts, state } = stating(by);
  const details = entry.integer('msExchRecipientTypeDetails');
  const bytes = (name: string, read: (value: Buffer) => string | undefined) => {
    const value = entry.bytes(name);
    return value === undefined ? undefined : read(value);
  };
  state('mailbox.found', true, 'proxyAddresses, mail, userPrincipalName');
  state('mailbox.count', 1, 'proxyAddresses, mail, userPrincipalName');
  // Mailboxes from before 2007 carry no type.
  state(
    'mailbox.kind',
    details === undefined
      ? entry.has('homeMDB')
        ? 'user'
        : 'mail-user'
      : (recipientType(details)?.kind ?? 'other'),
    'msExchRecipientTypeDetails',
  );
  state('mailbox.displayName', entry.text('displayName'), 'displayName');
  state('mailbox.upn', entry.text('userPrincipalName')?.toLowerCase(), 'userPrincipalName');
  state('mailbox.primarySmtp', primaryAddress(entry), 'proxyAddresses');
  state('mailbox.addresses', smtpAddresses(entry), 'proxyAddresses');
  state('mailbox.sam', entry.text('sAMAccountName'), 'sAMAccountName');
  state('mailbox.domain', domain?.netbios, 'nETBIOSName');
  state('mailbox.sid', bytes('objectSid', sidToText), 'objectSid');
  state('mailbox.guid', bytes('msExchMailboxGuid', guidToText), 'msExchMailboxGuid');
  state(
    'mailbox.masterAccountSid',
    bytes('msExchMasterAccountSid', sidToText) ?? '',
    'msExchMasterAccountSid',
  );
  // The group's name is the same in every language; membership through another group is not seen here.
  const groups = entry.texts('memberOf').map((dn) => ownName(dn)?.toLowerCase());
  if (!entry.isCut('memberOf'))
    state('mailbox.protectedUser', groups.includes('protected users'), 'memberOf');
  const created = entry.text('msExchWhenMailboxCreated');
  state(
    'mailbox.createdAt',
    created === undefined ? undefined : generalizedToIso(created),
    'msExchWhenMailboxCreated',
  );
  state('mailbox.moveState', moveState(entry.integer('msExchMailboxMoveStatus')), 'msExchMailboxMoveStatus');
  return facts;
}

async function whereItIs(directory: Directory, entry: DirectoryEntry): Promise<readonly NewFact[]> {
  const known = await exchangeServers(directory);
  const { facts, state } = stating(known.by);
  const details = entry.integer('msExchRecipientTypeDetails');
  if (details !== undefined && recipientType(details)?.kind === 'remote') {
    state('mailbox.exchange', 'online', 'msExchRecipientTypeDetails');
    return facts;
  }
  const home = homeOf(known, entry.text('homeMDB'), serverOfLegacyName(entry.text('msExchHomeServerName')));
  state('mailbox.database', home.database, 'homeMDB');
  state(
    'mailbox.server',
    home.server,
    entry.has('homeMDB') ? 'msExchOwningServer of homeMDB' : 'msExchHomeServerName',
  );
  state('mailbox.exchange', home.exchange, `serialNumber of ${home.server}`);
  const archive = entry.text('msExchArchiveDatabaseLink');
  if (entry.has('homeMDB'))
    state(
      'mailbox.archiveForeign',
      archive !== undefined && !known.databases.some(({ dn }) => sameName(dn, archive)),
      'msExchArchiveDatabaseLink',
    );
  return facts;
}

/** Whether another object carries the same legacyExchangeDN. */
async function legacyNameTwin(
  { entry, controller }: FoundMailbox,
  directory: Directory,
  signal: AbortSignal,
): Promise<boolean> {
  const name = entry.text('legacyExchangeDN');
  if (name === undefined) return false;
  const { domain } = await directory.root(signal);
  const { entries } = await controller.search(
    {
      base: domain,
      scope: 'sub',
      filter: equals('legacyExchangeDN', name),
      attributes: ['legacyExchangeDN'],
      sizeLimit: 2,
    },
    signal,
  );
  return entries.some(({ dn }) => !sameName(dn, entry.dn));
}

function settings({ by, entry }: FoundMailbox, twin: boolean): readonly NewFact[] {
  const { facts, state } = stating(by);
  const legacyName = entry.text('legacyExchangeDN');
  state('mailbox.legacyDn', legacyName ?? '', 'legacyExchangeDN');
  state(
    'mailbox.legacyDnFault',
    legacyNameFault(legacyName) ?? (twin ? 'duplicate' : undefined),
    'legacyExchangeDN',
  );
  if (!entry.has('homeMDB')) return facts;
  const protocols = readProtocolSettings(entry.texts('protocolSettings'));
  state('mailbox.mapiEnabled', protocols.mapiEnabled, 'protocolSettings');
  state('mailbox.mapiHttp', protocols.mapiHttp, 'protocolSettings');
  state('mailbox.blocks', protocols.blocks, 'protocolSettings');
  return facts;
}
