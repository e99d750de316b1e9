import cause from '../../../services/causes/ews-location-cache.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, moved, staleLine } from './world.ts';

const down = { ...staleLine, stem: '/ews/exchange.asmx', status: 500, backEndStatus: 500 };
const since = { ...healthy, ...moved(5), 'popup.kind': 'credential' };
table(cause, {
  shows: [
    ['her EWS request sent down after the move', { ...since, ...lines(down) }, 'confirmed'],
    [
      'no log, but one front end sends the question for her down',
      {
        'popup.kind': 'credential',
        'popup.text': 'Free/busy information could not be retrieved.',
        'mailbox.exchange': '2016',
        'mailbox.movedAt': hoursBefore(5),
        'servers[ex10a].exchange': '2010',
        'ews[mail.contoso.example@ex16b/explicit].backEnd': 'ex10a.corp.local',
        'timeline.endsAlone': true,
      },
      'likely',
    ],
    [
      'told only: gone after recycling the Services pool, which Autodiscover did not end',
      {
        'popup.kind': 'credential',
        'mailbox.moved': told(true),
        'tried[]': [
          { what: 'recycle-autodiscover', result: 'nothing' },
          { what: 'recycle-services', result: 'cured' },
        ],
        'timeline.endsAlone': true,
      },
      'likely',
    ],
  ],
  clears: [
    [
      'no such line on any front end',
      { ...since, ...lines({ ...down, status: 200, signature: 'success' }) },
      ['unlikely', 'possible'],
    ],
    ['an Autodiscover line only', { ...since, ...lines(staleLine) }, ['unlikely', 'possible']],
    ['nothing was moved', { ...healthy, ...lines(down), 'popup.kind': 'credential' }, 'ruled-out'],
    [
      'the line is older than the move',
      { ...since, ...lines({ ...down, at: hoursBefore(8) }) },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'moved today, a password box, logs not searched',
      { ...moved(3), 'popup.kind': 'credential' },
      ['unlikely', 'possible'],
    ],
  ],
});
