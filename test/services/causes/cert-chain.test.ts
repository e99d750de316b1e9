import cause from '../../../services/causes/cert-chain.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'certificate' };
const shown = (node: string, trusted: boolean, issuer = 'Example CA 2') => ({
  [`tls[mail.contoso.example@${node}].trusted`]: trusted,
  [`tls[mail.contoso.example@${node}].selfSigned`]: false,
  [`tls[mail.contoso.example@${node}].issuer`]: issuer,
});
table(cause, {
  shows: [
    [
      'the common name does not send the chain that a server sends',
      { ...asks, ...shown('ex16a', true), ...shown('vip', false) },
      'confirmed',
    ],
    [
      'one server alone does not, and nobody saw her come to it',
      { ...asks, ...shown('ex16a', true), ...shown('ex16b', false) },
      'possible',
    ],
    ['revoked', { ...asks, 'tls[mail.contoso.example@vip].error': 'certificate revoked' }, 'confirmed'],
    [
      'as told: issuer not trusted, since another certificate, only outside the domain',
      {
        'popup.kind': 'certificate',
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
        'timeline.after': ['certificate-change'],
        'scope.only': ['not-domain-joined'],
      },
      'likely',
    ],
    [
      'as told: Windows XP, a hotfix cured it',
      {
        'popup.kind': 'proxy-certificate',
        'client.windows': '5.1',
        'timeline.after': ['certificate-change'],
        'tried[]': [{ what: 'os-update', result: 'cured' }],
        'tls[mail.contoso.example@vip].trusted': told(true),
      },
      'likely',
    ],
  ],
  clears: [
    [
      'the issuer of a certificate at a server’s own name',
      {
        'popup.kind': 'certificate',
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
        'popup.hostIs': 'own-server',
      },
      'unlikely',
    ],
    ['trusted everywhere', { ...asks, ...shown('ex16a', true), ...shown('ex16b', true) }, 'unlikely'],
    [
      'the box is about a web site',
      { ...asks, ...shown('ex16a', false), 'popup.certificateOf': 'web-site' },
      'unlikely',
    ],
    [
      'not trusted because it expired',
      { ...asks, ...shown('ex16a', false), 'tls[mail.contoso.example@ex16a].notAfter': hoursBefore(5) },
      'unlikely',
    ],
    [
      'not trusted because the server made it',
      { ...asks, ...shown('ex16a', false), 'tls[mail.contoso.example@ex16a].selfSigned': true },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'an authority of their own that the worker does not know',
      { ...healthy, ...shown('ex16a', false), ...shown('ex16b', false) },
      ['possible', 'unlikely'],
    ],
  ],
});
