/**
 * Whether a name in a text is the mailbox owner's. As long as only the address is known, a UPN or account of the same
 * name before the @ is taken for hers; undefined for a SID or GUID that nobody said whose it is.
 */
export function isOwner(name: string, mailbox: string, names: readonly string[] = []): boolean | undefined {
  const asked = bare(name);
  const address = mailbox.toLowerCase();
  if (asked === '' || asked === address) return asked === '' ? undefined : true;
  const known = names.map(bare);
  const account = asked.split('\\').at(-1) ?? asked;
  if (known.some((one) => one === asked || (!asked.includes('@') && accountOf(one) === account))) return true;
  if (isIdentifier(asked))
    return known.some((one) => isIdentifier(one) && kindOf(one) === kindOf(asked)) ? false : undefined;
  if (known.some((one) => one !== address && !isIdentifier(one))) return false;
  return (account.split('@')[0] ?? account) === address.split('@')[0];
}

const bare = (name: string): string =>
  name
    .trim()
    .replace(/^(?:smtp|sip|sid|mailboxguid|upn)[:~]/i, '')
    .replace(/[{}"'<>]/g, '')
    .toLowerCase();
const accountOf = (name: string): string => (name.includes('@') ? '' : (name.split('\\').at(-1) ?? name));
const kindOf = (text: string): 'sid' | 'guid' => (text.startsWith('s-1-') ? 'sid' : 'guid');
const isIdentifier = (text: string): boolean =>
  /^s-1-[\d-]+$/.test(text) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:@.*)?$/.test(text);

/** Accounts of the system and of health checks: nobody's output. */
export const isNobody = (name: string): boolean =>
  /^-?$|^(?:nt authority|nt-autorität|font driver host|window manager|iis apppool)\\|\$$|^(?:system|anonymous logon|anonymous|local service|network service)$|^(?:extest_|healthmailbox|sm_)[0-9a-f]*/i.test(
    name.trim().replace(/^[^\\]*\\(?=healthmailbox|sm_|extest_)/i, ''),
  );
