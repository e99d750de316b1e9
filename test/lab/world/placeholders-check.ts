import { momentOf } from './times.ts';

/** What is wrong with the placeholders in a text: an address of nobody, a time that is none. */
export function wrongPlaceholders(text: string, addresses: ReadonlySet<string>, start: Date): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([whole, content = '']) => {
    const [, what = '', address] = /^([A-Za-z]+):([^\s@:"]+@[^\s@:"]+)$/.exec(content) ?? [];
    if (address !== undefined) {
      if (!['sid', 'guid', 'dn'].includes(what))
        return [`${whole}: write sid, guid or dn before the address`];
      return addresses.has(address.toLowerCase()) ? [] : [`${whole}: no mailbox "${address}"`];
    }
    return /^-?PT?\d/.test(content) && momentOf(content, start) === undefined
      ? [`${whole} is no duration; write one like {-PT3H}`]
      : [];
  });
}

/** The same for every text at any depth, each with its place below `here`. */
export function wrongPlaceholdersIn(
  value: unknown,
  here: string,
  addresses: ReadonlySet<string>,
  start: Date,
): string[] {
  if (typeof value === 'string')
    return wrongPlaceholders(value, addresses, start).map((says) => `${here}: ${says}`);
  if (typeof value !== 'object' || value === null) return [];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, each]) =>
    wrongPlaceholdersIn(each, list ? `${here}[${key}]` : `${here}.${key}`, addresses, start),
  );
}
