export type Value = string | Buffer;
export interface Attribute {
  readonly name: string;
  /** Reads the values as they are now: some change while the lab runs. */
  values(): readonly Value[];
  /** Given only when asked for by name, and never matched by a filter ([MS-ADTS] 3.1.1.4.5). */
  readonly constructed: boolean;
}
export interface Entry {
  readonly dn: string;
  /** The DN as it is compared: lower case, no blanks around its parts. */
  readonly key: string;
  /** The lDAPDisplayName that objectCategory may be matched by. */
  readonly category: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export type Stated =
  | Value
  | number
  | bigint
  | boolean
  | undefined
  | readonly Value[]
  | (() => readonly Value[]);

/** A DN as it is compared. */
export const dnKey = (dn: string) =>
  dn
    .toLowerCase()
    .split(/(?<!\\),/)
    .map((part) => part.trim().replace(/\s*=\s*/, '='))
    .join(',');

/** A value of a DN, escaped (RFC 4514). */
export const dnValue = (text: string) => text.replace(/([,+"\\<>;=])/g, '\\$1').replace(/^([ #])/, '\\$1');

/** What is stated of an attribute as its values. */
export const asValues = (value: Exclude<Stated, () => readonly Value[]>): readonly Value[] => {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (Buffer.isBuffer(value) || typeof value === 'string') return [value];
  return [typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value)];
};

/**
 * An entry with its attributes; undefined values and empty lists are absent. Names that begin with `?` are
 * constructed attributes.
 */
export function entry(
  dn: string,
  category: string,
  stated: Readonly<Record<string, Stated>>,
  schemaDn: string,
): Entry {
  const attributes = new Map<string, Attribute>();
  const add = (marked: string, value: Stated) => {
    if (value === undefined) return;
    const constructed = marked.startsWith('?');
    const name = constructed ? marked.slice(1) : marked;
    const read = typeof value === 'function' ? value : undefined;
    const fixed = read === undefined && typeof value !== 'function' ? asValues(value) : [];
    if (read === undefined && fixed.length === 0) attributes.delete(name.toLowerCase());
    else attributes.set(name.toLowerCase(), { name, constructed, values: read ?? (() => fixed) });
  };
  add('distinguishedName', dn);
  add('objectCategory', `CN=${categoryNames[category] ?? category},${schemaDn}`);
  for (const [name, value] of Object.entries(stated)) add(name, value);
  return { dn, key: dnKey(dn), category: category.toLowerCase(), attributes };
}

/** The common names of schema classes whose name differs from their lDAPDisplayName. */
const categoryNames: Readonly<Record<string, string>> = {
  person: 'Person',
  group: 'Group',
  computer: 'Computer',
  domainDNS: 'Domain-DNS',
  container: 'Container',
  organizationalUnit: 'Organizational-Unit',
  crossRef: 'Cross-Ref',
  crossRefContainer: 'Cross-Ref-Container',
  serviceConnectionPoint: 'Service-Connection-Point',
  msExchExchangeServer: 'ms-Exch-Exchange-Server',
  msExchPrivateMDB: 'ms-Exch-Private-MDB',
};

const epoch = 11_644_473_600_000n;
/** A moment as FILETIME: 100 ns since 1601-01-01 UTC. */
export const fileTime = (at: Date | string): string =>
  String((BigInt(new Date(at).getTime()) + epoch) * 10_000n);
export const never = '9223372036854775807';
/** A moment as GeneralizedTime: 20261120070000.0Z. */
export const generalizedTime = (at: Date | string): string =>
  `${new Date(at)
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(0, 14)}.0Z`;

/** The 16 bytes of a GUID, its first three groups little-endian. */
export function guidBytes(guid: string): Buffer {
  const [a = '', b = '', c = '', d = '', e = ''] = guid.split('-');
  const turned = (hex: string) => Buffer.from(hex, 'hex').reverse();
  return Buffer.concat([turned(a), turned(b), turned(c), Buffer.from(d + e, 'hex')]);
}
/** The bytes of a SID ([MS-DTYP] 2.4.2.2). */
export function sidBytes(sid: string): Buffer {
  const [, revision = '1', authority = '5', ...parts] = sid.split('-');
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(Number(revision), 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(Number(authority), 2, 6);
  parts.forEach((part, index) => {
    bytes.writeUInt32LE(Number(part) >>> 0, 8 + 4 * index);
  });
  return bytes;
}
