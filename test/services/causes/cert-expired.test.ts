import cause from '../../../services/causes/cert-expired.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'certificate' };
const until = (hours: number) => ({ 'tls[mail.contoso.example@ex16a].notAfter': hoursBefore(hours) });
table(cause, {
  shows: [
    ['expired yesterday', { ...asks, ...until(20) }, 'confirmed'],
    ['a password box, and it expired', { ...asks, 'popup.kind': 'credential', ...until(20) }, 'confirmed'],
    [
      'not yet valid',
      { ...asks, ...until(-5000), 'tls[mail.contoso.example@ex16a].notBefore': hoursBefore(-48) },
      'confirmed',
    ],
    [
      'as told: the box speaks of the date, everybody at once',
      {
        'popup.kind': 'certificate',
        'popup.text': 'The security certificate has expired or is not yet valid.',
        'scope.affected': 'all',
        'tls[mail.contoso.example@vip].notAfter': told(hoursBefore(10)),
      },
      'likely',
    ],
    [
      'as told in German, a new certificate cured it',
      {
        'popup.kind': 'certificate',
        'popup.text': 'Das Sicherheitszertifikat ist abgelaufen oder noch nicht gültig.',
        'tried[]': [{ what: 'certificate-change', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    ['in date', { ...asks, ...until(-3000), 'scope.affected': 'all' }, 'unlikely'],
    ['another PC works', { ...asks, 'popup.text': 'it has expired', 'scope.otherPcWorks': true }, 'unlikely'],
    [
      'only the mail domain’s web site',
      { ...asks, 'popup.hostIs': 'mail-domain', 'tls[contoso.example@vip].notAfter': hoursBefore(10) },
      'unlikely',
    ],
  ],
  cannotSee: [
    [
      'one server shows an old one, and nobody saw her come to it',
      { ...asks, 'tls[mail.contoso.example@ex16b].notAfter': hoursBefore(10) },
      'possible',
    ],
    ['nothing', {}, 'unlikely'],
    [
      'a server out of the pool shows an old one',
      {
        ...asks,
        'tls[mail.contoso.example@ex16b].notAfter': hoursBefore(10),
        'servers[ex16b].inPool': false,
      },
      'unlikely',
    ],
  ],
});
