import { against, all, cause, fair, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { answers, isDown, saysStatus } from '../readings/answers.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import {
  everyKey,
  isHome,
  keysWhere,
  onHerWay,
  serverOfKey,
  someKey,
  surelyOnHerWay,
  wrongOnHerWay,
} from '../readings/her-servers.ts';
import { touchesLegacy } from '../readings/legacy-path.ts';
import { numberOf } from '../readings/lines.ts';
import { names, place } from '../readings/sentences.ts';
import { legacyServers } from '../readings/servers.ts';
import { hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, eases, inVain } from '../readings/tries.ts';
import { byOne, mendedNearTheUser, ofOneKind, wellElsewhere } from '../readings/who-sees-it.ts';

/** Pools through which Outlook reaches Exchange; those of the back end matter only where her mailbox is active. */
const frontEndPools = /\/msexchange(autodiscover|services|mapifrontend|rpcproxyfrontend|oab)apppool$/i;
const backEndPools = /\/msexchange(mapimailbox|mapiaddressbook|rpcproxy)apppool$/i;
const legacyPools = /\/(msexchange(autodiscover|services|oab)apppool|defaultapppool)$/i;
function serves(seen: Seen, key: string): Truth {
  const server = serverOfKey(key);
  if (legacyServers(seen).includes(server)) return legacyPools.test(key) && touchesLegacy(seen);
  if (backEndPools.test(key)) return isHome(seen, server);
  return frontEndPools.test(key) && onHerWay(seen, server);
}
const stopped = (seen: Seen, key: string): Truth =>
  all(serves(seen, key), seen.is(`pools[${key}].state`, 'stopped'));
/** Who tells of a stopped pool seldom tells where the mailbox is. */
const maybeStopped = (seen: Seen, key: string): Truth =>
  serves(seen, key) === false ? false : seen.is(`pools[${key}].state`, 'stopped');
/** Exchange 2010 is reached by what she opens there; others must be on her way. */
const surely = (seen: Seen, key: string): Truth =>
  legacyServers(seen).includes(serverOfKey(key)) ? true : surelyOnHerWay(seen, serverOfKey(key));
const started = (seen: Seen, key: string): Truth =>
  serves(seen, key) === false ? true : seen.is(`pools[${key}].state`, 'started');
/** An inactive component answers 503 too; that is a cause of its own. */
const inactive = (seen: Seen, server: string): boolean =>
  seen.flag(`servers[${server}].maintenance`) === true ||
  seen
    .keys('components')
    .some(
      (key) =>
        serverOfKey(key) === server && seen.is(`components[${key}].state`, 'inactive', 'draining') === true,
    );
const down = (seen: Seen) =>
  answers(seen).filter(
    (one) => isDown(one) && one.what !== '/rpc' && !inactive(seen, one.node) && onHerWay(seen, one.node),
  );
const unavailable: Wanted = {
  signatures: [],
  logs: ['iis', 'http-proxy'],
  writtenBy: 'front-ends',
  stem: /\/(mapi|autodiscover|ews|oab)/i,
  whateverSignature: true,
  alike: (line) => numberOf(line, 'status') === 503,
};
const pool = 'pools[ex16a/msexchangemapifrontendapppool]';
const status = 'mapi[mail.contoso.example@ex16a/emsmdb].anonymousStatus';
const line = exampleLine({ server: 'ex16a', log: 'iis', stem: '/mapi/emsmdb/', status: 503, substatus: 0 });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(80),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

export default cause({
  id: 'app-pool-down',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'An application pool that Outlook needs is stopped on a mail server, which answers 503 there.',
  toUser: {
    says: 'A part of one of our mail servers has stopped, so Outlook is turned away there. Your password is right.',
    todo: 'Nothing to do: press Cancel and wait until it is started again.',
  },
  signs: [
    proof('a-pool-on-her-way-is-stopped', {
      group: 'down',
      when: (seen) =>
        someKey(seen, 'pools', (key) => wrongOnHerWay(stopped(seen, key), () => surely(seen, key))),
      says: (seen) =>
        `Stopped: ${names(keysWhere(seen, 'pools', (key) => wrongOnHerWay(stopped(seen, key), () => surely(seen, key))))}, where her requests come by.`,
      shown: { 'mailbox.server': 'ex16a', [`${pool}.state`]: 'stopped' },
      cleared: { 'mailbox.server': 'ex16a', [`${pool}.state`]: 'started' },
    }),
    strong('a-pool-is-stopped', {
      group: 'down',
      when: (seen) => someKey(seen, 'pools', (key) => maybeStopped(seen, key)),
      says: (seen) => `Stopped: ${names(keysWhere(seen, 'pools', (key) => maybeStopped(seen, key)))}.`,
      shown: { [`${pool}.state`]: 'stopped' },
      cleared: { [`${pool}.state`]: 'started' },
    }),
    strong('it-answers-503', {
      group: 'down',
      when: (seen) => (answers(seen).length === 0 ? undefined : down(seen).length > 0),
      says: (seen) => `${names(down(seen).map(saysStatus))}.`,
      shown: { [status]: 503 },
      cleared: { [status]: 401 },
    }),
    strong('her-request-met-503', {
      group: 'down',
      when: (seen) => hersSigned(seen, unavailable),
      says: (seen) => `${place(lineOf(seen, unavailable))}: this user's request was answered 503.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    fair('recycled-again-and-again', {
      when: (seen) =>
        someKey(seen, 'pools', (key) => {
          const times = seen.number(`pools[${key}].recycles`);
          return times === undefined ? undefined : all(serves(seen, key), times > 5);
        }),
      says: (seen) =>
        `${names(keysWhere(seen, 'pools', (key) => (seen.number(`pools[${key}].recycles`) ?? 0) > 5))} was started anew more than five times in a day.`,
      shown: { [`${pool}.recycles`]: 30 },
      cleared: { [`${pool}.recycles`]: 0 },
    }),
    cures(
      strong,
      'starting-cures',
      ['recycle-mapi', 'recycle-rpcproxy', 'iis-reset'],
      'Starting the pool or IIS anew ended it.',
      'restart',
    ),
    cures(weak, 'reboot-cures', ['reboot-server'], 'Restarting the server ended it.', 'restart'),
    eases(
      fair,
      'starting-helps-for-a-while',
      ['recycle-mapi', 'recycle-rpcproxy', 'recycle-services', 'iis-reset'],
      'Starting the pool anew helped for a while.',
      'restart',
    ),
    began(fair, 'began-with-an-update', ['server-update', 'os-update'], 'a pool may stay stopped after it'),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail, which has a pool of its own, works.',
    ),
    leafSign(
      weak,
      'after-a-restart',
      'timeline.pattern',
      ['after-reboot', 'random'],
      'every-start',
      'It follows a restart, or comes with one server of several.',
    ),
    leafSign(
      fair,
      'past-the-balancer-well',
      'scope.directWorks',
      [true],
      false,
      'At another server directly it works.',
    ),
    cures(
      fair,
      'another-server-cures',
      ['direct-to-server', 'hosts-file'],
      'At another server directly it was gone.',
    ),
    leafSign(
      weak,
      'only-disconnected',
      'popup.statusBar',
      ['disconnected', 'trying-to-connect'],
      'need-password',
      'Outlook shows that it is not connected.',
    ),
    against.strong('every-pool-runs', {
      when: (seen) => everyKey(seen, 'pools', (key) => started(seen, key)),
      says: () => 'Every pool that Outlook needs is started.',
      shown: { [`${pool}.state`]: 'started' },
      cleared: { [`${pool}.state`]: 'stopped' },
    }),
    against.strong('nothing-answers-503', {
      when: (seen) => {
        const known = answers(seen).filter(({ node }) => node !== 'vip');
        return known.length === 0
          ? undefined
          : !known.some(isDown) && someKey(seen, 'pools', (key) => stopped(seen, key)) !== true;
      },
      says: (seen) => `${names([...new Set(answers(seen).map(({ node }) => node))])} answer with no 503.`,
      shown: { [status]: 401 },
      cleared: { [status]: 503 },
    }),
    byOne(against.strong, 'one-person-only', 'a stopped pool meets everybody'),
    wellElsewhere(against.fair, 'another-pc-works', 'it asks the same servers'),
    leafSign(
      against.fair,
      'password-is-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'A password is refused, so something is there to refuse it.',
    ),
    inVain(
      against.strong,
      'restarts-in-vain',
      ['iis-reset', 'reboot-server', 'recycle-mapi'],
      'Starting IIS or the pool anew changed nothing.',
    ),
    leafSign(
      against.fair,
      'at-busy-hours',
      'timeline.pattern',
      ['peak'],
      'constant',
      'It follows the busy hours.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
    ofOneKind(against.fair, 'of-one-kind', 'a server makes no such difference'),
  ],
  remedies: ['start-app-pool'],
  meanwhile: ['Press Cancel and wait; use web mail if it works.', 'Do not create a new profile.'],
  sources: ['Microsoft, IIS status codes (503)', 'Microsoft, Load balancing in Exchange (health check page)'],
});
