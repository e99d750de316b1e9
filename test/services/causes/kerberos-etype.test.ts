import cause from '../../../services/causes/kerberos-etype.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const noType = { server: 'dc1', log: 'system', at: hoursBefore(2), eventId: 16, signature: 'no-etype' };
table(cause, {
  shows: [
    [
      'told: since domain controllers were updated, RC4 only, another one works',
      {
        'popup.kind': 'credential',
        'timeline.after': ['os-update'],
        'kerberos.encryptionTypes': told(['rc4']),
        'scope.otherDcWorks': true,
      },
      'likely',
    ],
    [
      'told: only with Kerberos, RC4 only, NTLM cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['os-update'],
        'kerberos.encryptionTypes': told(['rc4']),
        'scope.only': ['with:kerberos'],
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'an event of the domain controller as it stands, NTLM cures',
      {
        'popup.kind': 'credential',
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
        ...lines({
          server: 'dc1',
          log: 'system',
          eventId: 14,
          text: 'the account exchASA$ did not have a suitable key for generating a Kerberos ticket. The requested etypes : 18 17.',
        }),
      },
      ['possible', 'likely'],
    ],
    [
      'the domain controller says so, and the account has RC4 only',
      { ...healthy, 'popup.kind': 'credential', 'kerberos.encryptionTypes': ['rc4'], ...lines(noType) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'the account has AES',
      {
        ...healthy,
        'popup.kind': 'credential',
        'kerberos.encryptionTypes': ['rc4', 'aes256'],
        'timeline.after': ['os-update'],
        'scope.otherDcWorks': true,
      },
      'unlikely',
    ],
    [
      'the name stands on a wrong account',
      {
        'popup.kind': 'credential',
        'timeline.after': ['os-update'],
        'scope.only': ['with:kerberos'],
        'spn[mail.contoso.example].rightAccount': false,
      },
      'unlikely',
    ],
    [
      'PCs outside the domain',
      { 'popup.kind': 'credential', 'timeline.after': ['os-update'], 'scope.only': ['not-domain-joined'] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['RC4 only, nothing fails', { ...healthy, 'kerberos.encryptionTypes': ['rc4'] }, 'possible'],
    [
      'no ticket for somebody, and no box of hers',
      { ...healthy, 'kerberos.encryptionTypes': ['rc4'], ...lines(noType) },
      'possible',
    ],
    ['an update, nothing else', { 'popup.kind': 'credential', 'timeline.after': ['os-update'] }, 'unlikely'],
  ],
});
