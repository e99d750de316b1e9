import type { DirectoryEntry } from './entry.ts';

export type ParsedAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly says: string };

/** An e-mail address or UPN from what a person typed, lower case. */
export function parseAddress(typed: string): ParsedAddress {
  const address = typed
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
  // RFC 5321 4.5.3.1: 64 before the @, 254 in all; no control characters, blanks or list separators.
  const looksRight =
    address.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
      address,
    );
  if (looksRight && !address.includes('..')) return { ok: true, address };
  return {
    ok: false,
    says: `"${typed.trim().slice(0, 80)}" is not an e-mail address; write it like anna@contoso.example`,
  };
}

/** The primary SMTP address: the proxy address with the prefix in capitals, else mail. */
export function primaryAddress(entry: DirectoryEntry): string | undefined {
  const primary = entry.texts('proxyAddresses').find((value) => value.startsWith('SMTP:'));
  return (primary?.slice(5) ?? entry.text('mail'))?.toLowerCase();
}

/** All SMTP addresses, the primary first, lower case. */
export function smtpAddresses(entry: DirectoryEntry): readonly string[] {
  const all = entry
    .texts('proxyAddresses')
    .filter((value) => /^smtp:/i.test(value))
    .map((value) => value.slice(5).toLowerCase());
  const primary = primaryAddress(entry);
  return [...new Set(primary === undefined ? all : [primary, ...all])];
}
