/**
 * The right that lets an account read an attribute, as the delegation dialog and dsacls call it: by property set where
 * one holds the attribute ([MS-ADTS] 3.1.1.2.3.3), else by the attribute itself.
 */
const sets: readonly (readonly [right: string, attributes: readonly string[]])[] = [
  [
    'Read Account Restrictions',
    [
      ...['userAccountControl', 'pwdLastSet', 'accountExpires', 'msDS-User-Account-Control-Computed'],
      'msDS-UserPasswordExpiryTimeComputed',
    ],
  ],
  ['Read Logon Information', ['badPwdCount', 'logonHours', 'userWorkstations']],
  ['Read Group Membership', ['memberOf', 'member']],
  [
    'Read Public Information',
    ['servicePrincipalName', 'userPrincipalName', 'mail', 'proxyAddresses', 'legacyExchangeDN'],
  ],
  ['membership of Windows Authorization Access Group', ['tokenGroups']],
];
const rights: ReadonlyMap<string, string> = new Map(
  sets.flatMap(([right, attributes]) => attributes.map((name) => [name.toLowerCase(), right] as const)),
);

/** The right to read an attribute of a user or computer. */
export function rightFor(attribute: string): string {
  const known = rights.get(attribute.toLowerCase());
  if (known !== undefined) return known;
  if (/^(?:msExch|homeMDB$|protocolSettings$|publicDelegates)/i.test(attribute))
    return 'Read Exchange Information';
  return `Read ${attribute}`;
}

const andList = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Why attributes of an account are unseen, and the right that would show them. */
export function hiddenFrom(by: string, attributes: readonly string[], of: string): string {
  const needed = [...new Set(attributes.map(rightFor))];
  return `${by} does not show ${andList(attributes)} of ${of}: the service account needs ${needed[0]?.startsWith('membership') ? '' : `the right${needed.length > 1 ? 's' : ''} `}${andList(needed)}`;
}

/** Why something of the Exchange organisation is unseen, and who may see it. */
export const hiddenInExchange = (by: string, what: string): string =>
  `${by} does not show ${what}: the service account needs to be a member of View-Only Organization Management`;
