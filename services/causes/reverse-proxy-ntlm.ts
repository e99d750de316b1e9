import { against, all, any, cause, fair, must, not, proof, type Seen, strong, weak } from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import {
  endsPastSomething,
  endsPastTheDevice,
  goesOnPastTheDevice,
  onNodes,
  preAuthenticates,
  protectionRequired,
  refusedOnlyThroughDevice,
  splitOnTheWire,
  splitsConnections,
  switchingProtectionOffCures,
  throughCommonName,
  throughDevice,
} from '../readings/device-path.ts';
import { tried } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames, textMatches } from '../readings/told-signs.ts';
import { cures, helps, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password'];
const vip = 'mapi[mail.contoso.example@vip/emsmdb]';
const node = 'mapi[mail.contoso.example@ex16a/emsmdb]';
const device = (seen: Seen): string =>
  seen.text('path.product') || seen.text('path.through') || 'the device in front';

export default cause({
  id: 'reverse-proxy-ntlm',
  side: 'network',
  popups: boxes,
  usual: 'occasional',
  says: 'A reverse proxy or load balancer that reads requests does not keep one client connection on one server connection, and NTLM signs in a connection.',
  toUser: {
    says: 'A device between your PC and the mail server mixes up connections, so that signing in never ends. Your password is right.',
    todo: 'Press Cancel and use web mail; inside the office or by VPN Outlook may work.',
  },
  signs: [
    must('through-a-device', {
      when: throughDevice,
      says: (seen) =>
        throughDevice(seen) === false
          ? 'Nothing stands between this user and Exchange.'
          : `Requests pass ${device(seen)}.`,
      shown: { 'path.through': 'reverse-proxy' },
      cleared: { 'path.through': 'direct' },
    }),
    must('password-box', oneOfTheseBoxes(boxes, 'restart')),
    proof('refused-where-connections-are-split', {
      group: 'connection',
      ownAccount: true,
      when: (seen) => all(refusedOnlyThroughDevice(seen), splitOnTheWire(seen)),
      says: (seen) =>
        `NTLM is refused through ${names([...new Set(throughCommonName(seen).map(({ host }) => host))])} (401), accepted by ${names([...new Set(onNodes(seen).map((one) => one.node))])} (200), and the device gives one connection's requests to several.`,
      shown: { [`${vip}.ntlmStatus`]: 401, [`${vip}.sameConnection`]: false, [`${node}.ntlmStatus`]: 200 },
      cleared: { [`${vip}.ntlmStatus`]: 200, [`${vip}.sameConnection`]: true, [`${node}.ntlmStatus`]: 200 },
    }),
    strong('connections-are-split', {
      group: 'connection',
      when: splitsConnections,
      says: (seen) => `One client connection is not kept on one server connection by ${device(seen)}.`,
      shown: { 'path.keepsConnection': false },
      cleared: { 'path.keepsConnection': true },
    }),
    strong('refused-through-it-only', {
      group: 'connection',
      ownAccount: true,
      when: refusedOnlyThroughDevice,
      says: (seen) =>
        `NTLM is refused through ${names([...new Set(throughCommonName(seen).map(({ host }) => host))])} and accepted by every front end.`,
      shown: { [`${vip}.ntlmStatus`]: 401, [`${node}.ntlmStatus`]: 200 },
      cleared: { [`${vip}.ntlmStatus`]: 200, [`${node}.ntlmStatus`]: 200 },
    }),
    strong('ends-past-it', {
      group: 'past',
      ...endsPastTheDevice('Past the device, straight to a server, it is gone.'),
    }),
    fair('ends-past-something', { group: 'past', ...endsPastSomething }),
    cures(
      strong,
      'layer-4-cures',
      ['layer-4-instead'],
      'Passing connections through unopened (layer 4) ended it.',
      'past',
    ),
    helps(
      strong,
      'basic-cures',
      ['basic'],
      'With Basic, which signs in each request and not a connection, it is gone.',
    ),
    fair('reads-requests', {
      group: 'kind',
      ...leafIs(
        'path.through',
        ['reverse-proxy', 'load-balancer-7'],
        (seen) =>
          `Requests pass a ${seen.text('path.through')}${seen.text('path.product') === undefined ? '' : ` (${seen.text('path.product')})`}, which reads them.`,
        'load-balancer-4',
      ),
    }),
    strong('known-to-share-connections', {
      group: 'kind',
      ...textMatches(
        'path.product',
        /nginx|apache|httpd|squid|varnish|traefik|\bpound\b|mod_proxy|cloudflare/i,
        (seen) =>
          `${seen.text('path.product')} shares server connections between clients unless told otherwise.`,
        'nginx',
        'Kemp',
      ),
    }),
    against.fair('a-gateway-that-signs-people-in', {
      when: preAuthenticates,
      says: (seen) =>
        `${seen.text('path.product')} signs people in itself, so it is its own sign-in that has to fit.`,
      shown: { 'path.product': 'Web Application Proxy' },
      cleared: { 'path.product': 'nginx' },
    }),
    fair(
      'only-through-it',
      listNames('scope.only', ['through:device'], 'Only those who pass the device see it.', 'domain-joined'),
    ),
    fair('inside-works', {
      when: (seen) =>
        all(
          seen.flag('scope.insideWorks'),
          any(not(seen.flag('scope.outsideWorks')), seen.is('scope.affected', 'one-path')),
        ),
      says: () => 'Inside, past the device, it works; outside it does not.',
      shown: { 'scope.insideWorks': true, 'scope.outsideWorks': false },
      cleared: { 'scope.insideWorks': false },
    }),
    fair(
      'device-changed',
      listNames(
        'timeline.after',
        ['gateway-change'],
        'It began when a device on the way was changed.',
        'password-change',
      ),
    ),
    weak(
      'web-mail-works',
      flagIs(
        'scope.webmailWorks',
        true,
        'Web mail, which signs in by a form, works through the same device.',
      ),
    ),
    weak(
      'comes-and-goes',
      leafIs(
        'timeline.pattern',
        ['random', 'constant'],
        (seen) =>
          `It comes ${seen.text('timeline.pattern') === 'random' ? 'at random, as connections are shared' : 'all the time'}.`,
        'once',
      ),
    ),
    against.strong('connections-are-kept', {
      when: (seen) => not(splitsConnections(seen)),
      says: (seen) => `${device(seen)} keeps each client connection on one server connection.`,
      shown: { 'path.keepsConnection': true },
      cleared: { 'path.keepsConnection': false },
    }),
    against.strong('passes-unopened', {
      when: (seen) =>
        any(seen.is('path.through', 'load-balancer-4'), seen.is('path.behindDevice', 'passthrough')),
      says: () => 'The device passes connections through unopened (layer 4).',
      shown: { 'path.through': 'load-balancer-4' },
      cleared: { 'path.through': 'reverse-proxy', 'path.behindDevice': 'http' },
    }),
    against.strong('extended-protection-explains-it', switchingProtectionOffCures),
    against.fair('extended-protection-required', {
      when: (seen) => all(protectionRequired(seen), seen.is('path.tlsEndsAt', 'device')),
      says: () =>
        'Extended Protection is required, and the device ends TLS: that refuses every sign-in by itself.',
      shown: {
        'path.tlsEndsAt': 'device',
        'iis[ex16a/default web site/mapi].extendedProtection': { value: 'require', from: 'worker' },
      },
      cleared: {
        'path.tlsEndsAt': 'device',
        'iis[ex16a/default web site/mapi].extendedProtection': { value: 'none', from: 'worker' },
      },
    }),
    against.strong(
      'signs-in-at-the-device',
      leafIs(
        'path.preAuthentication',
        ['basic', 'forms', 'kcd'],
        (seen) =>
          `The device signs users in itself (${seen.text('path.preAuthentication')}), so NTLM does not pass it.`,
        'none',
      ),
    ),
    against.strong('goes-on-past-it', goesOnPastTheDevice('Straight to a server it goes on.')),
    inVain(against.fair, 'basic-in-vain', ['basic'], 'With Basic it goes on.'),
    against.strong('client-certificate', {
      when: (seen) =>
        any(seen.is('popup.kind', 'client-certificate'), seen.flag('path.asksClientCertificate')),
      says: () => 'The device asks for a client certificate.',
      shown: { 'path.asksClientCertificate': true },
      cleared: { 'path.asksClientCertificate': false, 'popup.kind': 'credential' },
    }),
    against.fair('only-at-peak', {
      when: (seen) => any(seen.is('timeline.pattern', 'peak'), tried(seen, ['wait'], 'cured')),
      says: () => 'It comes at busy hours and ends by itself.',
      shown: { 'timeline.pattern': 'peak' },
      cleared: { 'timeline.pattern': 'constant', 'tried[]': [{ what: 'wait', result: 'nothing' }] },
    }),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile, not the way to Exchange.'),
    ),
  ],
  remedies: ['keep-client-connections'],
  meanwhile: [
    'Use web mail, or VPN past the device.',
    'Do not switch Basic on as a lasting answer: it sends passwords with every request.',
  ],
  sources: [
    'Apache reverse proxy for Exchange (phr0gz, issue 2)',
    '[MS-NTHT] (NTLM over HTTP signs in a connection)',
    'Microsoft Q&A 1620314',
  ],
});
