import cause from '../../../services/causes/mapi-disabled.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const well = { 'mailbox.mapiEnabled': true, 'mailbox.mapiHttp': 'inherit', 'mailbox.blocks': [] };
table(cause, {
  shows: [
    [
      'the directory says: no MAPI',
      { ...healthy, ...well, 'mailbox.mapiEnabled': false, 'popup.kind': 'disconnected' },
      'confirmed',
    ],
    [
      'MAPI/HTTP off, and a session turned away for it',
      {
        ...healthy,
        ...well,
        'mailbox.mapiHttp': 'off',
        ...lines({
          server: 'ex16a',
          log: 'mapi-http',
          at: hoursBefore(1),
          user: 'CORP\\anna',
          returnCode: 2008,
        }),
      },
      'confirmed',
    ],
    [
      'told: MAPI off after the mailbox was enabled again, web mail works, Outlook nowhere',
      {
        'popup.kind': 'disconnected',
        'mailbox.mapiEnabled': told(false),
        'timeline.after': ['account-created'],
        'scope.webmailWorks': true,
        'scope.otherPcWorks': false,
      },
      ['possible', 'likely'],
    ],
    [
      'MAPI/HTTP off, and Outlook Anywhere fails',
      {
        ...healthy,
        ...well,
        'mailbox.mapiHttp': 'off',
        'timeline.after': ['protocol-switch'],
        'connections[]': [{ type: 'mail', protocol: 'RPC/HTTP', status: 'Disconnected', failures: 9 }],
        'scope.webmailWorks': true,
        'scope.otherPcWorks': false,
        'scope.affected': 'one-user',
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['everything on', { ...healthy, ...well }, 'ruled-out'],
    [
      'another PC works',
      { ...healthy, ...well, 'mailbox.mapiHttp': 'off', 'scope.otherPcWorks': true },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'the organisation’s switch says nothing of the mailbox',
      { 'org.mapiHttp': true, 'popup.kind': 'disconnected' },
      'unlikely',
    ],
    [
      'MAPI/HTTP off for a while, on purpose',
      { ...healthy, ...well, 'mailbox.mapiHttp': 'off' },
      ['unlikely', 'possible'],
    ],
  ],
});
