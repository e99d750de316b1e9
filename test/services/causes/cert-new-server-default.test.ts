import cause from '../../../services/causes/cert-new-server-default.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'certificate' };
const point = (hours: number) => ({
  'scp[ex16b].url': 'https://ex16b.corp.local/Autodiscover/Autodiscover.xml',
  'scp[ex16b].createdAt': hoursBefore(hours),
});
const own = (selfSigned: boolean) => ({ 'tls[ex16b.corp.local@vip].selfSigned': selfSigned });
table(cause, {
  shows: [
    [
      'told: the issuer is not known, at her server’s own name',
      {
        'popup.kind': 'certificate',
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
        'popup.hostIs': 'own-server',
        'client.domainJoined': true,
      },
      'possible',
    ],
    ['its own certificate, and its SCP leads there', { ...asks, ...point(48), ...own(true) }, 'confirmed'],
    [
      'a new SCP with a name that is not on the certificate',
      { ...asks, ...point(48), ...own(false), 'tls[ex16b.corp.local@vip].nameMatches': false },
      'confirmed',
    ],
    [
      'as told: since a new server, whose name is in the box',
      {
        'popup.kind': 'certificate',
        'timeline.after': ['new-server'],
        'popup.hostIs': 'other-exchange-server',
      },
      'likely',
    ],
    [
      'as told: another server’s certificate, another SCP cured it',
      {
        'popup.kind': 'certificate',
        'popup.certificateOf': 'other-exchange-server',
        'tried[]': [{ what: 'scp-change', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'every certificate is issued',
      { ...asks, ...point(48), ...own(false), 'tls[ex16b.corp.local@vip].nameMatches': true },
      'unlikely',
    ],
    [
      'the box shows the common certificate',
      { ...asks, 'popup.certificateOf': 'namespace', 'timeline.after': ['new-server'] },
      'unlikely',
    ],
    ['an old server', { ...asks, ...point(9000), 'popup.hostIs': 'own-server' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'an own certificate where Outlook is not told to go',
      { ...healthy, ...own(true) },
      ['possible', 'unlikely'],
    ],
  ],
});
