import { against, all, cause, fair, must, not, proof, strong, weak } from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import {
  endsPastSomething,
  endsPastTheDevice,
  goesOnPastTheDevice,
  refusedOnlyThroughDevice,
  switchingProtectionOffCures,
  throughCommonName,
  throughDevice,
} from '../readings/device-path.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine } from '../readings/lines.ts';
import { answered, entered, everyMapiLog, isLost, lostOnlyThroughDevice } from '../readings/lost-session.ts';
import { tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, eases, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['disconnected', 'credential', 'need-password', 'restart'];
const vip = 'mapi[mail.contoso.example@vip/emsmdb]';
const node = 'mapi[mail.contoso.example@ex16a/emsmdb]';
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/mapi-http].from': hoursBefore(96),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
} as const;

const lines = [
  ...exampleLine({ server: 'ex16a', log: 'mapi-http', signature: 'session-lost' }),
  ...exampleLine({ server: 'ex16a', log: 'http-proxy', stem: '/mapi/emsmdb/', status: 200 }),
  ...exampleLine({ server: 'ex16b', log: 'http-proxy', stem: '/mapi/emsmdb/', status: 200 }),
];

export default cause({
  id: 'lb-persistence',
  side: 'network',
  popups: boxes,
  usual: 'occasional',
  says: 'The load balancer gives the requests of one Outlook session to different servers, or forgets where they belong, and the session is lost.',
  toUser: {
    says: 'A device in front of our mail servers sends your Outlook now to one server, now to another, and the connection is lost each time. Your password is right.',
    todo: 'Nothing to do: use web mail until we have put the device right.',
  },
  signs: [
    must('through-a-device', {
      when: throughDevice,
      says: (seen) =>
        throughDevice(seen) === false
          ? 'Nothing stands between this user and Exchange.'
          : `Requests pass ${seen.text('path.product') || seen.text('path.through') || 'a device'}.`,
      shown: { 'path.through': 'load-balancer' },
      cleared: { 'path.through': 'direct' },
    }),
    must('fitting-box', oneOfTheseBoxes(boxes, 'certificate')),
    proof('lost-while-entering-by-several', {
      group: 'lost',
      when: (seen) => {
        const sessions = seen.someElement('log', (line) => isLost(seen, line), everyMapiLog(seen));
        const servers = sessions === true ? entered(seen) : [];
        return servers.length > 0 ? servers.length > 1 : sessions === false ? false : undefined;
      },
      says: (seen) =>
        `${place(firstLine(seen, (line) => isLost(seen, line)))}: this user's session was lost (X-ResponseCode 10, 13 or 15), and the requests came by ${names(entered(seen))}.`,
      shown: { ...searched, 'mailbox.sam': 'anna', 'log[]': lines },
      cleared: { ...searched, 'mailbox.sam': 'anna', 'log[]': harmlessLine },
    }),
    proof('lost-only-through-it', {
      group: 'lost',
      when: lostOnlyThroughDevice,
      says: (seen) =>
        `MAPI loses its session through ${names([...new Set(throughCommonName(seen).map(({ host }) => host))])} (X-ResponseCode ${names([...new Set(answered(seen, 'vip').map(String))])}), and on no front end asked by itself.`,
      shown: { [`${vip}.responseCode`]: 10, [`${node}.responseCode`]: 0 },
      cleared: { [`${vip}.responseCode`]: 0, [`${node}.responseCode`]: 0 },
    }),
    strong('sessions-lost', {
      group: 'lost',
      when: (seen) => seen.someElement('log', (line) => isLost(seen, line), everyMapiLog(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => isLost(seen, line)))}: this user's MAPI session was lost (X-ResponseCode 10, 13 or 15).`,
      shown: {
        ...searched,
        'mailbox.sam': 'anna',
        'log[]': exampleLine({ server: 'ex16a', log: 'mapi-http', signature: 'session-lost' }),
      },
      cleared: { ...searched, 'mailbox.sam': 'anna', 'log[]': harmlessLine },
    }),
    strong(
      'balances-each-request',
      leafIs(
        'path.balancing',
        ['per-request', 'per-connection'],
        (seen) =>
          `The load balancer chooses a server ${seen.text('path.balancing') === 'per-request' ? 'for each request' : 'for each connection'} anew.`,
        'source-ip',
      ),
    ),
    strong('ends-past-it', {
      group: 'past',
      ...endsPastTheDevice('With one server alone, past the load balancer, it is gone.'),
    }),
    fair('ends-past-something', { group: 'past', ...endsPastSomething }),
    cures(fair, 'layer-4-cures', ['layer-4-instead'], 'Another way of balancing ended it.', 'past'),
    weak(
      'at-random',
      leafIs(
        'timeline.pattern',
        ['random'],
        'It comes at random, as another server is chosen.',
        'every-start',
      ),
    ),
    fair('at-random-through-a-device', {
      when: (seen) => all(throughDevice(seen), seen.is('timeline.pattern', 'random')),
      says: () => 'It comes at random, and requests pass a device that chooses the server.',
      shown: { 'path.through': 'load-balancer', 'timeline.pattern': 'random' },
      cleared: { 'path.through': 'direct', 'timeline.pattern': 'random' },
    }),
    eases(
      fair,
      'sometimes',
      ['direct-to-server', 'reboot-server', 'recycle-mapi', 'recycle-rpcproxy'],
      'It helped some people or for a while, as when one server answers alone.',
    ),
    fair('load-balancer', {
      group: 'kind',
      ...leafIs(
        'path.through',
        ['load-balancer', 'load-balancer-7', 'load-balancer-4'],
        (seen) =>
          `Requests pass a ${seen.text('path.through')}${seen.text('path.product') === undefined ? '' : ` (${seen.text('path.product')})`}.`,
        'reverse-proxy',
      ),
    }),
    weak(
      'device-or-servers-changed',
      listNames(
        'timeline.after',
        ['gateway-change', 'new-server', 'failover'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    weak(
      'some-people',
      leafIs(
        'scope.affected',
        ['some', 'one-path'],
        (seen) => `Affected: ${seen.text('scope.affected')}, as requests happen to be spread.`,
        'one-user',
      ),
    ),
    fair('rows-fail-again-and-again', {
      when: (seen) => {
        const known = seen
          .elements('connections')
          .flatMap(({ value }) => (typeof value.failures === 'number' ? [value.failures] : []));
        return known.length === 0 ? undefined : known.some((failures) => failures > 10);
      },
      says: () => 'Connection Status counts many failed requests on an established connection.',
      shown: { 'connections[]': [{ type: 'mail', protocol: 'HTTP', failures: 60 }] },
      cleared: { 'connections[]': [{ type: 'mail', protocol: 'HTTP', failures: 0 }] },
    }),
    against.strong('keeps-to-one-server', {
      when: (seen) =>
        all(seen.is('path.balancing', 'source-ip', 'cookie'), lostOnlyThroughDevice(seen) !== true),
      says: (seen) => `The load balancer keeps a client on one server (${seen.text('path.balancing')}).`,
      shown: { 'path.balancing': 'source-ip' },
      cleared: { 'path.balancing': 'per-request' },
    }),
    against.strong('no-session-lost', {
      when: (seen) =>
        all(
          not(seen.someElement('log', (line) => isLost(seen, line), everyMapiLog(seen))),
          lostOnlyThroughDevice(seen) !== true,
        ),
      says: (seen) =>
        `The mapi-http logs of ${names(everyMapiLog(seen).servers ?? [])} of the last three days hold no lost session of this user.`,
      shown: { ...searched, 'log[]': harmlessLine },
      cleared: {
        ...searched,
        'mailbox.sam': 'anna',
        'log[]': exampleLine({ server: 'ex16a', log: 'mapi-http', signature: 'session-lost' }),
      },
    }),
    against.fair('sign-in-refused-through-it', {
      ownAccount: true,
      when: refusedOnlyThroughDevice,
      says: () => 'NTLM itself is refused through the device: signing in fails before there is a session.',
      shown: { [`${vip}.ntlmStatus`]: 401, [`${node}.ntlmStatus`]: 200 },
      cleared: { [`${vip}.ntlmStatus`]: 200, [`${node}.ntlmStatus`]: 200 },
    }),
    against.fair(
      'connections-are-split',
      flagIs(
        'path.keepsConnection',
        false,
        'The device splits connections, by which signing in fails before there is a session.',
      ),
    ),
    against.strong('extended-protection-explains-it', switchingProtectionOffCures),
    against.strong('goes-on-past-it', goesOnPastTheDevice('With one server alone it goes on.')),
    against.fair('constant', {
      when: (seen) =>
        all(
          seen.is('timeline.pattern', 'constant', 'every-start', 'hourly'),
          not(seen.flag('timeline.endsAlone')) !== false,
        ),
      says: (seen) =>
        `It comes regularly (${seen.text('timeline.pattern')}), not as requests happen to be spread.`,
      shown: { 'timeline.pattern': 'constant' },
      cleared: { 'timeline.pattern': 'random' },
    }),
    against.fair(
      'password-refused',
      leafIs(
        'popup.passwordAccepted',
        ['refused'],
        'The password is refused at once; a lost session asks later.',
        'accepted-returns',
      ),
    ),
    against.fair('one-server-only', {
      when: (seen) => seen.is('org.clientAccessServers', 1),
      says: () => 'There is only one server to choose.',
      shown: { 'org.clientAccessServers': 1 },
      cleared: { 'org.clientAccessServers': 3 },
    }),
    inVain(against.fair, 'layer-4-in-vain', ['layer-4-instead'], 'Another way of balancing changed nothing.'),
    against.fair('follows-the-pc', followsThePc('It follows the PC or its profile, not the load balancer.')),
    against.fair('basic-cures', {
      when: (seen) => tried(seen, ['basic', 'ntlm-only', 'negotiate-only'], 'cured'),
      says: () => 'Another sign-in method ended it; which server answers is the same for each.',
      shown: { 'tried[]': [{ what: 'basic', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'basic', result: 'nothing' }] },
    }),
  ],
  remedies: ['set-load-balancer-persistence'],
  meanwhile: ['Use web mail.', 'Do not make new profiles: the next request may go to another server again.'],
  sources: ['[MS-OXCMAPIHTTP] 2.2.3.3.3 (X-ResponseCode)', 'Microsoft, "Load balancing in Exchange Server"'],
});
