import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind, legacyBehind } from '../looking/names.ts';
import { askAnonymously, type ServicePlace } from '../looking/service-asking.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
}
const path = '/OAB/';

export default probe<Asked>({
  id: 'oab',
  title: 'The offline address book on each server',
  needs: ['servers.exchange', 'vdirs'],
  brings: [
    'oab.anonymousStatus',
    'oab.schemes',
    'oab.error',
    'oab.frontEnd',
    'oab.backEnd',
    'oab.failureContext',
    'oab.failurePoint',
    'oab.sameConnection',
  ],
  deadlineMs: 12_000,
  subjects: (known) =>
    [...frontEndsBehind(known, 'oab'), ...legacyBehind(known, 'oab')].map(({ key, host, node }) => ({
      key,
      place: { group: 'oab', at: key, host, through: node.fqdn },
      shared: true,
      brings: [`oab[${key}].anonymousStatus`, `oab[${key}].schemes`],
    })),
  run: ({ place }, _known, clients, signal) =>
    askAnonymously(
      place,
      { method: 'GET', path, headers: { 'user-agent': 'Microsoft BITS/7.8 PopupDesk' } },
      clients,
      signal,
    ),
});
