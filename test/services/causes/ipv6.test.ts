import cause from '../../../services/causes/ipv6.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const box = { 'popup.kind': 'disconnected' };
const port = (v6: string) => ({
  'ports[ex10a/6004].v4': 'listening',
  'ports[ex10a/6004].v6': v6,
  'ports[ex10a/6004].openedOver': 'v6',
});
table(cause, {
  shows: [
    [
      'a port that listens on IPv4 alone is opened over IPv6',
      { ...healthy, ...box, ...port('closed') },
      'confirmed',
    ],
    [
      'told only: gone with IPv6 off, which the name answers and the way does not carry',
      {
        ...box,
        'path.ipv6Answers': true,
        'path.ipv6Works': false,
        'tried[]': [{ what: 'ipv6-off', result: 'cured' }],
        'scope.only': ['through:vpn'],
      },
      'likely',
    ],
  ],
  clears: [
    ['both listen', { ...healthy, ...box, ...port('listening'), 'path.ipv6Works': true }, 'unlikely'],
    [
      'off in vain',
      { ...box, 'path.ipv6Answers': true, 'tried[]': [{ what: 'ipv6-off', result: 'nothing' }] },
      'unlikely',
    ],
    ['no IPv6 address anywhere', { ...healthy, ...box, 'dns[mail.contoso.example].aaaa': [] }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'an IPv6 address that works for everybody',
      { ...healthy, 'dns[mail.contoso.example].aaaa': ['2001:db8::10'] },
      'unlikely',
    ],
  ],
});
