import type { Entry } from 'ldapts';

/** One directory object, its attributes by name in any case. An attribute that is missing and one that may not be read look alike. */
export interface DirectoryEntry {
  readonly dn: string;
  has(name: string): boolean;
  /** The first value as text. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  /** The first value as bytes, exactly as sent. */
  bytes(name: string): Buffer | undefined;
  allBytes(name: string): readonly Buffer[];
  /** A decimal integer of up to 64 bits. */
  integer(name: string): bigint | undefined;
  /** The server sent only the first values of a long list (range retrieval, [MS-ADTS] 3.1.1.3.1.3.3). */
  isCut(name: string): boolean;
}

/** Attributes that are read as bytes even where they happen to be valid UTF-8. */
export const binaryAttributes = [
  'objectSid',
  'objectGUID',
  'msExchMailboxGuid',
  'msExchArchiveGUID',
  'msExchMasterAccountSid',
  'logonHours',
  'tokenGroups',
] as const;

/** A directory entry from what the LDAP library read. */
export function readEntry(raw: Entry): DirectoryEntry {
  const values = new Map<string, readonly (string | Buffer)[]>();
  const cut = new Set<string>();
  for (const [name, value] of Object.entries(raw)) {
    if (name === 'dn') continue;
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0) continue;
    const [plain = name, ...options] = name.toLowerCase().split(';');
    values.set(plain, list);
    if (options.some((option) => /^range=\d+-\d+$/.test(option))) cut.add(plain);
  }
  const all = (name: string) => values.get(name.toLowerCase()) ?? [];
  const text = (name: string) => all(name).map(String)[0];
  return {
    dn: String(raw.dn),
    has: (name) => all(name).length > 0,
    text,
    texts: (name) => all(name).map(String),
    bytes: (name) => {
      const first = all(name)[0];
      return typeof first === 'string' ? Buffer.from(first, 'utf8') : first;
    },
    allBytes: (name) =>
      all(name).map((value) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value)),
    integer: (name) => {
      const value = text(name);
      return value !== undefined && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
    },
    isCut: (name) => cut.has(name.toLowerCase()),
  };
}
