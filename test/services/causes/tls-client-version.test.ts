import cause from '../../../services/causes/tls-client-version.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const strict = { 'tls[mail.contoso.example@vip].versions': ['1.2', '1.3'] };
const lenient = { 'tls[mail.contoso.example@vip].versions': ['1.0', '1.1', '1.2'] };
const pasted = (value: number) => ({ value, from: 'pasted' as const });
table(cause, {
  shows: [
    [
      'the registry is pasted, the probe finds TLS 1.2 alone',
      { ...healthy, ...strict, 'client.tlsDefaultProtocols': pasted(0x80), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'SecureProtocols 0xA8 by word of a .reg file',
      {
        ...healthy,
        ...strict,
        'client.registry[SecureProtocols]': { value: 'dword:000000a8', from: 'pasted' },
      },
      'confirmed',
    ],
    [
      'told: TLS 1.0 was switched off, only Windows 7 asks, the update cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['tls-change'],
        'scope.only': ['windows:6.1'],
        'tried[]': [{ what: 'os-update', result: 'cured' }],
      },
      'likely',
    ],
    [
      'told: after a change of TLS, Windows 7',
      {
        'popup.kind': 'disconnected',
        'timeline.after': ['tls-change'],
        'client.windows': '6.1',
        'scope.only': ['windows:6.1'],
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'the PC offers what the server takes',
      { ...healthy, ...strict, 'client.tlsDefaultProtocols': pasted(0xa80) },
      'ruled-out',
    ],
    [
      'TLS 1.0 is still taken',
      { ...healthy, ...lenient, 'client.tlsDefaultProtocols': pasted(0x80) },
      'ruled-out',
    ],
    [
      'Windows 10',
      { ...healthy, ...strict, 'client.windows': '10.0.19045', 'timeline.after': ['tls-change'] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['strict servers alone', { ...healthy, ...strict }, 'unlikely'],
    [
      'Windows 7, servers that take TLS 1.0',
      { ...healthy, ...lenient, 'client.windows': '6.1' },
      ['unlikely', 'ruled-out'],
    ],
  ],
});
