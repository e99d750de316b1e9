import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  explainedBits,
  isWrongProtocolValue,
  policyText,
  type RegistryValue,
  registryFile,
  registryFileBytes,
} from '../../services/registry-file.ts';

const winHttp: RegistryValue = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp',
  name: 'DefaultSecureProtocols',
  type: 'dword',
  value: 0xa80,
  bothViews: true,
};
const redirect: RegistryValue = {
  hive: 'HKCU',
  key: 'Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover\\RedirectServers',
  name: 'autodiscover.contoso.example',
  type: 'sz',
  value: '',
  bothViews: true,
};

describe('the file', () => {
  test('holds a machine value in both views, line by line', () => {
    expect(registryFile([winHttp])).toBe(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp]',
        '"DefaultSecureProtocols"=dword:00000a80',
        '',
        '[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp]',
        '"DefaultSecureProtocols"=dword:00000a80',
        '',
        '',
      ].join('\r\n'),
    );
  });
  test('holds a value of the person once, an empty text, and a removal', () => {
    const text = registryFile([
      redirect,
      { hive: 'HKCU', key: 'Software\\Microsoft\\Exchange', name: 'MapiHttpDisabled', type: 'remove' },
    ]);
    expect(text).not.toContain('WOW6432Node');
    expect(text).toContain('"autodiscover.contoso.example"=""\r\n');
    expect(text).toContain('[HKEY_CURRENT_USER\\Software\\Microsoft\\Exchange]\r\n"MapiHttpDisabled"=-\r\n');
  });
  test('puts two values of one key under one heading', () => {
    const text = registryFile([redirect, { ...redirect, name: 'mail.contoso.example' }]);
    expect(text.match(/^\[/gm)).toHaveLength(1);
  });
  test('is stored as UTF-16 behind its mark', () => {
    const bytes = registryFileBytes(registryFile([winHttp]));
    expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x57, 0x00]);
  });
  test('no text of a value begins a line of its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', '\\', '\r', '\n', ']', '=', '\u2028') }),
        (text) => {
          const made = (): string =>
            registryFile([{ ...redirect, name: `x${text}`, type: 'sz', value: text }]);
          if (/[\r\n\u2028]/.test(text)) expect(made).toThrow('control character');
          else {
            const line = made().split('\r\n')[3] ?? '';
            const found = /^("(?:[^"\\]|\\.)*")=("(?:[^"\\]|\\.)*")$/.exec(line);
            expect([JSON.parse(found?.[1] ?? '""'), JSON.parse(found?.[2] ?? '""')]).toEqual([
              `x${text}`,
              text,
            ]);
          }
        },
      ),
    );
  });
});

describe('protocol values', () => {
  test.each([
    [0xa80, ['0x80 TLS 1.0', '0x200 TLS 1.1', '0x800 TLS 1.2'], false],
    [0xa00, ['0x200 TLS 1.1', '0x800 TLS 1.2'], false],
    [0xa8, ['0x8 SSL 2.0', '0x20 SSL 3.0', '0x80 TLS 1.0'], true],
    [0xa08, ['0x8 SSL 2.0', '0x200 TLS 1.1', '0x800 TLS 1.2'], true],
    [0x2a80, ['0x80 TLS 1.0', '0x200 TLS 1.1', '0x800 TLS 1.2', '0x2000 TLS 1.3'], false],
    [0, [], true],
    [0x801, ['0x800 TLS 1.2', '0x1 no known protocol'], false],
  ])('%d is explained bit by bit', (value, bits, wrong) => {
    expect(explainedBits('SecureProtocols', value)).toEqual(bits);
    expect(isWrongProtocolValue(value)).toBe(wrong);
  });
  test.each([0xa8, 0xa08, 0x80, 0, -1, 2 ** 32, 1.5])('%d is never written', (value) => {
    for (const name of ['SecureProtocols', 'DefaultSecureProtocols']) {
      expect(() => registryFile([{ ...winHttp, name, type: 'dword', value }])).toThrow(name);
      expect(() => policyText([{ ...winHttp, name, type: 'dword', value }])).toThrow(name);
    }
  });
  test('a level is explained by its words, an unknown value by nothing', () => {
    expect(explainedBits('LmCompatibilityLevel', 2)).toEqual(['2 sends NTLM only (NTLMv1)']);
    expect(explainedBits('LmCompatibilityLevel', 9)).toEqual([]);
    expect(explainedBits('Anything', 1)).toEqual([]);
  });
});

test('a policy names side, hive, key, name, type and value in both views', () => {
  expect(policyText([winHttp])).toEqual([
    'Computer Configuration > Preferences > Windows Settings > Registry: hive HKEY_LOCAL_MACHINE, key SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp, value name DefaultSecureProtocols, action Update, type REG_DWORD, value 0xA80',
    'Computer Configuration > Preferences > Windows Settings > Registry: hive HKEY_LOCAL_MACHINE, key SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp, value name DefaultSecureProtocols, action Update, type REG_DWORD, value 0xA80',
  ]);
});
