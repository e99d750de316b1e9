import cause from '../../../services/causes/backend-binding.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'disconnected' };
const event = (server: string) => ({
  server,
  log: 'system',
  at: hoursBefore(1),
  eventId: 15021,
  text: 'An error occurred while using SSL configuration for endpoint 0.0.0.0:444.',
});
table(cause, {
  shows: [
    ['nothing bound where her mailbox is', { ...asks, 'servers[ex16a].backEndBinding': '' }, 'confirmed'],
    [
      'the bound certificate is gone from the store',
      { ...asks, 'servers[ex16a].backEndBinding': 'ab12', 'servers[ex16a].backEndCertificateInStore': false },
      'confirmed',
    ],
    ['Windows says so', { ...asks, ...lines(event('ex16a')) }, 'confirmed'],
    [
      'as told: since a certificate, web mail and phones fail, everybody',
      {
        'popup.kind': 'credential',
        'timeline.after': ['certificate-change'],
        'scope.webmailWorks': false,
        'scope.phoneWorks': false,
        'scope.affected': 'all',
      },
      'likely',
    ],
    [
      'as told: the binding is empty',
      {
        'popup.kind': 'disconnected',
        'servers[ex16a].backEndBinding': told(''),
        'timeline.after': ['certificate-change'],
        'scope.webmailWorks': false,
      },
      'likely',
    ],
  ],
  clears: [
    [
      'bound everywhere',
      {
        ...asks,
        'timeline.after': ['certificate-change'],
        'servers[ex16a].backEndBinding': 'ab12',
        'servers[ex16b].backEndBinding': 'cd34',
      },
      'unlikely',
    ],
    [
      'web mail works',
      { ...asks, 'timeline.after': ['certificate-change'], 'scope.webmailWorks': true },
      'unlikely',
    ],
    [
      'lost on a server where her mailbox is not',
      { ...asks, 'servers[ex16a].backEndBinding': 'ab12', 'servers[ex16b].backEndBinding': '' },
      'unlikely',
    ],
  ],
  cannotSee: [
    [
      'an event of before it was bound again',
      {
        ...asks,
        'servers[ex16a].backEndBinding': 'ab12',
        'servers[ex16b].backEndBinding': 'cd34',
        ...lines(event('ex16a')),
      },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    [
      'the public certificate on 444 alone',
      { ...asks, 'servers[ex16a].backEndBinding': 'ab12', 'servers[ex16a].frontEndBinding': 'ab12' },
      ['unlikely', 'possible'],
    ],
    [
      'an event about port 443',
      { ...asks, ...lines({ ...event('ex16a'), text: 'endpoint 0.0.0.0:443.' }) },
      'unlikely',
    ],
  ],
});
