import cause from '../../../services/causes/public-folder-coexistence.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const folders = {
  'publicFolders.where': '2010',
  'publicFolders.remoteMailboxes': ['pf10@contoso.example'],
  'publicFolders.pointer': 'pf10@contoso.example',
};
const box = { 'popup.kind': 'credential' };
const works = (value: boolean) => ({ 'publicFolders.pointerWorks': { value, from: 'probe' as const } });
table(cause, {
  shows: [
    [
      'told: only moved people, whose folders stayed on 2010',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': '2016',
        'publicFolders.where': '2010',
        'scope.affected': 'moved-only',
        'timeline.after': ['own-move'],
      },
      'possible',
    ],
    ['the pointer leads nowhere', { ...healthy, ...folders, ...box, ...works(false) }, 'confirmed'],
    [
      'told only: only with public folders, gone without',
      {
        ...box,
        'publicFolders.where': told('2010'),
        'mailbox.exchange': told('2016'),
        'scope.only': ['with:public-folders'],
        'tried[]': [{ what: 'public-folders-off', result: 'cured' }],
      },
      'likely',
    ],
    [
      'the public-folder row fails, everything else is established',
      {
        ...box,
        'publicFolders.where': told('2010'),
        'mailbox.exchange': told('2016'),
        'connections[]': [{ type: 'public-folders', protocol: 'RPC/HTTP', failures: 4 }],
        'timeline.after': ['own-move'],
        'publicFolders.pointerWorks': told(false),
      },
      'likely',
    ],
  ],
  clears: [
    ['there are none', { ...healthy, ...box, 'publicFolders.where': 'none' }, 'ruled-out'],
    ['the pointer works', { ...healthy, ...folders, ...box, ...works(true) }, 'unlikely'],
    [
      'it goes on without them',
      { ...healthy, ...folders, ...box, 'tried[]': [{ what: 'public-folders-off', result: 'nothing' }] },
      'unlikely',
    ],
    [
      'the old server cannot be signed in to',
      {
        ...healthy,
        ...folders,
        ...box,
        'scope.only': ['with:public-folders'],
        ...lines({
          server: 'ex16a',
          log: 'http-proxy',
          at: hoursBefore(1),
          signature: 'negotiate-invalid-token',
        }),
      },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'legacy folders, a pointer that was not tried, no box',
      { ...healthy, ...folders },
      ['possible', 'unlikely'],
    ],
  ],
});
