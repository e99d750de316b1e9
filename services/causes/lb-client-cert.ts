import {
  against,
  all,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes, boxes as told } from '../readings/box.ts';
import { endsPastSomething, endsPastTheDevice, goesOnPastTheDevice } from '../readings/device-path.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { day } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { flagIs, leafIs, listNames, textMatches } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';

const boxes = ['client-certificate', 'credential', 'need-password', 'disconnected'];
const vip = 'tls[mail.contoso.example@vip]';
const path = 'iis[ex16a/default web site/mapi]';
const asking = (seen: Seen, key: string): Truth => seen.flag(`tls[${key}].asksClientCertificate`);
const throughName = (seen: Seen): readonly string[] => seen.keys('tls').filter((key) => key.endsWith('@vip'));
/** Whether TLS through the common name asks for a client certificate. */
const deviceAsks = (seen: Seen): Truth => {
  const asked = throughName(seen).flatMap((key) => asking(seen, key) ?? []);
  return asked.length === 0 ? undefined : asked.includes(true);
};
/** What is known of the servers behind it, as the end of a sentence. */
const andServers = (seen: Seen): string => {
  const direct = seen
    .keys('tls')
    .filter((key) => !key.endsWith('@vip'))
    .flatMap((key) => asking(seen, key) ?? []);
  return direct.length === 0
    ? ''
    : direct.includes(true)
      ? ', and so does a server behind it'
      : '; the servers behind it do not';
};
/** Whether a virtual directory that Outlook uses asks for a client certificate; a plain TLS look does not show that. */
const directoryAsks = (seen: Seen, key: string): Truth => {
  if (!/\/default web site(\/(mapi|rpc|ews|oab|autodiscover))?$/i.test(key)) return false;
  const flags = seen.list(`iis[${key}].ssl`);
  return flags === undefined ? undefined : flags.some((flag) => /(Negotiate|Require)Cert/i.test(flag));
};
const refused = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'signature') !== 'client-certificate') return false;
  if (/activesync/i.test(textOf(line, 'stem') ?? '')) return false;
  const at = writtenAt(line);
  return all(
    isAboutHer(seen, line),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
  );
};
const anybody = (seen: Seen, line: ElementValue): Truth =>
  textOf(line, 'signature') === 'client-certificate' &&
  !/activesync/i.test(textOf(line, 'stem') ?? '') &&
  (writtenAt(line) ?? seen.now) > seen.now - 3 * day;
const lately = (seen: Seen) => everyFrontEnd(seen, 'iis', () => seen.now - 3 * day);
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(96),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;
const refusal = exampleLine({
  server: 'ex16a',
  log: 'iis',
  stem: '/mapi/emsmdb/',
  status: 403,
  substatus: 7,
  signature: 'client-certificate',
});

export default cause({
  id: 'lb-client-cert',
  side: 'network',
  popups: boxes,
  usual: 'occasional',
  says: 'A device on the way, or a virtual directory, demands a client certificate, which Outlook cannot give.',
  toUser: {
    says: 'Something between your PC and the mail server asks for a certificate or a smart card, which Outlook does not use. Your password is right.',
    todo: 'Press Cancel, and do not enter your smart-card PIN again and again: it would be blocked.',
  },
  signs: [
    must('fitting-box', oneOfTheseBoxes(boxes, 'restart')),
    proof('device-asks', {
      group: 'asks',
      when: deviceAsks,
      says: (seen) =>
        `${names(
          throughName(seen)
            .filter((key) => asking(seen, key) === true)
            .map((key) => key.split('@')[0] ?? key),
        )} asks for a client certificate${andServers(seen)}.`,
      shown: {
        [`${vip}.asksClientCertificate`]: true,
        'tls[mail.contoso.example@ex16a].asksClientCertificate': false,
      },
      cleared: {
        [`${vip}.asksClientCertificate`]: false,
        'tls[mail.contoso.example@ex16a].asksClientCertificate': false,
      },
    }),
    proof('own-request-refused-for-it', {
      group: 'asks',
      when: (seen) => seen.someElement('log', (line) => refused(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => refused(seen, line)))}: this user's request was refused for want of a client certificate (403.7).`,
      shown: { ...searched, 'mailbox.sam': 'anna', 'log[]': refusal },
      cleared: { ...searched, 'mailbox.sam': 'anna', 'log[]': harmlessLine },
    }),
    strong('directory-asks', {
      group: 'asks',
      when: (seen) => seen.some('iis', (key) => directoryAsks(seen, key)),
      says: (seen) =>
        `${names(seen.keys('iis').filter((key) => directoryAsks(seen, key) === true))} is set to ask for client certificates.`,
      shown: { [`${path}.ssl`]: { value: ['Ssl', 'SslNegotiateCert'], from: 'worker' } },
      cleared: { [`${path}.ssl`]: { value: ['Ssl', 'Ssl128'], from: 'worker' } },
    }),
    strong('said-to-ask', {
      group: 'asks',
      ...flagIs(
        'path.asksClientCertificate',
        true,
        (seen) => `${seen.text('path.product') || 'The device in front'} asks for a client certificate.`,
      ),
    }),
    fair('somebody-refused-for-it', {
      group: 'asks',
      when: (seen) => seen.someElement('log', (line) => anybody(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => anybody(seen, line)))}: requests are refused for want of a client certificate (403.7).`,
      shown: {
        ...searched,
        'log[]': [
          {
            server: 'ex16a',
            log: 'iis',
            at: hoursBefore(1),
            stem: '/mapi/emsmdb/',
            status: 403,
            signature: 'client-certificate',
          },
        ],
      },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('box-asks-for-a-certificate', {
      group: 'box',
      when: (seen) => {
        const shown = told(seen);
        return shown.length === 0 ? undefined : shown.includes('client-certificate');
      },
      says: () => 'The box asks for a certificate or a smart-card PIN.',
      shown: { 'popup.kind': 'client-certificate' },
      cleared: { 'popup.kind': 'credential' },
    }),
    strong('box-speaks-of-a-card', {
      group: 'box',
      ...textMatches(
        'popup.text',
        /smart.?card|\bpin\b|(select|choose) a certificate|zertifikat (aus|w)/i,
        (seen) => `The box says: "${seen.text('popup.text')}".`,
        'Select a certificate',
        'Connecting to mail.contoso.example',
      ),
    }),
    strong('ends-past-it', {
      group: 'past',
      ...endsPastTheDevice('Past the device, straight to a server, it is gone.'),
    }),
    fair('ends-past-something', { group: 'past', ...endsPastSomething }),
    fair(
      'device-changed',
      listNames(
        'timeline.after',
        ['gateway-change', 'certificate-change', 'tls-change', 'server-update'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    fair(
      'only-through-it',
      listNames('scope.only', ['through:device'], 'Only those who pass the device see it.', 'domain-joined'),
    ),
    cures(
      fair,
      'other-way-cures',
      ['layer-4-instead', 'certificate-change', 'antivirus-off'],
      'Another way through the device, or another certificate setting, ended it.',
      'past',
    ),
    weak(
      'certificate-of-the-device',
      leafIs(
        'popup.certificateOf',
        ['device'],
        'The certificate concerned is that of the device.',
        'namespace',
      ),
    ),
    against.strong('nothing-asks', {
      when: (seen) =>
        all(
          not(deviceAsks(seen)),
          seen.is('path.asksClientCertificate', 'true') !== true,
          not(seen.some('iis', (key) => directoryAsks(seen, key))) !== false,
        ),
      says: (seen) =>
        `TLS asks for no client certificate at ${names(seen.keys('tls').filter((key) => asking(seen, key) === false))}.`,
      shown: {
        [`${vip}.asksClientCertificate`]: false,
        'tls[mail.contoso.example@ex16a].asksClientCertificate': false,
      },
      cleared: {
        [`${vip}.asksClientCertificate`]: true,
        'tls[mail.contoso.example@ex16a].asksClientCertificate': false,
      },
    }),
    against.strong(
      'said-not-to-ask',
      flagIs('path.asksClientCertificate', false, 'The way to Exchange asks for no client certificate.'),
    ),
    against.strong('goes-on-past-it', goesOnPastTheDevice('Straight to a server it goes on.')),
    against.fair(
      'password-ends-it',
      leafIs(
        'popup.passwordAccepted',
        ['accepted'],
        'The password is accepted, which a demand for a certificate never does.',
        'refused',
      ),
    ),
  ],
  remedies: ['ignore-client-certificates'],
  meanwhile: [
    'Press Cancel; do not enter a smart-card PIN repeatedly.',
    'Use web mail if it opens without a certificate.',
  ],
  sources: [
    'Microsoft KB4488049',
    'Microsoft, "Blocked smart card PIN when you use Outlook"',
    'Microsoft, HTTP status 403.7 in IIS',
  ],
});
