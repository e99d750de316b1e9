import type { PrintedObject } from '../cmdlet.ts';
import { andMore } from '../vocabulary.ts';

/** The short name of a server, the key of `servers[…]`, from its name, its DNS name or its path in the directory. */
export function serverName(text: string | undefined): string | undefined {
  const last = (text ?? '').trim().split(/[/\\]/).at(-1) ?? '';
  const short = last.split('.')[0]?.toLowerCase() ?? '';
  return /^[a-z0-9_][a-z0-9_-]{0,62}$/.test(short) ? short : undefined;
}
/** The first of these properties that names a server; in the end what was typed behind the cmdlet. */
export function serverOf(object: PrintedObject, ...properties: readonly string[]): string | undefined {
  for (const property of properties) {
    const name = serverName(object.text(property));
    if (name !== undefined) return name;
  }
  return serverName(object.argument);
}

/** Part of a path that stands in brackets; undefined for what would break out of them. */
export const keyPart = (text: string | undefined): string | undefined => {
  const clean = (text ?? '').trim().toLowerCase();
  return clean === '' || clean.length > 120 || /[[\]\p{Cc}]/u.test(clean) ? undefined : clean;
};

/** The last part of a name with its folders: `corp.local/Users/Anna`, `\Databases\DB16`. */
export const lastPart = (text: string | undefined): string | undefined => text?.split(/[/\\]/).at(-1)?.trim();

/** Elements in lower case, the sign of a cut list kept. */
export const lowerCase = (list: readonly string[] | undefined): readonly string[] | undefined =>
  list?.map((element) => (element === andMore ? element : element.toLowerCase()));

/** SMTP addresses of `EmailAddresses`, the primary first; that of other kinds left out. */
export function smtpAddresses(list: readonly string[] | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  const smtp = list.filter((one) => /^smtp:[^\s@]+@[^\s@]+$/i.test(one));
  const addresses = smtp
    .toSorted((one, other) => Number(other.startsWith('SMTP:')) - Number(one.startsWith('SMTP:')))
    .map((one) => one.slice(5).toLowerCase());
  return [...new Set(addresses), ...(list.at(-1) === andMore ? [andMore] : [])];
}
