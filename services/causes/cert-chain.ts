import { against, all, any, cause, fair, not, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import {
  boxSays,
  everyCertificate,
  firstCertificate,
  outOfDate,
  type Presented,
  presented,
  someCertificate,
  surelySeen,
  whose,
} from '../readings/certificates.ts';
import { isOwn } from '../readings/handed-names.ts';
import { wrongOnHerWay } from '../readings/her-servers.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

const noChain =
  /unable to (get|verify)|UNABLE_TO|self.signed certificate in (the )?certificate chain|SELF_SIGNED_CERT_IN_CHAIN|untrusted/i;
/** Not trusted for another reason than its date or that the server made it itself. */
const untrusted = (seen: Seen, one: Presented): Truth => {
  const said = seen.text(`tls[${one.key}].error`);
  const trusted = seen.flag(`tls[${one.key}].trusted`);
  const broken = trusted === undefined ? (said === undefined ? undefined : noChain.test(said)) : !trusted;
  return all(broken, isOwn(seen, one) !== true, outOfDate(seen, one) !== true);
};
const revoked = (seen: Seen, one: Presented): Truth => {
  const said = seen.text(`tls[${one.key}].error`);
  return said === undefined ? undefined : /revoked/i.test(said);
};
/** The same issuer is trusted elsewhere, so what is missing is between: the server does not send its chain. */
const chainMissing = (seen: Seen, one: Presented): Truth => {
  const broken = untrusted(seen, one);
  if (broken !== true) return broken;
  // What a server made itself is trusted nowhere, chain or not.
  if (isOwn(seen, one) !== false) return undefined;
  const issuer = seen.text(`tls[${one.key}].issuer`) ?? '';
  if (issuer === '') return undefined;
  const others = presented(seen).filter(
    (other) => other.key !== one.key && seen.is(`tls[${other.key}].issuer`, issuer) === true,
  );
  return others.length === 0
    ? undefined
    : others.some((other) => seen.flag(`tls[${other.key}].trusted`) === true);
};
/** Windows that knows no SHA-2 signatures or newer roots without a hotfix. */
const oldWindows = (seen: Seen): Truth => {
  const version = seen.text('client.windows');
  return version === undefined ? undefined : /^(5\.|6\.0)|XP|2003|Vista/i.test(version);
};
const a = 'tls[mail.contoso.example@ex16a]';
const b = 'tls[mail.contoso.example@vip]';

export default cause({
  id: 'cert-chain',
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
  says: 'The certificate’s chain is not trusted: an intermediate or root is missing, or this Windows cannot handle it without an update.',
  toUser: {
    says: 'Your PC does not know who vouches for our mail server’s certificate. Your password is right.',
    todo: 'Nothing to do: answer No, and wait for the helpdesk.',
  },
  signs: [
    proof('one-server-does-not-send-its-chain', {
      group: 'chain',
      when: (seen) =>
        someCertificate(seen, (one) => wrongOnHerWay(chainMissing(seen, one), () => surelySeen(seen, one))),
      says: (seen) => {
        const one = firstCertificate(seen, (certificate) => chainMissing(seen, certificate));
        return `The certificate of ${whose(one)} is not trusted, and the same issuer (${seen.text(`tls[${one?.key ?? ''}].issuer`)}) is trusted elsewhere: an intermediate is missing there.`;
      },
      shown: {
        [`${a}.trusted`]: true,
        [`${a}.issuer`]: 'Example CA 2',
        [`${b}.trusted`]: false,
        [`${b}.selfSigned`]: false,
        [`${b}.issuer`]: 'Example CA 2',
      },
      cleared: {
        [`${a}.trusted`]: true,
        [`${a}.issuer`]: 'Example CA 2',
        [`${b}.trusted`]: true,
        [`${b}.issuer`]: 'Example CA 2',
      },
    }),
    proof('revoked', {
      group: 'chain',
      when: (seen) =>
        someCertificate(seen, (one) => wrongOnHerWay(revoked(seen, one), () => surelySeen(seen, one))),
      says: (seen) =>
        `The certificate of ${whose(firstCertificate(seen, (one) => revoked(seen, one)))} is revoked.`,
      shown: { [`${b}.error`]: 'certificate revoked' },
      cleared: { [`${b}.error`]: '' },
    }),
    // A private authority that only the worker does not know looks the same, so this alone is no proof.
    strong('not-trusted', {
      group: 'chain',
      when: (seen) => someCertificate(seen, (one) => untrusted(seen, one)),
      says: (seen) => {
        const one = firstCertificate(seen, (certificate) => untrusted(seen, certificate));
        const issuer = one === undefined ? undefined : seen.text(`tls[${one.key}].issuer`);
        return `The certificate of ${whose(one)}${issuer === undefined ? '' : ` by ${issuer}`} is not trusted here.`;
      },
      shown: { [`${a}.trusted`]: false },
      cleared: { [`${a}.trusted`]: true },
    }),
    strong('the-box-speaks-of-the-issuer', {
      group: 'box',
      when: (seen) => boxSays(seen, 'issuer'),
      says: () => 'The box says that the issuer is not trusted.',
      shown: {
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
      },
      cleared: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
    }),
    cures(
      strong,
      'a-windows-update-cures',
      ['os-update'],
      'A Windows update, which brings roots and signature algorithms, ended it.',
      'cure',
    ),
    cures(
      fair,
      'another-certificate-cures',
      ['certificate-change'],
      'With another certificate it was gone.',
      'cure',
    ),
    strong('old-windows-and-a-new-certificate', {
      group: 'windows',
      when: (seen) => all(oldWindows(seen), seen.has('timeline.after', 'certificate-change')),
      says: (seen) =>
        `This PC runs Windows ${seen.text('client.windows')}, which may not handle the new certificate without an update.`,
      shown: { 'client.windows': '5.1', 'timeline.after': ['certificate-change'] },
      cleared: { 'client.windows': '10.0', 'timeline.after': ['certificate-change'] },
    }),
    only(
      fair,
      'only-one-windows',
      ['windows:'],
      'each Windows has its own list of roots and algorithms',
      'windows',
    ),
    only(
      fair,
      'only-outside-the-domain',
      ['not-domain-joined'],
      'the root comes by group policy to joined PCs only',
    ),
    began(
      fair,
      'began-with-a-certificate',
      ['certificate-change'],
      'the new one may come from another authority',
    ),
    began(
      weak,
      'began-with-other-things',
      ['os-update', 'policy-change', 'tls-change', 'computer-change'],
      'roots come and go that way',
    ),
    leafSign(weak, 'macs-fail-too', 'scope.macWorks', [false], true, 'Macs refuse it too.', 'others'),
    leafSign(weak, 'phones-fail-too', 'scope.phoneWorks', [false], true, 'Phones refuse it too.', 'others'),
    leafSign(
      fair,
      'certificates-were-found-wrong',
      'checked[certificates].result',
      ['wrong'],
      'right',
      'Somebody found the certificates wrong.',
    ),
    against.strong('every-chain-is-trusted', {
      when: (seen) =>
        all(
          everyCertificate(seen, (one) => seen.flag(`tls[${one.key}].trusted`)),
          oldWindows(seen) !== true,
        ),
      says: () => 'Every certificate of Outlook’s hosts ends at a trusted root.',
      shown: { [`${a}.trusted`]: true },
      cleared: { [`${a}.trusted`]: false },
    }),
    against.fair('the-server-made-it-itself', {
      when: (seen) => someCertificate(seen, (one) => isOwn(seen, one)),
      says: (seen) =>
        `${whose(firstCertificate(seen, (one) => isOwn(seen, one)))} shows a certificate that the server made itself: a cause of its own.`,
      shown: { [`${a}.selfSigned`]: true },
      cleared: { [`${a}.selfSigned`]: false },
    }),
    leafSign(
      against.fair,
      'a-servers-own-name',
      'popup.hostIs',
      ['own-server', 'other-exchange-server'],
      'namespace',
      'The box names one server: what set-up made for itself is trusted by nobody.',
    ),
    against.fair('it-speaks-of-name-or-date', {
      when: (seen) => all(any(boxSays(seen, 'name'), boxSays(seen, 'date')), not(boxSays(seen, 'issuer'))),
      says: () => 'The box speaks of the name or the date, not of the issuer.',
      shown: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
      cleared: {
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
      },
    }),
    leafSign(
      against.strong,
      'a-scanners-certificate',
      'popup.certificateOf',
      ['scanner'],
      'namespace',
      'The certificate in the box was made by a scanner on the PC.',
      'whose',
    ),
    leafSign(
      against.strong,
      'a-web-sites-certificate',
      'popup.certificateOf',
      ['web-site'],
      'namespace',
      'The certificate in the box is a web site’s.',
      'whose',
    ),
    began(
      against.fair,
      'began-with-a-new-server',
      ['new-server'],
      'a new server’s own certificate is likelier',
    ),
    inVain(
      against.fair,
      'another-certificate-in-vain',
      ['certificate-change'],
      'Another certificate changed nothing.',
    ),
    leafSign(
      against.fair,
      'certificates-were-found-right',
      'checked[certificates].result',
      ['right'],
      'wrong',
      'Somebody looked the certificates over and found them right.',
    ),
  ],
  remedies: ['complete-certificate-chain'],
  meanwhile: [
    'Answer No to the warning; do not install a certificate that somebody sent.',
    'Use web mail on a PC that knows the issuer.',
  ],
  sources: [
    'Microsoft KB923575 (error codes of the proxy server’s certificate; 8: unknown authority, 1 and 4: revocation)',
    'Microsoft, Windows support for SHA-2 certificates (KB938397, KB968730)',
  ],
});
