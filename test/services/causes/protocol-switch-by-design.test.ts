import cause from '../../../services/causes/protocol-switch-by-design.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const restart = { 'popup.kind': 'restart', 'timeline.after': ['protocol-switch'] };
const line = (stem: string, hours: number) => ({
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(hours),
  user: 'CORP\\anna',
  stem,
  status: 200,
  signature: 'success',
});
table(cause, {
  shows: [
    [
      'everybody is asked once after the switch',
      { ...restart, 'timeline.pattern': 'once', 'scope.affected': 'all' },
      'likely',
    ],
    [
      'the logs show both protocols',
      { ...healthy, ...restart, ...lines(line('/rpc/rpcproxy.dll', 20), line('/mapi/emsmdb/', 2)) },
      'likely',
    ],
    [
      'the first 2016 server switched it on',
      {
        'popup.kind': 'restart',
        'timeline.after': ['new-server'],
        'org.mapiHttp': true,
        'timeline.pattern': 'once',
        'scope.affected': 'all',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'it comes again',
      { ...restart, 'timeline.pattern': 'every-start', 'scope.affected': 'all' },
      ['possible', 'unlikely'],
    ],
    [
      'a password box follows',
      { ...restart, 'popup.chain': ['restart', 'credential'], 'scope.affected': 'all' },
      ['possible', 'unlikely'],
    ],
    ['after something else', { ...restart, 'timeline.after': ['own-move'] }, ['possible', 'unlikely']],
    [
      'MAPI/HTTP is off on this PC',
      { ...restart, 'client.mapiHttpDisabled': true },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a restart of which nobody knows since when',
      { 'popup.kind': 'restart', 'timeline.pattern': 'once', 'scope.affected': 'all' },
      'possible',
    ],
  ],
});
