/** A value of the registry as a text shows it; lines from 1. */
export interface RegistryEntry {
  /** Lower case, the hive in full: `hkey_current_user\software\microsoft\exchange`. */
  readonly key: string;
  readonly name: string;
  /** Binary data as hexadecimal bytes parted by blanks. */
  readonly value: string | number;
  readonly line: number;
  readonly to: number;
}
const hives: Readonly<Record<string, string>> = {
  hkcu: 'hkey_current_user',
  hklm: 'hkey_local_machine',
  hku: 'hkey_users',
};
const keyLine =
  /^\s{0,8}\[?-?((?:HKEY_(?:CURRENT_USER|LOCAL_MACHINE|USERS)|HKCU|HKLM|HKU)(?:\\[^\]\r\n]{1,500}|(?=\]|\s*$)))\]?\s*$/i;
const queried =
  /^\s{1,12}(\S[^\t]{0,200}?)(?:\s{2,12}|\t+)REG_(DWORD|QWORD|SZ|EXPAND_SZ|MULTI_SZ|BINARY|NONE)(?:(?:\s{2,12}|\t+|\s)(.*))?$/;
const exported = /^\s{0,8}(?:"((?:[^"\\]|\\.){0,255})"|(@))\s?=\s?(.*)$/;
/** Nobody needs more of one binary value. */
const mostLines = 200;

/** The key that a line names, undefined for any other line. */
export function registryKey(line: string): string | undefined {
  if (!/^\s{0,8}\[?-?HK/i.test(line)) return undefined;
  const key = keyLine.exec(line)?.[1]?.trim().toLowerCase();
  if (key === undefined) return undefined;
  const [hive = '', ...rest] = key.split('\\');
  return [hives[hive] ?? hive, ...rest].join('\\');
}

/** One value of `reg query` or of a .reg file, from the line `index`, below `key`. */
export function registryEntry(
  lines: readonly string[],
  index: number,
  key: string,
): RegistryEntry | undefined {
  const line = lines[index] ?? '';
  const printed = line.length > 20_000 ? null : queried.exec(line);
  if (printed !== null) {
    const [, name = '', type = '', data = ''] = printed;
    const value = typedValue(type, data.trim());
    return value === undefined ? undefined : { key, name, value, line: index + 1, to: index + 1 };
  }
  const file = exported.exec(line);
  if (file === null) return undefined;
  let data = (file[3] ?? '').trim();
  let to = index + 1;
  // A long value goes on behind a backslash.
  while (/^hex/i.test(data) && data.endsWith('\\') && to < lines.length && to - index < mostLines) {
    data = data.slice(0, -1) + (lines[to] ?? '').trim();
    to += 1;
  }
  const value = fileValue(data);
  const name = (file[1] ?? '').replace(/\\(.)/g, '$1');
  return value === undefined ? undefined : { key, name, value, line: index + 1, to };
}

function typedValue(type: string, data: string): string | number | undefined {
  switch (type) {
    case 'DWORD':
    case 'QWORD': {
      const number = /^0x([0-9a-f]{1,12})\b/i.exec(data)?.[1];
      return number === undefined ? undefined : Number.parseInt(number, 16);
    }
    case 'BINARY':
    case 'NONE':
      return spaced(data);
    default:
      return data;
  }
}
function fileValue(data: string): string | number | undefined {
  const dword = /^dword:([0-9a-f]{1,8})\b/i.exec(data)?.[1];
  if (dword !== undefined) return Number.parseInt(dword, 16);
  const text = /^"((?:[^"\\]|\\.)*)"?$/.exec(data)?.[1];
  if (text !== undefined) return text.replace(/\\(.)/g, '$1');
  const [, type, bytes] = /^hex(?:\((\w+)\))?:(.*)$/i.exec(data) ?? [];
  if (bytes === undefined) return undefined;
  // Types 1, 2 and 7 are texts in UTF-16.
  if (type !== undefined && /^[127]$/.test(type))
    return Buffer.from(bytes.replace(/[^0-9a-f]/gi, '').slice(0, 4_000), 'hex')
      .toString('utf16le')
      .replace(/\0+$/, '')
      .replaceAll('\0', ', ');
  return spaced(bytes);
}
const spaced = (text: string): string =>
  (
    text
      .replace(/[^0-9a-f]/gi, '')
      .slice(0, 2_000)
      .match(/../g) ?? []
  )
    .join(' ')
    .toLowerCase();
