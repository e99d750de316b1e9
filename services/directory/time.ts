/** 100 ns between 1601-01-01 and 1970-01-01 UTC ([MS-DTYP] 2.3.3). */
const toUnix = 116_444_736_000_000_000n;
const neverFiletime = 0x7fff_ffff_ffff_ffffn;

/** ms since the epoch of a FILETIME in 100 ns since 1601, undefined for never (0 or the largest). */
export function filetimeToMs(value: bigint): number | undefined {
  if (value <= 0n || value >= neverFiletime) return undefined;
  const ms = Number((value - toUnix) / 10_000n);
  return Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

/** ISO time of a FILETIME, undefined for never. */
export function filetimeToIso(value: bigint): string | undefined {
  const ms = filetimeToMs(value);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** ISO time of an LDAP generalized time (RFC 4517 3.3.13: `20261120070000.0Z`), undefined when it is none. */
export function generalizedToIso(value: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})$/.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute = '00', second = '00', zone = 'Z'] = match;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
