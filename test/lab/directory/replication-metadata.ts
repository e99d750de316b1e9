import { guidOf } from '../world/mailbox-defaults.ts';
import { fileTime, type Stated } from './entry.ts';

export interface Stamp {
  readonly attribute: string;
  readonly changedAt: string;
  readonly version: number;
}
const seconds = (iso: string) => `${iso.slice(0, 19)}Z`;
const tail = (stamp: Stamp, dsa: string) => {
  const usn = Number((BigInt(fileTime(stamp.changedAt)) / 10_000_000n) % 10_000_000n) + 12_000;
  return `	<dwVersion>${stamp.version}</dwVersion>
	<ftimeLastOriginatingChange>${seconds(stamp.changedAt)}</ftimeLastOriginatingChange>
	<uuidLastOriginatingDsaInvocationID>${guidOf(`dsa ${dsa}`)}</uuidLastOriginatingDsaInvocationID>
	<usnOriginatingChange>${usn}</usnOriginatingChange>
	<usnLocalChange>${usn}</usnLocalChange>
	<pszLastOriginatingDsaDN>${escaped(dsa)}</pszLastOriginatingDsaDN>
`;
};
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Attributes that replicate as links, one stamp a value; back-links and constructed ones do not replicate at all. */
const linked = new Set(
  [
    ...['homeMDB', 'member', 'memberOf', 'publicDelegates', 'publicDelegatesBL', 'msExchPublicFolderMailbox'],
    ...['msExchDelegateListLink', 'msExchDelegateListBL', 'msExchArchiveDatabaseLink'],
    ...['badPwdCount', 'badPasswordTime', 'whenChanged', 'distinguishedName'],
  ].map((name) => name.toLowerCase()),
);

/** A stamp for every attribute that the object has: what was never written has none. */
export function stampsOf(
  attributes: Readonly<Record<string, Stated>>,
  createdAt: string,
  known: Readonly<Record<string, { readonly changedAt: string; readonly version: number }>>,
): Stamp[] {
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    const read = typeof value === 'function' ? value() : value;
    const empty = read === undefined || (Array.isArray(read) && read.length === 0);
    if (empty || attribute.startsWith('?') || linked.has(attribute.toLowerCase())) return [];
    return [{ attribute, ...(known[attribute] ?? { changedAt: createdAt, version: 1 }) }];
  });
}

/** A value of msDS-ReplAttributeMetaData ([MS-ADTS] 3.1.1.4.5.20); AD ends it with a NUL. */
export const attributeMetadata = (stamp: Stamp, dsa: string): string => `<DS_REPL_ATTR_META_DATA>
	<pszAttributeName>${stamp.attribute}</pszAttributeName>
${tail(stamp, dsa)}</DS_REPL_ATTR_META_DATA>
\0`;

/** A value of msDS-ReplValueMetaData: the stamp of one value of a linked attribute ([MS-ADTS] 3.1.1.4.5.21). */
export const valueMetadata = (
  stamp: Stamp & { readonly object: string; readonly createdAt: string },
  dsa: string,
): string => `<DS_REPL_VALUE_META_DATA>
	<pszAttributeName>${stamp.attribute}</pszAttributeName>
	<pszObjectDn>${escaped(stamp.object)}</pszObjectDn>
	<cbData>0</cbData>
	<pbData></pbData>
	<ftimeDeleted>1601-01-01T00:00:00Z</ftimeDeleted>
	<ftimeCreated>${seconds(stamp.createdAt)}</ftimeCreated>
${tail(stamp, dsa)}</DS_REPL_VALUE_META_DATA>
\0`;
