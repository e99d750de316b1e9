import cause from '../../../services/causes/password-expired.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, mailbox, searched, servers } from './world.ts';

const { 'account.passwordChangedAt': _, ...unread } = mailbox;
const refused = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  status: 401,
  substatus: 1,
  win32: 1330,
};
const expired = { 'account.passwordExpired': true, 'account.mustChange': false };
table(cause, {
  shows: [
    ['the directory says so', { ...healthy, ...expired }, 'confirmed'],
    [
      'it must be changed at the next logon',
      { ...servers, ...unread, 'account.passwordExpired': false, 'account.mustChange': true },
      'confirmed',
    ],
    [
      'told: it ran out, web mail refuses it too, a new one helped',
      {
        'popup.kind': 'credential',
        'timeline.after': ['password-expiry'],
        'scope.webmailWorks': false,
        'tried[]': [{ what: 'change-password', result: 'cured' }],
      },
      'likely',
    ],
    [
      'the directory unread, a fresh refusal, everywhere',
      {
        ...servers,
        ...unread,
        ...lines(refused),
        'popup.kind': 'credential',
        'scope.webmailWorks': false,
        'popup.passwordAccepted': 'refused',
        'client.domainJoined': false,
      },
      ['possible', 'likely'],
    ],
    [
      'mail in the cloud, public folders on premises',
      {
        'mailbox.exchange': 'online',
        'publicFolders.where': 'on-premises',
        'account.passwordExpired': told(true),
        'popup.kind': 'credential',
        'tried[]': [{ what: 'change-password', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'the directory says: neither',
      { ...healthy, 'account.passwordExpired': false, 'account.mustChange': false, ...lines(refused) },
      'ruled-out',
    ],
    [
      'another account’s password',
      { ...servers, ...unread, ...searched(), ...lines({ ...refused, user: 'CORP\\otto' }) },
      'unlikely',
    ],
    [
      'it expired by word, but web mail takes it and a new one changed nothing',
      {
        'account.passwordExpired': told(true),
        'scope.webmailWorks': true,
        'tried[]': [{ what: 'change-password', result: 'nothing' }],
      },
      'unlikely',
    ],
    [
      'the account, not the password, is expired',
      { ...servers, ...unread, ...searched(), ...lines({ ...refused, win32: 1793, signature: 'expired' }) },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'refused everywhere, and no more',
      { 'popup.kind': 'credential', 'scope.webmailWorks': false, 'popup.passwordAccepted': 'refused' },
      ['unlikely', 'possible'],
    ],
    [
      'a refusal of last week',
      { ...servers, ...unread, ...lines({ ...refused, at: hoursBefore(200) }) },
      'unlikely',
    ],
  ],
});
