import cause from '../../../services/causes/nspi-session-limit.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const legacy = { 'mailbox.exchange': '2010', 'mailbox.server': 'ex10a' };
const limit = {
  server: 'dc1',
  log: 'application',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  signature: 'nspi-limit',
};
const rows = (directory: string, mail: string) => ({
  'connections[]': [
    { type: 'directory', server: 'dc1.corp.local', status: directory },
    { type: 'mail', server: 'ex10a.corp.local', status: mail },
  ],
});
table(cause, {
  shows: [
    ['the controller’s own event', { ...asks, ...legacy, ...lines(limit) }, 'confirmed'],
    [
      'as told: directory rows fail, a CRM program runs beside',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2010'),
        ...rows('Disconnected', 'Established'),
        'client.otherMapiPrograms': ['CRM'],
        'tried[]': [{ what: 'addins-off', result: 'cured' }],
        'scope.otherDcWorks': true,
        'scope.affected': 'some',
      },
      'likely',
    ],
    [
      'as told: so many sessions, the address book fails',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2007'),
        'account.nspiSessions': told(52),
        'client.addressBookFails': true,
        'client.otherMapiPrograms': ['Fax'],
      },
      'likely',
    ],
  ],
  clears: [
    ['the mailbox is on Exchange 2016', { ...asks, ...lines(limit) }, 'ruled-out'],
    [
      'Outlook speaks MAPI/HTTP',
      { ...asks, ...legacy, 'client.protocol': { value: 'HTTP', from: 'pasted' } },
      'ruled-out',
    ],
    ['mail fails too', { ...asks, ...legacy, ...rows('Disconnected', 'Disconnected') }, 'unlikely'],
    [
      'few sessions',
      { ...asks, ...legacy, ...rows('Disconnected', 'Established'), 'account.nspiSessions': 4 },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'another person’s limit',
      { ...asks, ...legacy, ...lines({ ...limit, user: 'CORP\\otto' }) },
      'unlikely',
    ],
  ],
});
