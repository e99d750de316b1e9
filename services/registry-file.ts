/** One value as it shall stand in a client's registry. */
export type RegistryValue = {
  readonly hive: 'HKCU' | 'HKLM';
  /** Below the hive: `SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp`. */
  readonly key: string;
  /** The value's name; empty for the key's default value. */
  readonly name: string;
  /** Also below `SOFTWARE\WOW6432Node`, which 32-bit programs read on 64-bit Windows; `HKCU` has one view only. */
  readonly bothViews?: boolean;
} & (
  | { readonly type: 'dword'; readonly value: number }
  | { readonly type: 'sz'; readonly value: string }
  | { readonly type: 'remove' }
);

/** WINHTTP_FLAG_SECURE_PROTOCOL_*: the bits of `SecureProtocols` and `DefaultSecureProtocols`. */
const protocolBits = [
  [0x8, 'SSL 2.0'],
  [0x20, 'SSL 3.0'],
  [0x80, 'TLS 1.0'],
  [0x200, 'TLS 1.1'],
  [0x800, 'TLS 1.2'],
  [0x2000, 'TLS 1.3'],
] as const;
const tls12OrLater = 0x800 | 0x2000;
const brokenSsl = 0x8 | 0x20;

/** Whether a value of `SecureProtocols` or `DefaultSecureProtocols` keeps TLS 1.2 off or lets SSL 2.0 or 3.0 in. */
export const isWrongProtocolValue = (value: number): boolean =>
  (value & tls12OrLater) === 0 || (value & brokenSsl) !== 0;

/** A number as the registry editor shows it: `0xA80`. */
export const hexadecimal = (value: number): string => `0x${(value >>> 0).toString(16).toUpperCase()}`;

const lmLevels = [
  'sends LM and NTLM, never NTLMv2 session security',
  'sends LM and NTLM, NTLMv2 session security where agreed',
  'sends NTLM only (NTLMv1)',
  'sends NTLMv2 only',
  'sends NTLMv2 only; as a server refuses LM',
  'sends NTLMv2 only; as a server refuses LM and NTLM',
] as const;

/** What the bits or the level of a documented value say, one entry a bit; empty where the value has no such meaning. */
export function explainedBits(name: string, value: number): readonly string[] {
  switch (name.toLowerCase()) {
    case 'secureprotocols':
    case 'defaultsecureprotocols': {
      const known = protocolBits.reduce((sum, [bit]) => sum | bit, 0);
      const rest = (value & ~known) >>> 0;
      return [
        ...protocolBits
          .filter(([bit]) => (value & bit) !== 0)
          .map(([bit, says]) => `${hexadecimal(bit)} ${says}`),
        ...(rest === 0 ? [] : [`${hexadecimal(rest)} no known protocol`]),
      ];
    }
    case 'lmcompatibilitylevel': {
      const says = lmLevels[value];
      return says === undefined ? [] : [`${value} ${says}`];
    }
    case 'mapihttpdisabled':
      return [value === 1 ? '1 MAPI/HTTP is off on this PC' : `${value} MAPI/HTTP is left on`];
    default:
      return [];
  }
}

const hives = { HKCU: 'HKEY_CURRENT_USER', HKLM: 'HKEY_LOCAL_MACHINE' } as const;
// A line break would begin a line of its own in the file: another value, or another key.
function whole(text: string): string {
  if (/\p{Cc}|[\u2028\u2029]/u.test(text)) throw new RangeError('a registry text holds a control character');
  return text;
}
const literal = (text: string): string => `"${whole(text).replace(/[\\"]/g, '\\$&')}"`;
const software = /^SOFTWARE(?=\\)/i;

/** The same value in each view of the registry in which it shall stand. */
export const inEachView = (value: RegistryValue): readonly RegistryValue[] =>
  value.bothViews === true && value.hive === 'HKLM' && software.test(value.key)
    ? [value, { ...value, key: value.key.replace(software, 'SOFTWARE\\WOW6432Node') }]
    : [value];

function checked(value: RegistryValue): RegistryValue {
  if (value.type !== 'dword') return value;
  if (!Number.isInteger(value.value) || value.value < 0 || value.value > 0xffffffff) {
    throw new RangeError(`${value.name} must be a number of 32 bits, not ${value.value}`);
  }
  if (/^(Default)?SecureProtocols$/i.test(value.name) && isWrongProtocolValue(value.value)) {
    throw new RangeError(
      `${value.name} = ${hexadecimal(value.value)} would allow ${explainedBits(value.name, value.value).join(', ') || 'nothing'}`,
    );
  }
  return value;
}
function data(value: RegistryValue): string {
  switch (value.type) {
    case 'dword':
      return `dword:${value.value.toString(16).padStart(8, '0')}`;
    case 'sz':
      return literal(value.value);
    case 'remove':
      return '-';
  }
}

/** A file for the registry editor, version 5.00, as text with its line ends; it is stored by `registryFileBytes`. */
export function registryFile(values: readonly RegistryValue[]): string {
  const keys = new Map<string, string[]>();
  for (const value of values.map(checked).flatMap(inEachView)) {
    const key = `${hives[value.hive]}\\${whole(value.key)}`;
    const lines = keys.get(key) ?? [];
    lines.push(`${value.name === '' ? '@' : literal(value.name)}=${data(value)}`);
    keys.set(key, lines);
  }
  const sections = [...keys].map(([key, lines]) => [`[${key}]`, ...lines, ''].join('\r\n'));
  return ['Windows Registry Editor Version 5.00', '', ...sections, ''].join('\r\n');
}

/** The bytes of such a file: version 5.00 is UTF-16, least significant byte first, behind its mark. */
export const registryFileBytes = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

/** The same values for a group policy preference, one line each. */
export const policyText = (values: readonly RegistryValue[]): readonly string[] =>
  values
    .map(checked)
    .flatMap(inEachView)
    .map((value) => {
      const side = value.hive === 'HKLM' ? 'Computer' : 'User';
      const what =
        value.type === 'remove'
          ? 'action Delete'
          : value.type === 'dword'
            ? `action Update, type REG_DWORD, value ${hexadecimal(value.value)}`
            : `action Update, type REG_SZ, value ${literal(value.value)}`;
      return `${side} Configuration > Preferences > Windows Settings > Registry: hive ${hives[value.hive]}, key ${whole(value.key)}, value name ${value.name === '' ? '(default)' : whole(value.name)}, ${what}`;
    });
