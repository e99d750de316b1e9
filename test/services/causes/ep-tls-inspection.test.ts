import cause from '../../../services/causes/ep-tls-inspection.ts';
import { badBinding, off, protectedServers, toldOnly } from './extended-protection-facts.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const issuer = (value: string) => ({ 'client.certificateIssuerSeen': { value, from: 'pasted' as const } });
const ours = { 'tls[mail.contoso.example@vip].issuer': 'CN=Contoso Issuing CA, DC=corp' };
table(cause, {
  shows: [
    [
      'told: only PCs with one scanner, since Extended Protection',
      { ...toldOnly, 'scope.only': ['with:scanner'] },
      'likely',
    ],
    [
      'told: the scanner off cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['extended-protection'],
        'client.scanner': told('Bitdefender'),
        'tried[]': [{ what: 'antivirus-off', result: 'cured' }],
      },
      'likely',
    ],
    [
      'the certificate that the PC is shown is the scanner’s',
      { ...protectedServers, ...ours, ...issuer('CN=Bitdefender Personal CA') },
      'confirmed',
    ],
    [
      'it is issued by nobody we know',
      { ...protectedServers, ...ours, ...issuer('CN=Web Gateway Root'), ...lines(badBinding) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'Extended Protection is off',
      { ...protectedServers, ...off, ...ours, ...issuer('CN=Bitdefender Personal CA') },
      'ruled-out',
    ],
    ['the issuer is ours', { ...protectedServers, ...ours, ...issuer('CN=Contoso Issuing CA') }, 'unlikely'],
    [
      'past the device it works',
      { ...toldOnly, 'scope.directWorks': true, 'client.scanner': told('Kaspersky') },
      ['unlikely', 'possible'],
    ],
    [
      'the scanner off changed nothing',
      {
        'popup.kind': 'credential',
        'timeline.after': ['extended-protection'],
        'client.scanner': told('Kaspersky'),
        'tried[]': [{ what: 'antivirus-off', result: 'nothing' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a scanner, nothing else', { 'client.scanner': told('Kaspersky') }, 'unlikely'],
    [
      'the issuer told only',
      { ...protectedServers, 'client.certificateIssuerSeen': told('Kaspersky') },
      ['possible', 'unlikely'],
    ],
  ],
});
