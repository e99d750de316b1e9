import { against, all, any, cause, fair, not, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { boxHost } from '../readings/box.ts';
import {
  boxSays,
  everyCertificate,
  firstCertificate,
  isRootDomain,
  outOfDate,
  presented,
  someCertificate,
  surelySeen,
  whose,
} from '../readings/certificates.ts';
import { hoursBefore } from '../readings/examples.ts';
import { wrongOnHerWay } from '../readings/her-servers.ts';
import { either } from '../readings/mailbox.ts';
import { moment, span } from '../readings/sentences.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { mendedNearTheUser, wellElsewhere } from '../readings/who-sees-it.ts';

/** The mail domain's own certificate is mostly a web site's: told apart by the box that names it. */
const rootExpired = (seen: Seen): Truth => {
  const roots = presented(seen).filter(({ host }) => isRootDomain(seen, host));
  return roots.length === 0 ? undefined : any(...roots.map((one) => outOfDate(seen, one)));
};
/** The expiry is newer than what was told of its start, or near it. */
const sinceExpiry = (seen: Seen): Truth => {
  const since = seen.time('timeline.since');
  const one = firstCertificate(seen, (certificate) => outOfDate(seen, certificate));
  const end = one === undefined ? undefined : seen.time(`tls[${one.key}].notAfter`);
  return since === undefined || end === undefined ? undefined : Math.abs(since - end) < 3 * 24 * 3_600_000;
};
const saysDate = (seen: Seen): string => {
  const one = firstCertificate(seen, (certificate) => outOfDate(seen, certificate));
  const end = one === undefined ? undefined : seen.time(`tls[${one.key}].notAfter`);
  const start = one === undefined ? undefined : seen.time(`tls[${one.key}].notBefore`);
  if (end === undefined) return `The certificate of ${whose(one)} is out of date.`;
  return end <= seen.now
    ? `The certificate of ${whose(one)} expired ${moment(end)}, ${span(seen.now - end)} ago.`
    : `The certificate of ${whose(one)} is valid only from ${moment(start)}.`;
};
const key = 'tls[mail.contoso.example@ex16a]';
const vip = 'tls[mail.contoso.example@vip]';

export default cause({
  id: 'cert-expired',
  side: 'tls',
  popups: [
    'certificate',
    'proxy-certificate',
    'encrypted-unavailable',
    'disconnected',
    'credential',
    'need-password',
  ],
  usual: 'occasional',
  says: 'A certificate on the way to Exchange has expired.',
  toUser: {
    says: 'The certificate of our mail server has run out, and Outlook warns you of it. Nothing is wrong with your PC or your password.',
    todo: 'Nothing to do: answer No or Cancel, and wait for the new one.',
  },
  signs: [
    proof('out-of-date-on-her-way', {
      group: 'date',
      when: (seen) =>
        someCertificate(seen, (one) => wrongOnHerWay(outOfDate(seen, one), () => surelySeen(seen, one))),
      says: saysDate,
      shown: { [`${vip}.notAfter`]: hoursBefore(30) },
      cleared: { [`${vip}.notAfter`]: hoursBefore(-3000) },
    }),
    strong('out-of-date', {
      group: 'date',
      when: (seen) => someCertificate(seen, (one) => outOfDate(seen, one)),
      says: saysDate,
      shown: { [`${key}.notAfter`]: hoursBefore(30) },
      cleared: { [`${key}.notAfter`]: hoursBefore(-3000) },
    }),
    strong('the-box-speaks-of-the-date', {
      group: 'box',
      when: (seen) => boxSays(seen, 'date'),
      says: () => 'The box says that the certificate has expired or is not yet valid.',
      shown: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
      cleared: {
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
      },
    }),
    strong('it-began-when-it-ran-out', {
      when: sinceExpiry,
      says: (seen) => `It began ${moment(seen.time('timeline.since'))}, when the certificate ran out.`,
      shown: { 'timeline.since': hoursBefore(29), [`${key}.notAfter`]: hoursBefore(30) },
      cleared: { 'timeline.since': hoursBefore(900), [`${key}.notAfter`]: hoursBefore(30) },
    }),
    cures(strong, 'a-new-certificate-cures', ['certificate-change'], 'With a new certificate it was gone.'),
    leafSign(
      fair,
      'certificates-were-found-wrong',
      'checked[certificates].result',
      ['wrong'],
      'right',
      'Somebody found the certificates wrong.',
    ),
    leafSign(
      fair,
      'everybody-at-once',
      'scope.affected',
      ['all', 'one-path'],
      'one-user',
      'Everybody sees it at once.',
    ),
    leafSign(
      weak,
      'the-common-certificate',
      'popup.certificateOf',
      ['namespace', 'own-server', 'other-exchange-server', 'device'],
      'web-site',
      'The certificate in the box is one on the way to Exchange.',
    ),
    leafSign(weak, 'phones-fail-too', 'scope.phoneWorks', [false], true, 'Phones refuse it too.'),
    began(
      weak,
      'began-with-a-certificate',
      ['certificate-change'],
      'an old one may still be bound somewhere',
    ),
    against.strong('all-in-date', {
      when: (seen) => everyCertificate(seen, (one) => not(outOfDate(seen, one))),
      says: () => 'Every certificate of Outlook’s hosts is in date.',
      shown: { [`${key}.notAfter`]: hoursBefore(-3000) },
      cleared: { [`${key}.notAfter`]: hoursBefore(30) },
    }),
    against.strong('only-the-mail-domain-itself', {
      when: (seen) =>
        all(
          either(
            boxHost(seen) === undefined ? undefined : isRootDomain(seen, boxHost(seen) ?? ''),
            seen.is('popup.hostIs', 'mail-domain'),
            seen.is('popup.certificateOf', 'web-site'),
          ),
          someCertificate(seen, (one) => outOfDate(seen, one)) !== true,
        ),
      says: (seen) =>
        rootExpired(seen) === true
          ? 'Only the web site of the mail domain shows an expired certificate.'
          : 'The box is about the web site of the mail domain.',
      shown: { 'popup.hostIs': 'mail-domain' },
      cleared: { 'popup.hostIs': 'namespace', 'popup.certificateOf': 'namespace' },
    }),
    against.fair('it-speaks-of-name-or-issuer', {
      when: (seen) => all(any(boxSays(seen, 'name'), boxSays(seen, 'issuer')), not(boxSays(seen, 'date'))),
      says: () => 'The box speaks of the name or the issuer, not of the date.',
      shown: {
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
      },
      cleared: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
    }),
    leafSign(
      against.strong,
      'a-scanners-certificate',
      'popup.certificateOf',
      ['scanner'],
      'namespace',
      'The certificate in the box was made by a scanner on the PC.',
    ),
    wellElsewhere(
      against.strong,
      'another-pc-works',
      'it meets the same certificate; a wrong clock on one PC would do this',
    ),
    inVain(
      against.strong,
      'a-new-certificate-in-vain',
      ['certificate-change'],
      'A new certificate changed nothing.',
    ),
    leafSign(
      against.fair,
      'certificates-were-found-right',
      'checked[certificates].result',
      ['right'],
      'wrong',
      'Somebody looked the certificates over and found them right.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['renew-certificate'],
  meanwhile: [
    'Answer No or Cancel to the warning.',
    'Do not teach people to click Yes: the next warning may be a real one.',
  ],
  sources: [
    'Microsoft, Renew an Exchange Server certificate',
    'Microsoft KB923575 (error codes of the proxy server’s certificate; 0x20: date)',
  ],
});
