import cause from '../../../services/causes/cert-name-url-mismatch.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'certificate' };
const url = (host: string) => ({ 'vdirs[ex16a/ews].internalUrl': `https://${host}/EWS/Exchange.asmx` });
const shown = (host: string, ...names: readonly string[]) => ({
  [`tls[${host}@vip].nameMatches`]: names.includes(host),
  [`tls[${host}@vip].names`]: names,
  [`tls[${host}@vip].selfSigned`]: false,
});
table(cause, {
  shows: [
    [
      'a URL whose host is not on its certificate',
      { ...asks, ...url('ex16a.corp.local'), ...shown('ex16a.corp.local', 'mail.contoso.example') },
      'confirmed',
    ],
    [
      'as told: the right certificate, asked for by the server’s name',
      {
        'popup.kind': 'certificate',
        'popup.certificateOf': 'namespace',
        'popup.hostIs': 'own-server',
        'timeline.after': ['certificate-change'],
      },
      'likely',
    ],
    [
      'as told: host and names in the box, since a new certificate',
      {
        'popup.kind': 'certificate',
        'popup.host': 'ex16a.corp.local',
        'popup.certificateNames': ['mail.contoso.example', 'autodiscover.contoso.example'],
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
        'timeline.after': ['certificate-change'],
      },
      'likely',
    ],
    [
      'as told: other addresses cured it',
      {
        'popup.kind': 'certificate',
        'popup.certificateOf': 'namespace',
        'popup.hostIs': 'own-server',
        'tried[]': [{ what: 'url-change', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'every name fits',
      { ...asks, ...url('mail.contoso.example'), ...shown('mail.contoso.example', 'mail.contoso.example') },
      'unlikely',
    ],
    [
      'a wildcard that covers it',
      {
        ...asks,
        ...url('mail.contoso.example'),
        'tls[mail.contoso.example@vip].names': ['*.contoso.example'],
      },
      'unlikely',
    ],
    [
      'the box shows a web site’s',
      {
        ...asks,
        'popup.certificateOf': 'web-site',
        'popup.hostIs': 'mail-domain',
        'timeline.after': ['certificate-change'],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a server’s own certificate instead',
      {
        ...asks,
        ...url('ex16b.corp.local'),
        ...shown('ex16b.corp.local', 'ex16b'),
        'tls[ex16b.corp.local@vip].selfSigned': true,
      },
      ['unlikely', 'possible'],
    ],
    [
      'names looked at in part',
      {
        ...asks,
        ...url('ex16a.corp.local'),
        'tls[mail.contoso.example@vip].names': ['mail.contoso.example', '…'],
      },
      'unlikely',
    ],
  ],
});
