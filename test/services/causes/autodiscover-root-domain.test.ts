import cause from '../../../services/causes/autodiscover-root-domain.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const wrong = {
  'tls[contoso.example@vip].nameMatches': false,
  'tls[contoso.example@vip].trusted': true,
  'tls[contoso.example@vip].names': ['www.contoso.example'],
};
const sound = (host: string) => ({
  [`tls[${host}@vip].nameMatches`]: true,
  [`tls[${host}@vip].trusted`]: true,
  [`tls[${host}@vip].notAfter`]: hoursBefore(-5000),
});
const right = { ...sound('autodiscover.contoso.example'), ...sound('mail.contoso.example') };
const root = (status: number) => ({ 'autodiscover[contoso.example@vip/root].status': status });
const warning = { 'popup.kind': 'certificate' };
table(cause, {
  shows: [
    [
      'a certificate warning, and only the mail domain has a wrong one',
      { ...healthy, ...warning, ...wrong, ...right },
      'confirmed',
    ],
    [
      'the warning names the mail domain',
      { ...warning, ...wrong, 'popup.hostIs': told('mail-domain') },
      'confirmed',
    ],
    [
      'told only: the certificate of the web site, since the web site changed',
      {
        ...warning,
        'popup.certificateOf': 'web-site',
        'timeline.after': ['dns-change'],
        'scope.affected': 'all',
        'client.outlookBuild': '16',
      },
      'likely',
    ],
    [
      'a password box of the web site',
      {
        'popup.kind': 'credential',
        'popup.host': 'contoso.example',
        ...root(401),
        'autodiscover[contoso.example@vip/root].server': 'nginx',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'a web server that offers a Windows logon, which Outlook answers by itself',
      {
        'popup.kind': 'credential',
        'popup.host': told('contoso.example'),
        ...root(401),
        'autodiscover[contoso.example@vip/root].schemes': ['Negotiate', 'NTLM'],
        'autodiscover[contoso.example@vip/root].server': 'Microsoft-IIS/10.0',
      },
      ['possible', 'unlikely'],
    ],
    [
      'the box names autodiscover.<mail domain>, where a web site answers',
      {
        ...warning,
        'popup.host': 'autodiscover.contoso.example',
        'popup.certificateOf': 'web-site',
        'timeline.after': ['dns-change'],
        'scope.affected': 'all',
        'client.outlookBuild': '16',
      },
      ['possible', 'unlikely'],
    ],
    [
      'the box names the namespace',
      { ...warning, ...wrong, 'popup.hostIs': told('namespace') },
      ['possible', 'unlikely'],
    ],
    [
      'the certificate of the own server',
      { ...warning, ...wrong, 'popup.certificateOf': told('own-server') },
      ['possible', 'unlikely'],
    ],
    [
      'nothing answers there',
      { ...warning, ...root(404), 'popup.hostIs': 'mail-domain' },
      ['possible', 'unlikely'],
    ],
    ['a restart', { ...wrong, ...right, 'popup.kind': 'restart' }, ['possible', 'unlikely']],
    [
      'a wrong certificate and a password box',
      { ...wrong, ...right, 'popup.kind': 'credential' },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    [
      'another certificate was not looked at wholly',
      { ...healthy, ...warning, ...wrong, 'tls[mail.contoso.example@vip].nameMatches': true },
      ['possible', 'unlikely'],
    ],
    ['nothing', {}, 'unlikely'],
    ['a wrong certificate there, no box told', { ...healthy, ...wrong, ...right }, ['possible', 'unlikely']],
    ['a warning of which nobody knows the host', { ...warning, ...wrong }, ['possible', 'unlikely']],
  ],
});
