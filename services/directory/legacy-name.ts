/** The server in a legacy name such as `/o=Contoso/ou=…/cn=Configuration/cn=Servers/cn=EX16A`, lower case. */
export const serverOfLegacyName = (legacyName: string | undefined): string | undefined =>
  /\/cn=servers\/cn=([^/]+)$/i.exec(legacyName ?? '')?.[1]?.toLowerCase();

/** What is wrong with a legacyExchangeDN itself (KB3068991); `duplicate` needs the rest of the directory. */
export function legacyNameFault(
  legacyName: string | undefined,
): 'missing' | 'trailing-space' | 'bad-character' | undefined {
  if (legacyName === undefined || legacyName === '') return 'missing';
  if (legacyName !== legacyName.trim()) return 'trailing-space';
  return /[^\x20-\x7e]/.test(legacyName) ? 'bad-character' : undefined;
}
