export interface ExchangeVersion {
  /** `15.1.2507.6`; without the last part when only the packed number is known. */
  readonly build: string;
  /** The year Exchange is called by, undefined for a version not known here. */
  readonly exchange: string | undefined;
}

/**
 * The version in an Exchange server's serialNumber: `Version 15.1 (Build 32507.6)`, where 2007 and later
 * add 30000 to the build. It tells the cumulative update, not the security update.
 */
export function readSerialNumber(text: string): ExchangeVersion | undefined {
  const match = /Version\s+(\d+)\.(\d+)\s*\(Build\s+(\d+)(?:\.(\d+))?/i.exec(text);
  if (match === null) return undefined;
  const [, major, minor, raw, revision] = match.map(Number);
  if (major === undefined || minor === undefined || raw === undefined) return undefined;
  const build = raw >= 30_000 ? raw - 30_000 : raw;
  const last = match[4] === undefined ? '' : `.${revision}`;
  return { build: `${major}.${minor}.${build}${last}`, exchange: yearOf(major, minor) };
}

/** The version in a packed 32-bit number: versionNumber of the directory, ServerVersion of Autodiscover, BEVersion of logs. */
export function readPackedVersion(packed: bigint | number): ExchangeVersion | undefined {
  const word = Number(BigInt.asUintN(32, BigInt(packed)));
  const major = (word >>> 22) & 0x3f;
  const minor = (word >>> 16) & 0x3f;
  if (major === 0) return undefined;
  return { build: `${major}.${minor}.${word & 0x7fff}`, exchange: yearOf(major, minor) };
}

/** The year of a version, `2016` for 15.1. */
export function yearOf(major: number, minor: number): string | undefined {
  if (major === 8) return '2007';
  if (major === 14) return '2010';
  if (major !== 15) return undefined;
  return ['2013', '2016', '2019'][minor];
}

/** msExchCurrentServerRoles as words: 2 mailbox, 4 and 16384 client access, 16 unified messaging, 32 hub, 64 edge. */
export function readRoles(bits: number): readonly string[] {
  const roles: readonly (readonly [number, string])[] = [
    [0x2, 'mailbox'],
    [0x4004, 'cas'],
    [0x20, 'hub'],
    [0x10, 'um'],
    [0x40, 'edge'],
  ];
  return roles.filter(([bit]) => (bits & bit) !== 0).map(([, role]) => role);
}
