import cause from '../../../services/causes/autodiscover-apppool-cache.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { autodiscover, healthy, lines, mailbox, moved, searched, servers, staleLine } from './world.ts';

const world = { ...servers, ...mailbox };
const { signature: _, ...unsigned } = staleLine;
table(cause, {
  shows: [
    ['a line of her SID since the move', { ...world, ...moved(3), ...lines(staleLine) }, 'confirmed'],
    [
      'the same by mailbox GUID, by status and target alone',
      {
        ...world,
        ...moved(3),
        ...lines({ ...unsigned, anchor: `MailboxGuid~${mailbox['mailbox.guid']}@contoso.example` }),
      },
      'confirmed',
    ],
    [
      'EWS answering 500 from Exchange 2010, whose pool is another',
      {
        ...world,
        ...moved(3),
        ...lines({ ...unsigned, stem: '/EWS/Exchange.asmx', status: 500, backEndStatus: 500 }),
      },
      'possible',
    ],
    [
      'no line, but one front end redirects to Exchange 2010, and a chain of popups',
      {
        ...world,
        ...moved(3),
        ...autodiscover(200, 302),
        'popup.chain': ['restart', 'disconnected', 'credential'],
      },
      'likely',
    ],
    [
      'told only: moved, ends alone, cured by a recycle',
      {
        'popup.kind': 'restart',
        'mailbox.exchange': told('2016'),
        'timeline.after': ['own-move'],
        'timeline.endsAlone': true,
        'tried[]': [{ what: 'recycle-autodiscover', result: 'cured' }],
      },
      'likely',
    ],
    [
      'a shared mailbox that she opens moved, hers long ago, and her line is fresh',
      {
        ...world,
        ...autodiscover(200, 302),
        'secondary[shared@contoso.example].movedAt': hoursBefore(4),
        secondary: [],
      },
      'possible',
    ],
  ],
  clears: [
    [
      'the mailbox never moved',
      { ...healthy, ...lines(staleLine), 'secondary[s@contoso.example].movedAt': hoursBefore(9_000) },
      'ruled-out',
    ],
    [
      'the mailbox is still on Exchange 2010',
      { ...world, ...moved(3), 'mailbox.exchange': '2010', ...lines(staleLine) },
      'ruled-out',
    ],
    ['searched since the move without a line, every node answers', { ...healthy, ...moved(3) }, 'unlikely'],
    [
      'a line from before the move',
      { ...world, ...moved(3), ...lines({ ...staleLine, at: hoursBefore(5) }) },
      'unlikely',
    ],
    [
      'a line from before the pool was started',
      {
        ...world,
        ...moved(3),
        ...lines(staleLine),
        'pools[ex16b/msexchangeautodiscoverapppool].startedAt': hoursBefore(0.5),
      },
      'unlikely',
    ],
    [
      'a line for the anchor of a shared mailbox',
      {
        ...world,
        ...moved(3),
        ...searched(),
        ...lines({ ...staleLine, anchor: 'Smtp~shared@contoso.example' }),
      },
      'unlikely',
    ],
    [
      'a line that our own account asked for',
      {
        ...world,
        ...moved(3),
        ...searched(),
        ...lines({ ...staleLine, anchor: 'Smtp~anna@contoso.example', user: 'CORP\\svc-popupdesk' }),
      },
      'unlikely',
    ],
    ['moved four days ago, nothing else', { ...world, ...moved(96), 'popup.kind': 'restart' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a stale line, but the move is unseen',
      {
        ...servers,
        'mailbox.exchange': '2016',
        'mailbox.sid': mailbox['mailbox.sid'] ?? '',
        ...lines(staleLine),
      },
      'possible',
    ],
    ['moved just now, nothing looked at', { ...world, ...moved(3) }, 'unlikely'],
  ],
});
