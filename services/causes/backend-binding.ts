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
import { backEndFailed } from '../readings/answers.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { everyFrontEndIs, isHome, someServer } from '../readings/her-servers.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { names, place } from '../readings/sentences.ts';
import { frontEnds, shortName } from '../readings/servers.ts';
import { carries, lineOf, type Wanted, where } from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { byOne, mendedNearTheUser, ofOneKind, wellElsewhere } from '../readings/who-sees-it.ts';

/** http.sys cannot use what is bound to a port. */
const badBinding: Wanted = {
  signatures: [],
  logs: ['system', 'application', 'script'],
  writtenBy: 'front-ends',
  whateverSignature: true,
  alike: (line) => numberOf(line, 'eventId') === 15021 && !/:443\b/.test(textOf(line, 'text') ?? ''),
};
const unbound = (seen: Seen, server: string): Truth => {
  const binding = seen.text(`servers[${server}].backEndBinding`);
  const inStore = seen.flag(`servers[${server}].backEndCertificateInStore`);
  if (binding === '' || inStore === false) return true;
  return binding === undefined && inStore === undefined ? undefined : false;
};
/** The certificate that clients see on 443 stands on 444 too. */
const replaced = (seen: Seen, server: string): Truth => {
  const back = seen.text(`servers[${server}].backEndBinding`);
  if (back === undefined || back === '') return back === undefined ? undefined : false;
  const front = [
    seen.text(`servers[${server}].frontEndBinding`),
    ...seen.keys('tls').flatMap((key) => (key.endsWith(`@${server}`) ? [seen.text(`tls[${key}].leaf`)] : [])),
  ].filter((one) => one !== undefined);
  return front.length === 0 ? undefined : front.some((one) => one?.toLowerCase() === back.toLowerCase());
};
/** Only the server where her mailbox is active needs it; where that is unknown, any may be it. */
const lost = (seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => isHome(seen, server) !== false && unbound(seen, server) === true);
/** An event counts for the server where her mailbox is, and until its binding was seen to be good. */
const eventOf = (seen: Seen, line: ElementValue): Truth => {
  const server = shortName(textOf(line, 'server') ?? '');
  return unbound(seen, server) === false ? false : isHome(seen, server);
};
const event = (seen: Seen, test: (line: ElementValue) => Truth): Truth =>
  seen.someElement('log', (line) => carries(seen, line, badBinding) && test(line), where(seen, badBinding));
const line = exampleLine({
  server: 'ex16a',
  log: 'system',
  eventId: 15021,
  text: 'An error occurred while using SSL configuration for endpoint 0.0.0.0:444.',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/system].from': hoursBefore(80),
  'searched[ex16a/system].to': hoursBefore(0),
} as const;

export default cause({
  id: 'backend-binding',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The certificate of the site Exchange Back End (port 444) was lost or replaced, so the front end cannot reach the mailbox behind it.',
  toUser: {
    says: 'Our mail server has lost an inner certificate, so nothing that you send reaches your mailbox. Your password is right.',
    todo: 'Nothing to do: wait until it is put right.',
  },
  signs: [
    proof('nothing-is-bound-where-her-mailbox-is', {
      group: 'binding',
      when: (seen) => someServer(seen, (server) => all(isHome(seen, server), unbound(seen, server))),
      says: (seen) =>
        `${names(lost(seen))}, where her mailbox is active: no usable certificate is bound to Exchange Back End (444).`,
      shown: { 'mailbox.server': 'ex16a', 'servers[ex16a].backEndBinding': '' },
      cleared: { 'mailbox.server': 'ex16a', 'servers[ex16a].backEndBinding': 'a1b2c3' },
    }),
    proof('windows-cannot-use-it-there', {
      group: 'binding',
      when: (seen) => event(seen, (one) => eventOf(seen, one)),
      says: (seen) =>
        `${place(lineOf(seen, badBinding))}: Windows cannot use what is bound to port 444 (event 15021), and her mailbox is active there.`,
      shown: { ...searched, 'mailbox.server': 'ex16a', 'log[]': line },
      cleared: { ...searched, 'mailbox.server': 'ex16a', 'log[]': harmlessLine },
    }),
    strong('nothing-usable-is-bound', {
      group: 'binding',
      when: (seen) =>
        any(
          someServer(seen, (server) => (isHome(seen, server) === false ? false : unbound(seen, server))),
          event(seen, (one) => eventOf(seen, one) !== false),
        ),
      says: (seen) =>
        lost(seen).length > 0
          ? `${names(lost(seen))}: no usable certificate is bound to Exchange Back End (444).`
          : `${place(lineOf(seen, badBinding))}: Windows cannot use what is bound to port 444 (event 15021).`,
      shown: { 'servers[ex16a].backEndBinding': '' },
      cleared: { ...searched, 'servers[ex16a].backEndBinding': 'a1b2c3', 'log[]': harmlessLine },
    }),
    risk('the-public-certificate-is-bound', {
      group: 'binding',
      when: (seen) => someServer(seen, (server) => replaced(seen, server)),
      says: (seen) =>
        `${names(seen.keys('servers').filter((server) => replaced(seen, server) === true))}: the certificate of 443 stands on 444 too, in place of the server's own.`,
      shown: { 'servers[ex16a].backEndBinding': 'a1b2c3', 'servers[ex16a].frontEndBinding': 'A1B2C3' },
      cleared: { 'servers[ex16a].backEndBinding': 'a1b2c3', 'servers[ex16a].frontEndBinding': 'd4e5f6' },
    }),
    strong('since-a-certificate-and-web-mail-fails-too', {
      group: 'change',
      when: (seen) =>
        all(seen.has('timeline.after', 'certificate-change'), not(seen.flag('scope.webmailWorks'))),
      says: () => 'Since a certificate was changed web mail fails as well, which goes the same inner way.',
      shown: { 'timeline.after': ['certificate-change'], 'scope.webmailWorks': false },
      cleared: { 'timeline.after': ['certificate-change'], 'scope.webmailWorks': true },
    }),
    began(
      fair,
      'began-with-a-certificate',
      ['certificate-change'],
      'the inner certificate is often removed with the old one',
      'change',
    ),
    began(
      weak,
      'began-with-an-update',
      ['server-update', 'os-update'],
      'set-up may rebind the inner site',
      'change',
    ),
    fair('the-back-end-failed', {
      when: (seen) => {
        const known = seen
          .keys('mapi')
          .filter((key) => seen.text(`mapi[${key}].failureContext`) !== undefined);
        return known.length === 0 ? undefined : backEndFailed(seen) !== undefined;
      },
      says: (seen) => `${backEndFailed(seen) ?? 'The front end'} says that the back end failed behind it.`,
      shown: { 'mapi[mail.contoso.example@ex16a/nspi].failureContext': 'BackEnd;503;;;;;' },
      cleared: {
        'mapi[mail.contoso.example@ex16a/nspi].failureContext': 'FrontEnd;401;VW5hdXRob3JpemVk;;;;',
      },
    }),
    leafSign(fair, 'web-mail-fails-too', 'scope.webmailWorks', [false], true, 'Web mail fails too.'),
    leafSign(fair, 'phones-fail-too', 'scope.phoneWorks', [false], true, 'Phones fail too.'),
    leafSign(
      fair,
      'everybody',
      'scope.affected',
      ['all', 'one-database'],
      'one-user',
      'Everybody on that server sees it.',
    ),
    cures(strong, 'a-certificate-cures', ['certificate-change'], 'Binding a certificate anew ended it.'),
    inVain(
      weak,
      'restarts-in-vain',
      ['reboot-server', 'iis-reset'],
      'A restart of the server changed nothing.',
    ),
    against.strong('every-server-is-bound', {
      when: (seen) =>
        everyFrontEndIs(seen, (server) => all(not(unbound(seen, server)), replaced(seen, server) !== true)),
      says: (seen) => `${names(frontEnds(seen))}: a certificate is bound to Exchange Back End (444).`,
      shown: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].backEndBinding': 'a1b2c3' },
      cleared: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].backEndBinding': '' },
    }),
    leafSign(
      against.strong,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail works, which goes the same inner way.',
      'elsewhere',
    ),
    leafSign(
      against.strong,
      'phones-work',
      'scope.phoneWorks',
      [true],
      false,
      'Phones work, which go the same inner way.',
      'elsewhere',
    ),
    wellElsewhere(against.strong, 'another-pc-works', 'the inner way is the same'),
    byOne(against.strong, 'one-person-only', 'the inner way is everybody’s'),
    leafSign(
      against.fair,
      'certificates-were-found-right',
      'checked[certificates].result',
      ['right'],
      'wrong',
      'Somebody looked the certificates over and found them right.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
    ofOneKind(against.fair, 'of-one-kind', 'a server makes no such difference'),
  ],
  remedies: ['rebind-back-end-certificate'],
  meanwhile: [
    'Do not type the password again and again.',
    'Do not bind the public certificate to port 444: the inner site wants the server’s own.',
  ],
  sources: [
    'Microsoft, OWA, ECP or EMS can’t connect after removing a self-signed certificate from the Exchange Back End website',
    'Windows event 15021 (HttpEvent)',
  ],
});
