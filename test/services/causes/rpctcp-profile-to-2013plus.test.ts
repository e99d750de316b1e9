import cause from '../../../services/causes/rpctcp-profile-to-2013plus.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const array = {
  'mailbox.exchange': '2010',
  'mailbox.server': 'ex10a',
  'mailbox.database': 'db2010',
  'databases[db2010].rpcClientAccessServer': 'outlook.contoso.example',
};
const leadsTo = (status: number) => ({ 'mapi[outlook.contoso.example@vip/emsmdb].anonymousStatus': status });
const endless = { 'popup.kind': 'restart', 'timeline.pattern': 'every-start' };
table(cause, {
  shows: [
    [
      'the array name of a 2010 mailbox leads to 2016',
      { ...healthy, ...array, ...leadsTo(401), ...endless },
      'confirmed',
    ],
    [
      'by the address alone',
      {
        ...healthy,
        ...array,
        ...endless,
        'vdirs[ex16a/mapi].internalUrl': 'https://mail.contoso.example/mapi',
        'dns[mail.contoso.example].a': ['192.0.2.10'],
        'dns[outlook.contoso.example].a': ['192.0.2.10'],
      },
      'confirmed',
    ],
    [
      'told only: RPC/TCP, endless since the names were moved, for everybody',
      {
        ...endless,
        'client.protocol': 'RPC/TCP',
        'timeline.after': ['namespace-change'],
        'scope.affected': 'all',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'the array name leads to 2010',
      { ...healthy, ...array, ...leadsTo(404), ...endless },
      ['possible', 'unlikely'],
    ],
    [
      'Outlook speaks HTTP',
      { ...endless, 'client.protocol': 'HTTP', 'timeline.after': ['namespace-change'] },
      ['possible', 'unlikely'],
    ],
    [
      'it came once',
      { 'popup.kind': 'restart', 'timeline.pattern': 'once', 'timeline.after': ['namespace-change'] },
      'unlikely',
    ],
    [
      'a certificate warning',
      { ...array, ...leadsTo(401), 'popup.kind': 'certificate' },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['no box told', { ...healthy, ...array, ...leadsTo(401) }, 'possible'],
  ],
});
