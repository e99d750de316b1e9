import cause from '../../../services/causes/autodiscover-o365-first.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const box = { 'popup.kind': 'web-sign-in' };
const line = {
  server: 'proxy1',
  log: 'device',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  target: 'autodiscover-s.outlook.com',
  status: 200,
};
table(cause, {
  shows: [
    [
      'her request at Microsoft 365 in the log of a web proxy',
      { ...healthy, ...box, ...lines(line) },
      'confirmed',
    ],
    [
      'told only: since the domain was added to a tenant, Outlook 2016 alone',
      {
        ...box,
        'timeline.after': ['cloud-domain-added'],
        'scope.only': ['outlook:16'],
        'client.outlookBuild': '16',
      },
      ['likely', 'possible'],
    ],
    [
      'told only: and the box names it',
      {
        'popup.kind': 'credential',
        'timeline.after': ['cloud-domain-added'],
        'popup.host': 'autodiscover-s.outlook.com',
      },
      ['likely', 'possible'],
    ],
    [
      "Outlook's log was brought",
      { ...box, 'client.autodiscoverFirst': { value: 'office365', from: 'pasted' } },
      'likely',
    ],
  ],
  clears: [
    [
      'the value is set',
      { ...box, 'timeline.after': ['cloud-domain-added'], 'client.registry[ExcludeExplicitO365Endpoint]': 1 },
      'unlikely',
    ],
    [
      'Outlook 2010',
      { ...box, 'timeline.after': ['cloud-domain-added'], 'client.outlookBuild': '14.0.7143' },
      'unlikely',
    ],
    ['the own namespace in the box', { ...box, 'popup.hostIs': 'namespace' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a sign-in page alone', box, 'unlikely'],
  ],
});
