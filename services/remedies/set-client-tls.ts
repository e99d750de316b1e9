import { defaultProtocols, onlyTls10Somewhere, userProtocols } from '../readings/client-tls.ts';
import { whenLikely } from '../readings/offers.ts';
import {
  explainedBits,
  hexadecimal,
  policyText,
  type RegistryValue,
  registryFile,
} from '../registry-file.ts';
import { advice } from '../remedy.ts';

const winHttp = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp';
const internet = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const channel = (version: string, name: string, value: number): RegistryValue => ({
  hive: 'HKLM',
  key: `SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS ${version}\\Client`,
  name,
  type: 'dword',
  value,
});
const written = (value: number | undefined): string => (value === undefined ? 'unseen' : hexadecimal(value));

export default advice({
  id: 'set-client-tls',
  title: 'Let Windows on this PC offer TLS 1.1 and 1.2',
  effect: 'person',
  parameters: (seen) => ({
    // 0xA00 drops TLS 1.0, which an endpoint may be the only thing to speak (a CAS on Windows Server 2008 R2): 0xA80 until none is left.
    winHttp: onlyTls10Somewhere(seen) === false ? 0xa00 : 0xa80,
    before: `DefaultSecureProtocols ${written(defaultProtocols(seen))}, SecureProtocols ${written(userProtocols(seen))}`,
  }),
  when: whenLikely,
  steps: (_, { winHttp: bits, before }) => {
    const value = Number(bits);
    const machine: readonly RegistryValue[] = [
      { hive: 'HKLM', key: winHttp, name: 'DefaultSecureProtocols', type: 'dword', value, bothViews: true },
      ...['1.1', '1.2'].flatMap((version) => [
        channel(version, 'DisabledByDefault', 0),
        channel(version, 'Enabled', 1),
      ]),
    ];
    const person: readonly RegistryValue[] = [
      { hive: 'HKCU', key: internet, name: 'SecureProtocols', type: 'dword', value: 0xa80 },
    ];
    return [
      `Write down what is there: ${before}.`,
      'Windows 7, Windows Server 2008 R2 and 2012: install KB3140245 first; without it the value does nothing.',
      `DefaultSecureProtocols ${hexadecimal(value)} is ${explainedBits('DefaultSecureProtocols', value).join(' + ')}${value === 0xa80 ? '; 0xA00, without TLS 1.0, is right only where no server that the client needs speaks TLS 1.0 alone' : '; every endpoint that was seen speaks something newer than TLS 1.0'}.`,
      `SecureProtocols 0xA80 is ${explainedBits('SecureProtocols', 0xa80).join(' + ')}. Never 0xA8: that is ${explainedBits('SecureProtocols', 0xa8).join(' + ')}.`,
      `As a file for the registry editor, run as administrator, saved as UTF-16:\n${registryFile(machine)}`,
      `For the person who is signed in, only where SecureProtocols is there with a wrong value:\n${registryFile(person)}`,
      ...policyText([...machine, ...person]).map((line) => `Or by group policy: ${line}`),
      'Restart the PC.',
    ];
  },
  consequences:
    'Programs on this PC that use WinHTTP offer the newer versions; a server that fails on them shows it.',
  rollback: 'Put back the values that were written down; delete those that were not there.',
  verification:
    'Autodiscover, free/busy and the address book work from this PC, and the values are those above in both views.',
  source: 'Microsoft KB3140245; WinHTTP option flags',
});
