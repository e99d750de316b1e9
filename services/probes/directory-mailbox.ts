import { constructedOf } from '../directory/absence.ts';
import { primaryAddress, smtpAddresses } from '../directory/addresses.ts';
import type { Directory } from '../directory/directory.ts';
import { equals } from '../directory/directory.ts';
import { sameName } from '../directory/distinguished-name.ts';
import { exchangeServers, homeOf } from '../directory/exchange-servers.ts';
import { type FoundMailbox, findMailbox } from '../directory/find-mailbox.ts';
import { forestWide } from '../directory/forest.ts';
import { guidToText, sidToText } from '../directory/identifiers.ts';
import { serverOfLegacyName } from '../directory/legacy-name.ts';
import { mailboxSettings } from '../directory/mailbox-settings.ts';
import { moveState } from '../directory/moved-at.ts';
import { recipientType } from '../directory/recipient-type.ts';
import { hiddenFrom, hiddenInExchange } from '../directory/rights.ts';
import { type Part, stating, together } from '../directory/stating.ts';
import { generalizedToIso } from '../directory/time.ts';
import { type Brought, probe } from '../looking/look.ts';

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
    const [home, twin, constructed] = await Promise.all([
      whereItIs(directory, found),
      legacyNameTwin(found, directory, signal),
      constructedOf(found.controller, found.entry.dn, signal),
    ]);
    const settings = mailboxSettings(found.by, found.entry, constructed, twin);
    return together(identity(found), home, settings, { facts: [], blind: elsewhere });
  },
});

/** What no directory of this forest holds. */
const elsewhere = [
  {
    fact: 'mailbox.otherForest',
    why: 'the directory of another forest was not asked: whether the person has a mailbox there too is for its administrators to say',
  },
  {
    fact: 'mailbox.quarantined',
    why: 'the directory does not hold it: Get-MailboxStatistics shows it to members of View-Only Organization Management',
  },
];

function identity({ by, entry, domain }: FoundMailbox): Part {
  const { facts, blind, state, unseen } = stating(by);
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
  const created = entry.text('msExchWhenMailboxCreated');
  state(
    'mailbox.createdAt',
    created === undefined ? undefined : generalizedToIso(created),
    'msExchWhenMailboxCreated',
  );
  // A finished and removed request leaves nothing behind, so its stamp tells nothing: a neighbour does.
  if (entry.has('msExchMailboxMoveStatus') || entry.has('homeMDB') || entry.has('msExchRecipientTypeDetails'))
    state(
      'mailbox.moveState',
      moveState(entry.integer('msExchMailboxMoveStatus')),
      'msExchMailboxMoveStatus',
    );
  else
    unseen(
      'mailbox.moveState',
      hiddenFrom(by, ['msExchMailboxMoveStatus'], entry.text('sAMAccountName') ?? entry.dn),
    );
  return { facts, blind };
}

async function whereItIs(directory: Directory, { by, entry }: FoundMailbox): Promise<Part> {
  const known = await exchangeServers(directory);
  const { facts, blind, state, unseen } = stating(known.by);
  const of = entry.text('sAMAccountName') ?? entry.dn;
  const details = entry.integer('msExchRecipientTypeDetails');
  if (details !== undefined && recipientType(details)?.kind === 'remote') {
    state('mailbox.exchange', 'online', 'msExchRecipientTypeDetails');
    return { facts, blind };
  }
  const home = homeOf(known, entry.text('homeMDB'), serverOfLegacyName(entry.text('msExchHomeServerName')));
  state('mailbox.database', home.database, 'homeMDB');
  state(
    'mailbox.server',
    home.server,
    entry.has('homeMDB') ? 'msExchOwningServer of homeMDB' : 'msExchHomeServerName',
  );
  state('mailbox.exchange', home.exchange, `serialNumber of ${home.server}`);
  const isMailUser = details !== undefined && recipientType(details)?.kind === 'mail-user';
  if (!entry.has('homeMDB') && !isMailUser)
    for (const leaf of ['database', 'mapiEnabled', 'mapiHttp', 'blocks', 'archiveForeign'])
      unseen(`mailbox.${leaf}`, hiddenFrom(by, ['homeMDB'], of));
  if (home.exchange === undefined && !isMailUser)
    unseen('mailbox.exchange', hiddenInExchange(known.by, `the server ${home.server ?? `of ${of}`}`));
  const archive = entry.text('msExchArchiveDatabaseLink');
  if (!entry.has('homeMDB')) return { facts, blind };
  if (archive !== undefined && known.databases.length === 0)
    unseen('mailbox.archiveForeign', hiddenInExchange(known.by, 'any database'));
  else if (archive === undefined && entry.has('msExchArchiveGUID'))
    // An archive in the cloud has no database here either.
    unseen('mailbox.archiveForeign', `${by} shows an archive of ${of}, but no database of it`);
  else
    state(
      'mailbox.archiveForeign',
      archive !== undefined && !known.databases.some(({ dn }) => sameName(dn, archive)),
      'msExchArchiveDatabaseLink',
    );
  return { facts, blind };
}

/** Whether another object carries the same legacyExchangeDN. */
async function legacyNameTwin(
  { entry }: FoundMailbox,
  directory: Directory,
  signal: AbortSignal,
): Promise<boolean> {
  const name = entry.text('legacyExchangeDN');
  if (name === undefined) return false;
  const { controller, base } = await forestWide(directory, signal);
  const { entries } = await controller.search(
    {
      base,
      scope: 'sub',
      filter: equals('legacyExchangeDN', name),
      attributes: ['legacyExchangeDN'],
      sizeLimit: 2,
    },
    signal,
  );
  return entries.some(({ dn }) => !sameName(dn, entry.dn));
}
