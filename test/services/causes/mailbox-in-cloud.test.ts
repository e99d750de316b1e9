import cause from '../../../services/causes/mailbox-in-cloud.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const { 'mailbox.exchange': _, 'mailbox.server': _server, ...world } = healthy;
const remote = { ...world, 'mailbox.kind': 'remote', 'mailbox.exchange': 'online' };
table(cause, {
  shows: [
    ['the directory says so, a web page asks', { ...remote, 'popup.kind': 'web-sign-in' }, 'confirmed'],
    ['the directory says so, a Windows box asks', { ...remote, 'popup.kind': 'credential' }, 'confirmed'],
    [
      'told: moved to the cloud, and the box names it',
      {
        'mailbox.exchange': told('online'),
        'timeline.after': ['own-move'],
        'popup.kind': 'credential',
        'popup.host': 'outlook.office365.com',
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['the mailbox is here', { ...healthy, 'mailbox.kind': 'user', 'popup.kind': 'web-sign-in' }, 'ruled-out'],
    [
      'the box names a server of ours, and without public folders it is gone',
      {
        ...remote,
        'popup.kind': 'credential',
        'popup.hostIs': 'namespace',
        'publicFolders.where': 'on-premises',
        'tried[]': [{ what: 'public-folders-off', result: 'cured' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a remote mailbox, and no box', remote, 'possible'],
    ['a web page asks, and no more', { 'popup.kind': 'web-sign-in' }, 'unlikely'],
  ],
});
