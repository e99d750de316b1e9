import { describe, expect, test } from '@jest/globals';
import { readPasted } from '../../../services/pasting/read-pasted.ts';
import registryValues from '../../../services/readers/registry-values.ts';
import { registryFile, registryFileBytes } from '../../../services/registry-file.ts';
import { factsOf, isQuick, mailbox, now, pastedTo, standsAnything } from './reading.ts';
import samples, { file, query } from './samples/registry-values.ts';

const facts = (text: string) => factsOf(pastedTo(registryValues, text));

describe('reg query', () => {
  test('values, policies and hosts that Outlook is led to', () => {
    const read = pastedTo(registryValues, query);
    expect(factsOf(read)).toEqual({
      'client.registry[MapiHttpDisabled]': 1,
      'client.policy[ExcludeHttpsRootDomain]': 1,
      'client.registry[redirectservers\\autodiscover.contoso.example]': '',
    });
    expect(read.understood.map(({ says }) => says)).toContain(
      'MapiHttpDisabled = 0x1: 1 MAPI/HTTP is off on this PC',
    );
    expect(read.ignored).toEqual([{ from: 5, to: 5, says: 'a registry value that explains no popup' }]);
  });
  test('a value that is not there is a fact', () => {
    expect(
      facts(`C:\\>reg query HKCU\\Software\\Microsoft\\Exchange /v MapiHttpDisabled


FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.`),
    ).toEqual({ 'client.registry[MapiHttpDisabled]': '' });
  });
  test('that a value is not there belongs to the command without an answer, and else to none', () => {
    const missing = 'FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.';
    const exchange = 'reg query HKCU\\Software\\Microsoft\\Exchange /v MapiHttpDisabled';
    const answer =
      'HKEY_CURRENT_USER\\Software\\Microsoft\\Exchange\n    MapiHttpDisabled    REG_DWORD    0x1';
    const lsa = 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel';
    const answered = pastedTo(registryValues, `${exchange}\n\n${answer}\n\n${missing}`);
    expect(factsOf(answered)).toEqual({ 'client.registry[MapiHttpDisabled]': 1 });
    expect(answered.ignored.map(({ from, says }) => [from, says])).toEqual([
      [6, expect.stringMatching(/^that a value is not there, and which one cannot be told/)],
    ]);
    expect(facts(`${exchange}\n${lsa}\n\n${answer}\n\n${missing}`)).toEqual({
      'client.registry[MapiHttpDisabled]': 1,
      'client.registry[LmCompatibilityLevel]': '',
    });
    expect(facts(`${exchange}\n${lsa}\n${missing}`)).toEqual({});
    expect(facts(missing)).toEqual({});
  });
  test('of a server says nothing of the PC', () => {
    expect(
      facts(`C:\\>reg query \\\\ex16a\\HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel

HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa
    LmCompatibilityLevel    REG_DWORD    0x2
`),
    ).toEqual({ 'servers[ex16a].lmCompatibilityLevel': 2 });
  });
});

describe('.reg files', () => {
  test('both views, bit by bit', () => {
    const read = pastedTo(registryValues, file);
    expect(factsOf(read)).toEqual({
      'client.registry[DefaultSecureProtocols]': 0xa80,
      'client.registry[software\\wow6432node\\microsoft\\windows\\currentversion\\internet settings\\winhttp\\DefaultSecureProtocols]': 0xa8,
      'client.registry[SecureProtocols]': 0xa80,
      'client.registry[LmCompatibilityLevel]': 1,
      'client.registry[TLS 1.2\\client\\DisabledByDefault]': 0,
      'client.registry[00036619]': '01 f0 00 80',
      // The view of a 32-bit Outlook shuts TLS 1.2 out.
      'client.tlsDefaultProtocols': 0xa8,
      'client.tlsUserProtocols': 0xa80,
      'client.lmCompatibilityLevel': 1,
      'client.webProxy': 'proxy.contoso.example:8080',
    });
    expect(read.understood.map(({ says }) => says)).toContain(
      'DefaultSecureProtocols = 0xA8: 0x8 SSL 2.0, 0x20 SSL 3.0, 0x80 TLS 1.0',
    );
  });
  test('in UTF-16, as the editor writes them and as we do', () => {
    const bytes = registryFileBytes(
      registryFile([
        {
          hive: 'HKCU',
          key: 'Software\\Microsoft\\Exchange',
          name: 'MapiHttpDisabled',
          type: 'dword',
          value: 1,
        },
      ]),
    );
    const read = readPasted(bytes, { mailbox, now, readers: [registryValues] });
    expect(factsOf(read)).toEqual({ 'client.registry[MapiHttpDisabled]': 1 });
  });
  test('of another person’s hive are not hers', () => {
    const other = `[HKEY_USERS\\S-1-5-21-1-2-3-1105\\Software\\Microsoft\\Exchange]\n"MapiHttpDisabled"=dword:00000001`;
    expect(factsOf(pastedTo(registryValues, other, { person: ['S-1-5-21-1-2-3-1104'] }))).toEqual({});
  });
  test('half of one', () => {
    expect(facts('"MapiHttpDisabled"=dword:00000001')).toEqual({});
    expect(facts('[HKEY_CURRENT_USER\\Software\\Microsoft\\Exchange]\n"MapiHttpDisabled"=dwor')).toEqual({});
  });
});

test('Windows and Outlook by their values; not those of a server', () => {
  const windows = (product: string) => `HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion
    ProductName    REG_SZ    ${product}
    CurrentVersion    REG_SZ    6.3
    CurrentBuildNumber    REG_SZ    19045

HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration
    VersionToReport    REG_SZ    16.0.16731.20460`;
  expect(facts(windows('Windows 10 Pro'))).toEqual({
    'client.windows': '10.0',
    'client.outlookBuild': '16.0.16731.20460',
  });
  expect(facts(windows('Windows Server 2019 Standard'))['client.windows']).toBeUndefined();
});
test('stands anything', () => standsAnything(registryValues, samples));
test('is quick', () => {
  for (const sample of [query, file, '"a"=hex:\\', 'reg query HKLM\\a']) isQuick(registryValues, sample);
});
