import cause from '../../../services/causes/rpc-encryption-off.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const off = { 'client.rpcEncryption': { value: false, from: 'pasted' as const } };
const onLegacy = { ...healthy, 'mailbox.server': 'ex10a', 'mailbox.exchange': '2010' };
const turnedAway = {
  server: 'ex10a',
  log: 'rca',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  returnCode: 2416,
};
table(cause, {
  shows: [
    [
      'told: Outlook 2003 by RPC/TCP since a move to 2010',
      {
        'popup.kind': 'disconnected',
        'client.outlookBuild': '11',
        'client.protocol': 'RPC/TCP',
        'mailbox.exchange': '2010',
        'timeline.after': ['own-move'],
      },
      ['possible', 'likely'],
    ],
    [
      'the setting is pasted, the server requires it',
      { ...onLegacy, ...off, 'servers[ex10a].rpcEncryptionRequired': true, 'popup.kind': 'disconnected' },
      'confirmed',
    ],
    ['a session was turned away as not encrypted', { ...onLegacy, ...lines(turnedAway) }, 'confirmed'],
    [
      'told: Outlook 2007 without encryption after the move, the words name it',
      {
        'popup.kind': 'disconnected',
        'client.rpcEncryption': told(false),
        'client.protocol': told('RPC/TCP'),
        'timeline.after': ['own-move'],
        'client.startError': 'The server requires encryption.',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'the profile encrypts',
      {
        ...onLegacy,
        'client.rpcEncryption': { value: true, from: 'pasted' },
        'servers[ex10a].rpcEncryptionRequired': true,
      },
      'ruled-out',
    ],
    ['HTTPS is used', { ...healthy, ...off, 'client.protocol': 'HTTP' }, 'unlikely'],
    [
      'the server does not require it',
      { ...onLegacy, ...off, 'servers[ex10a].rpcEncryptionRequired': false },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['off, and nobody known to require it', { ...onLegacy, ...off }, ['unlikely', 'possible']],
    [
      'disconnected after a move',
      { 'popup.kind': 'disconnected', 'timeline.after': ['own-move'] },
      'unlikely',
    ],
  ],
});
