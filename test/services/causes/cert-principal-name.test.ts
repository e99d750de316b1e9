import cause from '../../../services/causes/cert-principal-name.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const asks = {
  ...healthy,
  'popup.kind': 'credential',
  'client.protocol': { value: 'RPC/HTTP', from: 'pasted' },
} as const;
const wire = (commonName: string, ...others: readonly string[]) => ({
  'tls[mail.contoso.example@vip].commonName': commonName,
  'tls[mail.contoso.example@vip].names': [commonName, ...others],
  'tls[mail.contoso.example@vip].commonNameIs': commonName.startsWith('*') ? 'wildcard' : 'host',
});
const told = (name: string) => ({ 'providers.exprPrincipal': name });
table(cause, {
  shows: [
    [
      'Windows XP, and the expected name is not the first on the certificate',
      {
        'popup.kind': 'credential',
        'client.protocol': 'RPC/HTTP',
        'client.windows': '5.1',
        'providers.exprPrincipal': 'msstd:mail.contoso.example',
        'tls[mail.contoso.example@vip].commonName': 'www.contoso.example',
        'tls[mail.contoso.example@vip].names': ['www.contoso.example', 'mail.contoso.example'],
      },
      ['possible', 'likely'],
    ],
    [
      'a name that the certificate does not carry',
      { ...asks, ...told('msstd:outlook.contoso.example'), ...wire('mail.contoso.example') },
      'confirmed',
    ],
    [
      'the host’s name under a wildcard',
      { ...asks, ...told('msstd:mail.contoso.example'), ...wire('*.contoso.example') },
      'confirmed',
    ],
    [
      'a wildcard written without its dot',
      { ...asks, ...told('msstd:*contoso.example'), ...wire('*.contoso.example') },
      'confirmed',
    ],
    [
      'as told: Cancel shows the proxy certificate, since a wildcard',
      {
        'popup.kind': 'credential',
        'popup.afterCancel': 'proxy-certificate',
        'timeline.after': ['certificate-change'],
        'client.proxyPrincipalIs': 'external-host',
        'tls[mail.contoso.example@vip].commonNameIs': { value: 'wildcard', from: 'told' },
      },
      'likely',
    ],
    [
      'as told: setting the provider cured it',
      {
        'popup.kind': 'credential',
        'tried[]': [{ what: 'outlook-provider-change', result: 'cured' }],
        'client.settingReturns': ['proxy-principal'],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'Outlook speaks MAPI/HTTP',
      {
        ...asks,
        'client.protocol': { value: 'HTTP', from: 'pasted' },
        ...told('msstd:outlook.contoso.example'),
        ...wire('mail.contoso.example'),
      },
      'ruled-out',
    ],
    [
      'the names fit',
      {
        ...asks,
        ...told('msstd:mail.contoso.example'),
        ...wire('mail.contoso.example'),
        'timeline.after': ['certificate-change'],
      },
      'unlikely',
    ],
    [
      'a wildcard done right',
      { ...asks, ...told('msstd:*.contoso.example'), ...wire('*.contoso.example') },
      'unlikely',
    ],
    [
      'setting it changed nothing',
      {
        ...asks,
        ...told(''),
        ...wire('*.contoso.example'),
        'tried[]': [{ what: 'outlook-provider-change', result: 'nothing' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    [
      'a proxy certificate box about a certificate that is not trusted',
      { ...asks, 'popup.kind': 'proxy-certificate', 'tls[mail.contoso.example@vip].trusted': false },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    [
      'no name set, a wildcard: a risk',
      { ...asks, ...told(''), ...wire('*.contoso.example') },
      ['unlikely', 'possible'],
    ],
    [
      'whether Outlook Anywhere is used',
      {
        ...healthy,
        'popup.kind': 'credential',
        ...told('msstd:outlook.contoso.example'),
        ...wire('mail.contoso.example'),
      },
      'possible',
    ],
  ],
});
