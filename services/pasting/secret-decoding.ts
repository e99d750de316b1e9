/** Letters, digits and what parts a label from its value: they mean the same in XML whether written plainly or not. */
const entity = /&#(?:x([\da-f]{1,4})|(\d{1,5}));/gi;
const encoded = /[A-Za-z0-9+/]{8,4000}={0,2}/g;

/** The line with what is hidden in entities or in the base64 of X-FailureContext cut, unchanged where nothing was. */
export function decodedSecrets(line: string, cut: (plain: string) => string): string {
  let text = line;
  if (text.includes('&#')) {
    const plain = text.replace(entity, (whole, hex: string | undefined, decimal: string | undefined) => {
      const letter = String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
      return /^[\w=: .!$%+*-]$/.test(letter) ? letter : whole;
    });
    const clean = plain === text ? plain : cut(plain);
    if (clean !== plain) text = clean;
  }
  if (!/X-FailureContext/i.test(text)) return text;
  return text.replace(encoded, (part) => {
    const plain = Buffer.from(part, 'base64').toString('utf8');
    return cut(plain) === plain ? part : '[cut]';
  });
}

/** A value of the same shape with every text in it cut, in lists and in records. */
export function cutDeep(value: unknown, cut: (text: string) => string): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.map((one) => cutDeep(one, cut));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cutDeep(one, cut)]));
}
