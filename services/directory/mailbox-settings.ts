import { type Constructed, neverSet } from './absence.ts';
import type { DirectoryEntry } from './entry.ts';
import { sidToText } from './identifiers.ts';
import { legacyNameFault } from './legacy-name.ts';
import { readProtocolSettings } from './protocol-settings.ts';
import { hiddenFrom } from './rights.ts';
import { type Part, stating } from './stating.ts';

/** What the mailbox's owner may do with it, and what is left over on the object; absent is not unset. */
export function mailboxSettings(
  by: string,
  entry: DirectoryEntry,
  { stamps, groups }: Constructed,
  twin: boolean,
): Part {
  const { facts, blind, state, unseen } = stating(by);
  const of = entry.text('sAMAccountName') ?? entry.dn;
  const hidden = (facts: readonly string[], attribute: string) => {
    for (const fact of facts) unseen(`mailbox.${fact}`, hiddenFrom(by, [attribute], of));
  };
  const legacyName = entry.text('legacyExchangeDN');
  if (legacyName === undefined && !neverSet(entry, stamps, 'legacyExchangeDN', 'mail'))
    hidden(['legacyDn', 'legacyDnFault'], 'legacyExchangeDN');
  else {
    state('mailbox.legacyDn', legacyName ?? '', 'legacyExchangeDN');
    state(
      'mailbox.legacyDnFault',
      legacyNameFault(legacyName) ?? (twin ? 'duplicate' : undefined),
      'legacyExchangeDN',
    );
  }
  const master = entry.bytes('msExchMasterAccountSid');
  if (
    master === undefined &&
    !neverSet(entry, stamps, 'msExchMasterAccountSid', 'msExchRecipientTypeDetails')
  )
    hidden(['masterAccountSid'], 'msExchMasterAccountSid');
  else
    state(
      'mailbox.masterAccountSid',
      master === undefined ? '' : sidToText(master),
      'msExchMasterAccountSid',
    );
  const isProtected = protectedUser(entry, groups);
  if (isProtected === undefined) hidden(['protectedUser'], 'memberOf');
  else state('mailbox.protectedUser', isProtected, groups === undefined ? 'memberOf' : 'tokenGroups');
  if (!entry.has('homeMDB')) return { facts, blind };
  const values = entry.texts('protocolSettings');
  if (values.length === 0 && !neverSet(entry, stamps, 'protocolSettings', 'homeMDB'))
    hidden(['mapiEnabled', 'mapiHttp', 'blocks'], 'protocolSettings');
  else {
    const protocols = readProtocolSettings(values);
    state('mailbox.mapiEnabled', protocols.mapiEnabled, 'protocolSettings');
    state('mailbox.mapiHttp', protocols.mapiHttp, 'protocolSettings');
    state('mailbox.blocks', protocols.blocks, 'protocolSettings');
  }
  return { facts, blind };
}

/** Protected Users has the RID 525 in every domain ([MS-DTYP] 2.4.2.4), so its name need not be known. */
const protectedRid = 525;

/** Whether the account is in Protected Users: by its token where that is shown, else by its direct groups; undefined when neither is. */
function protectedUser(entry: DirectoryEntry, groups: readonly Buffer[] | undefined): boolean | undefined {
  if (groups !== undefined)
    return groups.some(
      (sid) => sid.length > 12 && sid.readUInt32LE(sid.length - 4) === protectedRid && isOfDomain(sid),
    );
  const named = entry.texts('memberOf').some((dn) => /^cn=protected users,/i.test(dn));
  return named ? true : entry.has('memberOf') && !entry.isCut('memberOf') ? false : undefined;
}
/** S-1-5-21-…: a group of a domain, not one of the machine. */
const isOfDomain = (sid: Buffer): boolean => sid[1] === 5 && sid.readUInt32LE(8) === 21;
