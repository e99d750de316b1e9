import type { Example } from '../../../services/cause.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { healthy, searched } from './world.ts';

/** Her mailbox on Exchange 2016, a shared one on Exchange 2010, and a password box. */
export const coexisting: Example = {
  ...healthy,
  ...searched(96),
  secondary: [],
  'secondary[shared@contoso.example].exchange': '2010',
  'popup.kind': 'credential',
};
/** A request of hers to the shared mailbox, passed on to ex10a, with this end. */
export const passedOn = (line: Readonly<Record<string, string | number | boolean>>) => ({
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  anchor: 'Smtp~shared@contoso.example',
  stem: '/rpc/rpcproxy.dll',
  target: 'ex10a.corp.local',
  targetVersion: '14.03.0123.000',
  downLevel: true,
  ...line,
});
/** What a person tells of a mailbox on Exchange 2010 that enters through a newer server. */
export const toldLegacy: Example = {
  'popup.kind': 'credential',
  'mailbox.exchange': told('2010'),
  'servers[ex10a].exchange': told('2010'),
  'client.protocol': told('RPC/HTTP'),
  'timeline.after': ['namespace-change'],
};
export const pasted = <Value>(value: Value) => ({ value, from: 'pasted' as const });
