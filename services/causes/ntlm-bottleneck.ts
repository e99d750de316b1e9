import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { shows } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { everyFrontEndIs, someServer } from '../readings/her-servers.ts';
import { numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { names, place } from '../readings/sentences.ts';
import {
  anySigned,
  carries,
  hersSigned,
  hersSignedWhere,
  lineOf,
  type Wanted,
} from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, eases } from '../readings/tries.ts';
import { byMany, byOne, mendedNearTheUser, ofOneKind, wellElsewhere } from '../readings/who-sees-it.ts';

const timeouts: Wanted = {
  signatures: ['netlogon-timeout'],
  logs: ['system', 'netlogon', 'security', 'iis', 'http-proxy', 'application', 'script'],
  writtenBy: 'front-ends',
  // Netlogon's own events: a logon that waited too long for a free channel, and its end (KB2654097).
  whateverSignature: true,
  alike: (line) => [5816, 5817, 5818, 5819].includes(numberOf(line, 'eventId') ?? 0),
};
const queueFull: Wanted = {
  signatures: ['queue-full'],
  logs: ['iis', 'http-proxy'],
  stem: /^\/rpc/i,
  alike: (line) => line.status === 503 && /^\/rpc/i.test(textOf(line, 'stem') ?? ''),
};
const above = (seen: Seen, path: string, limit: number): Truth => {
  const value = seen.number(path);
  return value === undefined ? undefined : value > limit;
};
const waits = (seen: Seen, server: string): Truth => above(seen, `servers[${server}].netlogonWaiters`, 0);
const timedOut = (seen: Seen, server: string): Truth => above(seen, `servers[${server}].netlogonTimeouts`, 0);
const counters = (seen: Seen): string =>
  names(
    seen.keys('servers').flatMap((server) => {
      const [late, waiting] = [
        seen.number(`servers[${server}].netlogonTimeouts`) ?? 0,
        seen.number(`servers[${server}].netlogonWaiters`) ?? 0,
      ];
      return late + waiting > 0 ? [`${server}: ${late} logons timed out, ${waiting} wait now`] : [];
    }),
  );
const noLogonServer: Wanted = {
  signatures: ['no-domain-controller', 'netlogon-timeout'],
  logs: ['iis', 'http-proxy', 'security'],
  writtenBy: 'front-ends',
};
const quarterHour = 900_000;
/** Netlogon on the same server reported full channels at that time. */
const whileFull = (seen: Seen, hers: ElementValue): Truth => {
  const at = writtenAt(hers);
  return seen
    .elements('log')
    .some(
      ({ value }) =>
        carries(seen, value, timeouts) &&
        value.server === hers.server &&
        at !== undefined &&
        Math.abs((writtenAt(value) ?? 0) - at) < quarterHour,
    );
};
const hers = exampleLine({ server: 'ex16a', log: 'iis', status: 401, signature: 'no-domain-controller' });
const line = exampleLine({ server: 'ex16a', log: 'system', eventId: 5816, signature: 'netlogon-timeout' });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/system].from': hoursBefore(80),
  'searched[ex16a/system].to': hoursBefore(0),
} as const;

export default cause({
  id: 'ntlm-bottleneck',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'At busy hours the few channels by which a mail server has NTLM passwords checked are all taken, and logons time out.',
  toUser: {
    says: 'At busy hours our mail servers cannot check all sign-ins in time. Your password is right.',
    todo: 'Nothing to do: press Cancel and wait a few minutes.',
  },
  signs: [
    proof('her-logon-waited-too-long', {
      group: 'netlogon',
      when: (seen) =>
        any(
          hersSigned(seen, timeouts),
          hersSignedWhere(seen, noLogonServer, (one) => whileFull(seen, one)),
        ),
      says: (seen) =>
        hersSigned(seen, timeouts) === true
          ? `${place(lineOf(seen, timeouts))}: this user's NTLM logon timed out.`
          : `${place(lineOf(seen, noLogonServer, (one) => whileFull(seen, one)))}: this user's logon found no domain controller while Netlogon's channels were full.`,
      shown: { ...searched, 'log[]': [...line, ...hers] },
      cleared: {
        ...searched,
        'searched[ex16a/iis].from': hoursBefore(80),
        'searched[ex16a/iis].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    strong('netlogon-events', {
      group: 'netlogon',
      when: (seen) => anySigned(seen, timeouts),
      says: (seen) => `${place(lineOf(seen, timeouts))}: Netlogon reports NTLM logons that timed out.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    // A logon that waits too long ends as if no domain controller were there (C000005E).
    weak('no-logon-server', {
      group: 'netlogon',
      when: (seen) => seen.has('account.failedLogon', 'C000005E'),
      says: () => 'Her logon was refused with C000005E, as when it waits too long for a free channel.',
      shown: { 'account.failedLogon': ['C000005E'] },
      cleared: { 'account.failedLogon': ['C000006A'] },
    }),
    strong('logons-timed-out', {
      group: 'netlogon',
      when: (seen) => someServer(seen, (server) => timedOut(seen, server)),
      says: (seen) => `${counters(seen)}.`,
      shown: { 'servers[ex16a].netlogonTimeouts': 740 },
      cleared: { 'servers[ex16a].netlogonTimeouts': 0 },
    }),
    strong('logons-wait-now', {
      group: 'netlogon',
      when: (seen) => someServer(seen, (server) => waits(seen, server)),
      says: (seen) => `${counters(seen)}.`,
      shown: { 'servers[ex16a].netlogonWaiters': 12 },
      cleared: { 'servers[ex16a].netlogonWaiters': 0 },
    }),
    strong('asks-at-busy-hours', {
      group: 'busy',
      when: (seen) => all(seen.is('timeline.pattern', 'peak'), shows(seen, 'credential', 'need-password')),
      says: () => 'A password is asked for, and only at busy hours.',
      shown: { 'timeline.pattern': 'peak', 'popup.kind': 'credential' },
      cleared: { 'timeline.pattern': 'constant', 'popup.kind': 'credential' },
    }),
    leafSign(
      fair,
      'only-at-busy-hours',
      'timeline.pattern',
      ['peak'],
      'constant',
      'It comes only at busy hours.',
      'busy',
    ),
    leafSign(
      against.fair,
      'no-password-is-asked-for',
      'popup.kind',
      ['disconnected'],
      'credential',
      'Outlook is disconnected and asks for no password, as when a queue is full.',
    ),
    leafSign(fair, 'ends-alone', 'timeline.endsAlone', [true], false, 'It ends by itself.'),
    leafSign(weak, 'at-random', 'timeline.pattern', ['random', 'hourly'], 'constant', 'It comes and goes.'),
    began(fair, 'began-with-more-load', ['load-growth'], 'more people sign in than before', 'load'),
    began(
      weak,
      'began-with-fewer-checkers',
      ['dc-change'],
      'fewer or farther domain controllers check passwords',
      'checkers',
    ),
    began(
      weak,
      'began-with-a-wave',
      ['own-move', 'protocol-switch', 'namespace-change'],
      'more logons come by NTLM',
      'load',
    ),
    weak('many-moved', {
      group: 'load',
      when: (seen) => above(seen, 'org.maxUsersMoved', 500),
      says: (seen) => `${seen.number('org.maxUsersMoved')} people were moved since.`,
      shown: { 'org.maxUsersMoved': 2000 },
      cleared: { 'org.maxUsersMoved': 10 },
    }),
    byMany(fair, 'many-people', 'a matter of load'),
    risk('two-channels-only', {
      when: (seen) =>
        someServer(seen, (server) => not(above(seen, `servers[${server}].maxConcurrentApi`, 2))),
      says: (seen) =>
        `${names(seen.keys('servers').filter((server) => above(seen, `servers[${server}].maxConcurrentApi`, 2) === false))}: MaxConcurrentApi is 2 or less.`,
      shown: { 'servers[ex16a].maxConcurrentApi': 2 },
      cleared: { 'servers[ex16a].maxConcurrentApi': 50 },
    }),
    cures(
      fair,
      'kerberos-cures',
      ['negotiate-only'],
      'By Kerberos, which needs no such channel, it was gone.',
    ),
    eases(
      fair,
      'a-restart-helps-for-a-while',
      ['reboot-server', 'iis-reset', 'wait'],
      'A restart or waiting helped for a while.',
    ),
    leafSign(
      weak,
      'accepted-and-back-later',
      'popup.passwordAccepted',
      ['accepted-returns', 'accepted'],
      'refused',
      'The password is taken, and the box comes back later.',
    ),
    leafSign(
      against.strong,
      'at-every-hour',
      'timeline.pattern',
      ['constant', 'once', 'every-start', 'every-logon'],
      'peak',
      'It does not follow the busy hours.',
    ),
    byOne(against.strong, 'one-person-only', 'a shortage meets many'),
    wellElsewhere(against.fair, 'another-pc-works', 'it asks the same servers'),
    against.strong('no-timeouts', {
      when: (seen) =>
        everyFrontEndIs(seen, (server) => {
          const late = timedOut(seen, server);
          return late === undefined ? undefined : !late && waits(seen, server) !== true;
        }),
      says: () => 'No front end counts a timed-out logon.',
      shown: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].netlogonTimeouts': 0 },
      cleared: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].netlogonTimeouts': 740 },
    }),
    against.fair('signs-in-by-kerberos', {
      when: (seen) => {
        const rows = seen
          .elements('connections')
          .flatMap(({ value }) => (typeof value.authn === 'string' ? [value.authn] : []));
        return rows.length === 0 ? undefined : rows.every((authn) => /kerb/i.test(authn));
      },
      says: () => 'Connection Status shows Kerberos, which needs no NTLM channel.',
      shown: { 'connections[]': [{ authn: 'Kerberos' }] },
      cleared: { 'connections[]': [{ authn: 'NTLM' }] },
    }),
    against.strong('queue-is-full-instead', {
      when: (seen) => anySigned(seen, queueFull),
      says: (seen) =>
        `${place(lineOf(seen, queueFull))}: a server answers 503 at its queue limit, which also comes at busy hours.`,
      shown: {
        ...searched,
        'log[]': exampleLine({
          server: 'ex10a',
          log: 'iis',
          status: 503,
          stem: '/rpc/rpcproxy.dll',
          signature: 'queue-full',
        }),
      },
      cleared: {
        'searched[ex10a/iis].from': hoursBefore(80),
        'searched[ex10a/iis].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
    ofOneKind(against.fair, 'of-one-kind', 'a server makes no such difference'),
  ],
  remedies: ['raise-max-concurrent-api'],
  meanwhile: [
    'Press Cancel and wait: it ends with the rush.',
    'Do not type the password again and again: each try takes another channel.',
    'Do not restart servers at that hour.',
  ],
  sources: [
    'Microsoft KB2688798 and KB2654097 (MaxConcurrentApi, Netlogon events 5816 to 5819)',
    'Microsoft, Performance tuning for NTLM authentication by using MaxConcurrentApi',
  ],
});
