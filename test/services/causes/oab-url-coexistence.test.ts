import cause from '../../../services/causes/oab-url-coexistence.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const at = 'autodiscover[autodiscover.contoso.example@ex16a]';
const url = (text: string) => ({ [`${at}.exchOabUrl`]: text });
const box = { 'popup.kind': 'credential' };
const line = (status: number, signature: string) => ({
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/oab/guid/oab.xml',
  status,
  signature,
});
table(cause, {
  shows: [
    [
      'told: by the hour in cached mode, Cancel is no hindrance',
      {
        'popup.kind': 'credential',
        'popup.afterCancel': 'nothing',
        'timeline.pattern': 'hourly',
        'client.cachedMode': true,
        'databases[db01].offlineAddressBook': '',
        'timeline.after': ['new-server'],
      },
      'possible',
    ],
    [
      'her request fails at the old server’s URL',
      {
        ...healthy,
        ...box,
        ...url('https://ex10a.corp.local/OAB/guid/'),
        ...lines(line(401, 'back-end-401')),
      },
      'confirmed',
    ],
    [
      'no URL inside, and her request fails',
      { ...healthy, ...box, ...url(''), ...lines({ ...line(404, 'other') }) },
      'confirmed',
    ],
    [
      'told only: the box is of the address book, another URL cured it',
      {
        ...box,
        'popup.belongsTo': ['offline-address-book'],
        'tried[]': [{ what: 'url-change', result: 'cured' }],
        'checked[urls].result': 'wrong',
      },
      'likely',
    ],
  ],
  clears: [
    ['the URL suits', { ...healthy, ...box, ...url('https://mail.contoso.example/OAB/guid/') }, 'unlikely'],
    [
      'Outlook works online',
      { ...healthy, ...box, ...url('http://mail.contoso.example/OAB/guid/'), 'client.cachedMode': false },
      'unlikely',
    ],
    ['a restart', { ...healthy, ...url(''), 'popup.kind': 'restart' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a URL of the old server, no box told',
      { ...healthy, ...url('https://ex10a.corp.local/OAB/guid/') },
      ['possible', 'unlikely'],
    ],
  ],
});
