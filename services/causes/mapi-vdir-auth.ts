import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, textOf } from '../readings/lines.ts';
import { day, tried, withoutDomainController } from '../readings/mailbox.ts';
import { usesMapiHttp } from '../readings/mapi-http.ts';
import {
  anyEndpoint,
  endpoints,
  everyEndpoint,
  failureContext,
  frontEndRefused,
  isHerRefusal,
  kerberosOnly,
  offers,
  offersNoNtlm,
  offersNothingUsable,
  refusedWhereNtlmIsMissing,
  settingLacksNtlm,
  succeedsWhereNtlmIsMissing,
} from '../readings/mapi-offer.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd, type Node } from '../readings/servers.ts';
import { leafSign } from '../readings/told-signs.ts';
import { inVain } from '../readings/tries.ts';

const nspi = (node: string) => `mapi[mail.contoso.example@${node}/nspi]`;
/** The wire decides; the setting stands in where the wire was not seen. */
const lacksNtlm = (seen: Seen): Truth =>
  anyEndpoint(seen, (node) => offersNoNtlm(seen, node)) ?? settingLacksNtlm(seen);
const refusedWithoutNtlm = (seen: Seen, node: Node): Truth =>
  all(frontEndRefused(seen, node), offersNoNtlm(seen, node) !== false);
const lately = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - 3 * day);
const off = ['mapi-http-off-client', 'mapi-http-off-mailbox', 'mapi-http-off-organisation'];
const refusal = (signature: string) =>
  exampleLine({ server: 'ex16b', log: 'http-proxy', stem: '/mapi/nspi/', status: 401, signature });
const searched = {
  'servers[ex16b].exchange': '2016',
  'searched[ex16b/http-proxy].from': hoursBefore(72),
  'searched[ex16b/http-proxy].to': hoursBefore(0),
  'searched[ex16b/iis].from': hoursBefore(72),
  'searched[ex16b/iis].to': hoursBefore(0),
} as const;
const wrong = { [`${nspi('ex16b')}.anonymousStatus`]: 401, [`${nspi('ex16b')}.schemes`]: ['Negotiate'] };
const right = {
  [`${nspi('ex16b')}.anonymousStatus`]: 401,
  [`${nspi('ex16b')}.schemes`]: ['Negotiate', 'NTLM'],
};

export default cause({
  id: 'mapi-vdir-auth',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'The sign-in methods that a front end offers on /mapi cannot work for this client.',
  toUser: {
    says: 'One of our mail servers offers Outlook a way to sign in that your PC cannot use from where it is. Your password is right.',
    todo: 'Press Cancel, use web mail, and, if you have it, try again over VPN.',
  },
  signs: [
    must('uses-mapi-http', {
      when: usesMapiHttp,
      says: (seen) =>
        usesMapiHttp(seen) === false
          ? `Outlook does not use MAPI/HTTP here (${seen.text('client.protocol') ?? `mailbox on Exchange ${seen.text('mailbox.exchange') ?? 'unknown'}, MAPI/HTTP off`}).`
          : `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange') ?? '2013 or later'}, which is reached by MAPI/HTTP.`,
      shown: { 'mailbox.exchange': '2016' },
      cleared: { 'mailbox.exchange': '2010' },
    }),
    proof('own-refusal-where-ntlm-is-missing', {
      group: 'offer',
      when: (seen) =>
        all(
          seen.someElement('log', (line) => refusedWhereNtlmIsMissing(seen, line), lately(seen)),
          kerberosOnly(seen) !== true,
        ),
      says: (seen) => {
        const line = firstLine(seen, (one) => refusedWhereNtlmIsMissing(seen, one));
        return `${place(line)}: this user's request to /mapi was refused by the front end (401), and that server offers no NTLM.`;
      },
      shown: { ...wrong, ...searched, 'log[]': refusal('front-end-401') },
      cleared: { ...right, ...searched, 'log[]': harmlessLine },
    }),
    strong('no-way-for-this-client', {
      group: 'offer',
      // Negotiate alone can fall back to NTLM (field notes 13), so for a client that has a domain controller it is only a risk.
      when: (seen) =>
        any(
          anyEndpoint(seen, (node) => offersNothingUsable(seen, node)),
          all(withoutDomainController(seen), lacksNtlm(seen)),
        ),
      says: (seen) =>
        `${offers(seen, (node) => offersNoNtlm(seen, node))}, no NTLM${withoutDomainController(seen) === true ? '; this PC reaches no domain controller' : ''}.`,
      shown: { ...wrong, 'client.domainJoined': false },
      cleared: {
        ...right,
        'client.domainJoined': false,
        'iis[ex16b/default web site/mapi].providers': ['Negotiate', 'NTLM'],
        'vdirs[ex16b/mapi].internalAuth': ['ntlm', 'negotiate', 'oauth'],
        'vdirs[ex16b/mapi].externalAuth': ['ntlm', 'negotiate', 'oauth'],
      },
    }),
    risk('ntlm-not-offered', {
      group: 'offer',
      when: (seen) => lacksNtlm(seen),
      says: (seen) => {
        const seenOnWire = offers(seen, (node) => offersNoNtlm(seen, node));
        return seenOnWire === 'none' ? 'The setting of /mapi holds no NTLM.' : `${seenOnWire}, no NTLM.`;
      },
      shown: wrong,
      cleared: {
        ...right,
        'iis[ex16b/default web site/mapi].providers': ['Negotiate', 'NTLM'],
        'vdirs[ex16b/mapi].internalAuth': ['ntlm', 'negotiate', 'oauth'],
        'vdirs[ex16b/mapi].externalAuth': ['ntlm', 'negotiate', 'oauth'],
      },
    }),
    strong('own-ntlm-refused', {
      group: 'refused',
      ownAccount: true,
      when: (seen) => anyEndpoint(seen, ({ key }) => seen.is(`mapi[${key}].ntlmStatus`, 401)),
      says: (seen) =>
        `${names(
          endpoints(seen)
            .filter(({ key }) => seen.number(`mapi[${key}].ntlmStatus`) === 401)
            .map(({ node, part }) => `${node} /mapi/${part}`),
        )} refused our own account by NTLM (401), which another server accepted.`,
      shown: { [`${nspi('ex16b')}.ntlmStatus`]: 401 },
      cleared: { [`${nspi('ex16b')}.ntlmStatus`]: 200 },
    }),
    fair('own-refusal', {
      group: 'refused',
      when: (seen) => seen.someElement('log', (line) => isHerRefusal(seen, line), lately(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => isHerRefusal(seen, one));
        return `${place(line)}: this user's request to ${(line === undefined ? undefined : textOf(line, 'stem')) ?? '/mapi'} was refused (401).`;
      },
      shown: { ...searched, 'log[]': refusal('front-end-401') },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    // An anonymous request is refused like this by a healthy server too.
    weak('front-end-says-unauthorized', {
      group: 'refused',
      when: (seen) => anyEndpoint(seen, (node) => refusedWithoutNtlm(seen, node)),
      says: (seen) => {
        const node = endpoints(seen).find((one) => refusedWithoutNtlm(seen, one) === true);
        const said = failureContext(
          node === undefined ? undefined : seen.text(`mapi[${node.key}].failureContext`),
        );
        return `${node?.node ?? 'The front end'} /mapi/${node?.part ?? ''} refused by itself${said === undefined ? '' : ` (${said.who}, ${said.status}, ${said.word})`}.`;
      },
      shown: { [`${nspi('ex16b')}.failureContext`]: 'FrontEnd;401;VW5hdXRob3JpemVk;;;;' },
      cleared: { [`${nspi('ex16b')}.failureContext`]: 'BackEnd;503;;;;;' },
    }),
    strong('ends-without-mapi-http', {
      when: (seen) => any(tried(seen, off, 'cured'), tried(seen, ['ntlm-only'], 'cured')),
      says: () => 'With MAPI/HTTP switched off, or NTLM alone offered on it, it was gone.',
      shown: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      cleared: {
        'tried[]': [
          { what: 'mapi-http-off-client', result: 'nothing' },
          { what: 'ntlm-only', result: 'nothing' },
        ],
      },
    }),
    fair('new-profile-in-vain', {
      when: (seen) =>
        tried(seen, ['new-profile', 'new-windows-profile'], 'nothing', 'until-restart', 'worse'),
      says: () => 'A new profile did not help beyond the next start of Outlook.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'until-restart' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
    }),
    strong('refused-outside-since-mapi-http', {
      group: 'place',
      when: (seen) =>
        all(
          seen.flag('scope.insideWorks'),
          not(seen.flag('scope.outsideWorks')),
          seen.is('client.protocol', 'HTTP'),
          seen.has('timeline.after', 'protocol-switch'),
        ),
      says: () =>
        'Since Outlook uses MAPI/HTTP it is refused outside, where no domain controller is at hand, and let in inside.',
      shown: {
        'scope.insideWorks': true,
        'scope.outsideWorks': false,
        'client.protocol': 'HTTP',
        'timeline.after': ['protocol-switch'],
      },
      cleared: {
        'scope.insideWorks': true,
        'scope.outsideWorks': false,
        'client.protocol': 'HTTP',
        'timeline.after': ['password-change'],
      },
    }),
    fair('only-without-domain-controller', {
      group: 'place',
      when: (seen) =>
        any(
          seen.has('scope.only', 'not-domain-joined'),
          all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
        ),
      says: () => 'It happens only outside, or only on PCs outside the domain.',
      shown: { 'scope.only': ['not-domain-joined'] },
      cleared: { 'scope.only': ['domain-joined'], 'scope.insideWorks': false },
    }),
    leafSign(
      weak,
      'the-right-password-is-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'Whatever is typed is refused: no method fits.',
    ),
    weak('began-with-mapi-http', {
      when: (seen) =>
        any(seen.has('timeline.after', 'protocol-switch'), seen.has('timeline.after', 'own-move')),
      says: (seen) =>
        `It began after: ${names(seen.list('timeline.after') ?? [])}; from then on Outlook uses MAPI/HTTP.`,
      shown: { 'timeline.after': ['own-move'] },
      cleared: { 'timeline.after': ['password-change'] },
    }),
    against.strong('every-front-end-offers-both', {
      when: (seen) =>
        all(
          everyEndpoint(seen, (node) => not(offersNoNtlm(seen, node))),
          everyEndpoint(seen, ({ key }) => seen.has(`mapi[${key}].schemes`, 'negotiate')),
        ),
      says: (seen) =>
        `${names([...new Set(endpoints(seen).map(({ node }) => node))])} offer Negotiate and NTLM on /mapi.`,
      shown: right,
      cleared: wrong,
    }),
    against.strong('own-success-there', {
      when: (seen) => seen.someElement('log', (line) => succeedsWhereNtlmIsMissing(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => succeedsWhereNtlmIsMissing(seen, line)))}: this user's request to /mapi went well on a server without NTLM.`,
      shown: { ...wrong, ...searched, 'log[]': harmlessLine },
      cleared: { ...wrong, ...searched, 'log[]': refusal('front-end-401') },
    }),
    against.strong('own-ntlm-accepted', {
      when: (seen) => everyEndpoint(seen, ({ key }) => seen.is(`mapi[${key}].ntlmStatus`, 200)),
      says: (seen) =>
        `${names([...new Set(endpoints(seen).map(({ node }) => node))])} accepted our own account by NTLM on /mapi.`,
      shown: { [`${nspi('ex16b')}.ntlmStatus`]: 200 },
      cleared: { [`${nspi('ex16b')}.ntlmStatus`]: 401 },
    }),
    inVain(against.strong, 'goes-on-without-mapi-http', off, 'With MAPI/HTTP switched off it went on.'),
    against.strong('another-pc-works', {
      when: (seen) => {
        const elsewhere = any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc'));
        // The other PC may simply reach a domain controller.
        return elsewhere === true && withoutDomainController(seen) === true ? false : elsewhere;
      },
      says: () => 'The same person works on another PC, which asks the same front ends.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    against.proof('kerberos-only-provider', {
      when: kerberosOnly,
      says: () => 'IIS offers Negotiate:Kerberos on /mapi, which never falls back: a setting of its own.',
      shown: { 'iis[ex16b/default web site/mapi].providers': ['Negotiate:Kerberos'] },
      cleared: { 'iis[ex16b/default web site/mapi].providers': ['Negotiate'] },
    }),
    against.fair('works-outside-fails-inside', {
      when: (seen) => all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
      says: () =>
        'Outside works and inside does not: where a domain controller is at hand, not where it is missing.',
      shown: { 'scope.outsideWorks': true, 'scope.insideWorks': false },
      cleared: { 'scope.outsideWorks': false, 'scope.insideWorks': true },
    }),
  ],
  remedies: ['restore-mapi-vdir-authentication'],
  meanwhile: [
    'Use web mail, or connect by VPN first.',
    'Do not tick "Remember my credentials", and do not create a new profile.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Microsoft, Set-MapiVirtualDirectory (default: NTLM, OAuth, Negotiate)',
    '[MS-OXCMAPIHTTP] 2.2.3',
    'serverfault.com 854631',
  ],
});
