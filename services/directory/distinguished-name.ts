/** The parts of a distinguished name, values unescaped (RFC 4514), the entry's own first. */
export function nameParts(dn: string): readonly { readonly type: string; readonly value: string }[] {
  return splitOutside(dn, ',').map((part) => {
    const equals = part.indexOf('=');
    return {
      type: part.slice(0, Math.max(equals, 0)).trim().toLowerCase(),
      value: unescapeValue(part.slice(equals + 1).trim()),
    };
  });
}

/** The value of the entry's own name: `EX16A` of `CN=EX16A,CN=Servers,…`. */
export const ownName = (dn: string): string | undefined => nameParts(dn)[0]?.value || undefined;

/** The name that stands directly before a container: `EX16A` before `Servers` in `CN=mapi,…,CN=EX16A,CN=Servers,…`. */
export function nameBefore(dn: string, container: string): string | undefined {
  const parts = nameParts(dn);
  const index = parts.findIndex((part) => part.value.toLowerCase() === container.toLowerCase());
  return index > 0 ? parts[index - 1]?.value : undefined;
}

/** The DNS name that the DC parts spell: `corp.local`. */
export const domainOf = (dn: string): string =>
  nameParts(dn)
    .filter((part) => part.type === 'dc')
    .map((part) => part.value.toLowerCase())
    .join('.');

/** The distinguished name of the domain that an object is in: `DC=corp,DC=local`. */
export const domainPart = (dn: string): string => dn.slice(dn.search(/(?:^|,)dc=/i)).replace(/^,/, '');

/** Whether two distinguished names name the same object. */
export const sameName = (one: string, other: string): boolean => canonical(one) === canonical(other);
const canonical = (dn: string): string =>
  nameParts(dn)
    .map((part) => `${part.type}=${part.value.toLowerCase()}`)
    .join('\n');

function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let current = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (letter === '\\') {
      current += letter + text.charAt(index + 1);
      index += 1;
    } else if (letter === separator) {
      parts.push(current);
      current = '';
    } else current += letter;
  }
  return [...parts, current].filter((part) => part.trim() !== '');
}

function unescapeValue(value: string): string {
  const bytes: Buffer[] = [];
  for (const [part] of value.matchAll(/(?:\\[0-9a-f]{2})+|\\[\s\S]|[^\\]+|\\$/gi)) {
    if (/^(?:\\[0-9a-f]{2})+$/i.test(part)) bytes.push(Buffer.from(part.replaceAll('\\', ''), 'hex'));
    else bytes.push(Buffer.from(part.startsWith('\\') ? part.slice(1) : part, 'utf8'));
  }
  return Buffer.concat(bytes).toString('utf8');
}
