/** A recipient by which clients come to public folders. */
export interface Recipient {
  readonly address: string | undefined;
  readonly homeMdb: string | undefined;
  /** It has no mailbox here, and its mail goes elsewhere: to the cloud. */
  readonly online: boolean;
}
/** Bits of the organisation's heuristics: PublicFoldersEnabled None and Remote. */
const disabledBit = 0x2000n;
const remoteBit = 0x4000n;
const older = ['2010', '2007'] as const;

/**
 * Where public folders are (`publicFolders.where`): nowhere when switched off; with Remote where the named mailboxes are;
 * else where there are public folder mailboxes or the databases of older servers. Undefined when that may not be read.
 */
export function whereFolders(
  heuristics: bigint | undefined,
  remote: readonly { readonly online: boolean; readonly exchange: string | undefined }[],
  hasMailboxes: boolean,
  databaseYears: readonly string[],
): '2007' | '2010' | '2013+' | 'on-premises' | 'online' | 'none' | undefined {
  if (heuristics === undefined) return undefined;
  if ((heuristics & disabledBit) !== 0n) return 'none';
  if ((heuristics & remoteBit) !== 0n) {
    if (remote.length > 0 && remote.every(({ online }) => online)) return 'online';
    const year = older.find((one) => remote.some(({ exchange }) => exchange === one));
    return year ?? older.find((one) => databaseYears.includes(one)) ?? 'on-premises';
  }
  if (hasMailboxes) return '2013+';
  return older.find((one) => databaseYears.includes(one)) ?? 'none';
}
