import {
  against,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import {
  everyFrontEndIs,
  onHerWay,
  someServer,
  surelyOnHerWay,
  wrongOnHerWay,
} from '../readings/her-servers.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { either } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { anySigned, hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { eases } from '../readings/tries.ts';
import { byMany, byOne, mendedNearTheUser, ofOneKind, wellElsewhere } from '../readings/who-sees-it.ts';

const noController: Wanted = {
  signatures: ['no-domain-controller'],
  logs: ['application', 'iis', 'system', 'http-proxy', 'netlogon', 'security', 'script'],
  writtenBy: 'front-ends',
  // MSExchangeADAccess loses its domain controllers; Netlogon finds none; a logon server was not there (1311).
  whateverSignature: true,
  alike: (line) =>
    [2102, 2103, 2114, 5719].includes(numberOf(line, 'eventId') ?? 0) ||
    numberOf(line, 'win32') === 1311 ||
    (reachability(line).length > 0 && reachability(line).every((one) => one === 0)),
};
/** Event 2080 lists the controllers that Exchange found, each with its roles, whether it is enabled, and what of it is reachable. */
const reachability = (line: ElementValue): readonly number[] =>
  numberOf(line, 'eventId') === 2080
    ? [...(textOf(line, 'text') ?? '').matchAll(/\s[C-][D-][G-]\s+[01]\s+([0-7])\b/g)].map(([, found]) =>
        Number(found),
      )
    : [];
const someOutOfReach: Wanted = {
  signatures: [],
  logs: ['application'],
  writtenBy: 'front-ends',
  whateverSignature: true,
  alike: (line) => reachability(line).includes(0) && reachability(line).some((one) => one > 0),
};
const channelsFull: Wanted = {
  signatures: ['netlogon-timeout'],
  logs: ['system', 'netlogon', 'security', 'script'],
  writtenBy: 'front-ends',
};
const cannotReach = (seen: Seen, server: string): Truth => not(seen.flag(`servers[${server}].dcsReachable`));
const without = (seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => onHerWay(seen, server) && cannotReach(seen, server) === true);
const noLogonServer = (seen: Seen): Truth => seen.has('account.failedLogon', 'C000005E');
const line = exampleLine({
  server: 'ex16a',
  log: 'application',
  eventId: 2114,
  signature: 'no-domain-controller',
});
const topology = {
  server: 'ex16a',
  log: 'application',
  eventId: 2080,
  text: 'dc1.corp.local CDG 1 7 7 1 0 1 1 7 1 dc2.corp.local CDG 1 0 0 1 0 0 0 0 0',
};
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/application].from': hoursBefore(80),
  'searched[ex16a/application].to': hoursBefore(0),
} as const;

export default cause({
  id: 'dc-unreachable',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'A mail server cannot reach a domain controller that it prefers, so it can check nobody’s sign-in.',
  toUser: {
    says: 'A mail server has lost the computer that checks passwords. Your password is right.',
    todo: 'Nothing to do: wait until it is put right.',
  },
  signs: [
    proof('a-server-on-her-way-reaches-none', {
      group: 'reach',
      when: (seen) =>
        someServer(seen, (server) =>
          wrongOnHerWay(cannotReach(seen, server), () => surelyOnHerWay(seen, server)),
        ),
      says: (seen) =>
        `${names(without(seen))}, where her requests come by, does not reach the domain controllers that it prefers.`,
      shown: { 'mailbox.server': 'ex16a', 'servers[ex16a].dcsReachable': false },
      cleared: { 'mailbox.server': 'ex16a', 'servers[ex16a].dcsReachable': true },
    }),
    strong('a-server-reaches-none', {
      group: 'reach',
      when: (seen) => someServer(seen, (server) => onHerWay(seen, server) && cannotReach(seen, server)),
      says: (seen) => `${names(without(seen))} does not reach the domain controllers that it prefers.`,
      shown: { 'servers[ex16a].dcsReachable': false },
      cleared: { 'servers[ex16a].dcsReachable': true },
    }),
    strong('her-logon-found-no-controller', {
      group: 'reach',
      when: (seen) => hersSigned(seen, noController),
      says: (seen) =>
        `${place(lineOf(seen, noController))}: this user's logon was refused because no domain controller answered.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('events-of-lost-controllers', {
      group: 'reach',
      when: (seen) => any(anySigned(seen, noController), noLogonServer(seen)),
      says: (seen) =>
        anySigned(seen, noController) === true
          ? `${place(lineOf(seen, noController))}: the server lost its domain controllers.`
          : 'A logon was refused with C000005E: no logon server.',
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    fair('a-controller-is-out-of-reach', {
      group: 'reach',
      when: (seen) => anySigned(seen, someOutOfReach),
      says: (seen) =>
        `${place(lineOf(seen, someOutOfReach))}: the server reaches some of its domain controllers, and not others.`,
      shown: { ...searched, 'log[]': exampleLine(topology) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    leafSign(
      strong,
      'another-controller-works',
      'scope.otherDcWorks',
      [true],
      false,
      'With another domain controller it works.',
    ),
    began(
      strong,
      'began-with-a-controller',
      ['dc-change'],
      'the mail server may still prefer the old one',
      'change',
    ),
    began(
      weak,
      'began-with-the-network',
      ['dns-change', 'failover', 'os-update', 'gateway-change'],
      'the way to a domain controller may have changed',
      'change',
    ),
    leafSign(fair, 'one-site', 'scope.affected', ['one-site'], 'one-user', 'One site sees it.'),
    byMany(weak, 'many-people', 'a server checks everybody the same way'),
    leafSign(
      fair,
      'web-mail-fails-too',
      'scope.webmailWorks',
      [false],
      true,
      'Web mail fails too: nobody’s sign-in is checked.',
    ),
    leafSign(
      weak,
      'ends-alone',
      'timeline.endsAlone',
      [true],
      false,
      'It ends by itself, as when the controller is back.',
    ),
    leafSign(
      weak,
      'after-a-restart',
      'timeline.pattern',
      ['after-reboot', 'random'],
      'constant',
      'It follows restarts, or comes by chance, as the server finds a controller or not.',
    ),
    eases(
      weak,
      'restart-helps',
      ['reboot-server', 'recycle-services', 'wait'],
      'A restart or waiting helped for a while.',
    ),
    leafSign(
      fair,
      'connectivity-was-wrong',
      'checked[connectivity].result',
      ['wrong'],
      'right',
      'Somebody found the connectivity wrong.',
    ),
    against.strong('all-controllers-answer', {
      when: (seen) => everyFrontEndIs(seen, (server) => not(cannotReach(seen, server))),
      says: () => 'Every front end reaches its domain controllers.',
      shown: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].dcsReachable': true },
      cleared: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].dcsReachable': false },
    }),
    against.fair('the-channels-were-full', {
      when: (seen) => anySigned(seen, channelsFull),
      says: (seen) =>
        `${place(lineOf(seen, channelsFull))}: Netlogon’s channels were full, and a logon that waits too long ends as if no domain controller were there.`,
      shown: {
        ...searched,
        'log[]': exampleLine({
          server: 'ex16a',
          log: 'system',
          eventId: 5816,
          signature: 'netlogon-timeout',
        }),
      },
      cleared: {
        'servers[ex16a].exchange': '2016',
        'searched[ex16a/system].from': hoursBefore(80),
        'searched[ex16a/system].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    byOne(against.strong, 'one-person-only', 'a lost domain controller meets many'),
    wellElsewhere(against.strong, 'another-pc-works', 'the same mail servers check it there'),
    against.fair('works-elsewhere', {
      when: (seen) => either(seen.flag('scope.webmailWorks'), seen.flag('scope.phoneWorks')),
      says: () => 'The same account signs in to the same servers in another way.',
      shown: { 'scope.webmailWorks': true },
      cleared: { 'scope.webmailWorks': false, 'scope.phoneWorks': false },
    }),
    leafSign(
      against.fair,
      'only-at-busy-hours',
      'timeline.pattern',
      ['peak'],
      'constant',
      'It follows the busy hours, not a lost controller.',
    ),
    leafSign(
      against.fair,
      'at-every-start',
      'timeline.pattern',
      ['every-start', 'every-logon'],
      'random',
      'It comes with every start of Outlook.',
    ),
    leafSign(
      against.fair,
      'connectivity-was-right',
      'checked[connectivity].result',
      ['right'],
      'wrong',
      'Somebody looked the connectivity over and found it right.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
    ofOneKind(against.fair, 'of-one-kind', 'a server makes no such difference'),
  ],
  remedies: ['restore-domain-controller-access'],
  meanwhile: [
    'Press Cancel and wait; typing the password again changes nothing.',
    'Do not restart all mail servers at once: they look for a domain controller when they start.',
  ],
  sources: [
    'Microsoft, MSExchange ADAccess events 2080, 2102, 2103, 2114',
    'Windows error 1311 and NTSTATUS C000005E (no logon servers)',
  ],
});
