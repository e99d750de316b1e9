import cause from '../../../services/causes/automapped-mailbox-denied.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines, mailbox, servers } from './world.ts';

const { secondary: _, ...own } = mailbox;
const opens = (enabled: boolean) => ({
  ...servers,
  ...own,
  'secondary[sales@contoso.example].kind': 'automapped',
  'secondary[sales@contoso.example].inDirectory': true,
  'secondary[sales@contoso.example].enabled': { value: enabled, from: 'directory' as const },
});
const box = { 'popup.kind': 'credential' };
const refusal = {
  server: 'ex16a',
  log: 'mapi-http',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  returnCode: 1010,
  signature: 'login-perm',
};
table(cause, {
  shows: [
    ['refused as owner, a mailbox automapped', { ...opens(true), ...box, ...lines(refusal) }, 'confirmed'],
    [
      'the automapped mailbox is disabled, gone without it',
      { ...opens(false), ...box, 'tried[]': [{ what: 'automapping-off', result: 'cured' }] },
      'likely',
    ],
    [
      'told only: since a mailbox was added, gone without it',
      {
        ...box,
        'timeline.after': ['secondary-added'],
        'tried[]': [{ what: 'remove-secondary', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    ['she opens nothing', { ...healthy, ...box }, 'ruled-out'],
    [
      'it stays without it',
      { ...opens(false), ...box, 'tried[]': [{ what: 'remove-secondary', result: 'nothing' }] },
      'unlikely',
    ],
    [
      'the old server cannot be signed in to',
      {
        ...opens(true),
        ...box,
        'scope.only': ['with:secondary'],
        ...lines({
          server: 'ex16a',
          log: 'http-proxy',
          at: hoursBefore(1),
          signature: 'negotiate-invalid-token',
        }),
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a shared mailbox that is well', opens(true), 'unlikely'],
    ['a disabled one, no box told', opens(false), ['possible', 'unlikely']],
  ],
});
