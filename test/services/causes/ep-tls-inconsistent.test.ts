import cause from '../../../services/causes/ep-tls-inconsistent.ts';
import { badBinding, off, protectedServers, toldOnly } from './extended-protection-facts.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const versions = (a: readonly string[], b: readonly string[]) => ({
  'servers[ex16a].tlsVersions': { value: a, from: 'worker' as const },
  'servers[ex16b].tlsVersions': { value: b, from: 'worker' as const },
});
const unlike = versions(['1.2'], ['1.0', '1.1', '1.2']);
const passedOn = {
  server: 'ex16a',
  log: 'http-proxy',
  at: badBinding.at,
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 401,
  backEndStatus: 401,
  target: 'ex16b.corp.local',
  signature: 'back-end-401',
};
table(cause, {
  shows: [
    [
      'told: settings differ, Extended Protection off cures, at random',
      { ...toldOnly, 'org.tlsSettingsDiffer': told(true), 'timeline.pattern': 'random' },
      'likely',
    ],
    [
      'settings differ, and her request refused between the servers',
      { ...protectedServers, ...unlike, ...lines(passedOn) },
      'confirmed',
    ],
    [
      'settings differ, and her binding refused',
      { ...protectedServers, ...unlike, ...lines(badBinding) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'Extended Protection is off',
      { ...protectedServers, ...off, ...unlike, ...lines(passedOn) },
      'ruled-out',
    ],
    [
      'settings alike',
      { ...protectedServers, ...versions(['1.2'], ['1.2']), ...lines(badBinding) },
      'unlikely',
    ],
    [
      'only PCs with a scanner',
      { ...toldOnly, 'scope.only': ['with:scanner'], 'org.tlsSettingsDiffer': told(true) },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['settings differ, nothing fails', { ...protectedServers, ...unlike }, 'possible'],
    ['one server seen', { ...protectedServers, 'servers[ex16a].tlsVersions': ['1.2'] }, 'unlikely'],
  ],
});
