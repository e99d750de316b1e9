/** Bits of userAccountControl and msDS-User-Account-Control-Computed ([MS-ADTS] 2.2.16). */
export const accountBits = {
  disabled: 0x2,
  lockedOut: 0x10,
  passwordNeverExpires: 0x1_0000,
  serverTrust: 0x2000,
  smartCardRequired: 0x4_0000,
  passwordExpired: 0x80_0000,
} as const;

export const hasBit = (value: bigint, bit: number): boolean => (value & BigInt(bit)) !== 0n;

/** Whether a logonHours mask (21 bytes, one bit an hour from Sunday 00:00 UTC) excludes a moment; undefined when it is no such mask. */
export function hoursExclude(mask: Buffer, atMs: number): boolean | undefined {
  if (mask.length !== 21) return undefined;
  const at = new Date(atMs);
  const hour = at.getUTCDay() * 24 + at.getUTCHours();
  return (((mask[hour >> 3] ?? 0) >> (hour & 7)) & 1) === 0;
}
