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
import { boxHost, mailDomain, oneOfTheseBoxes, shows } from '../readings/box.ts';
import { hoursBefore } from '../readings/examples.ts';
import { steps } from '../readings/lookup.ts';
import { curedBySetting, followsThePc, leafIs, listNames } from '../readings/plain-signs.ts';
import { names } from '../readings/sentences.ts';
import type { Node } from '../readings/servers.ts';
import { cures } from '../readings/tries.ts';

const root = 'autodiscover[contoso.example@vip/root]';
const wrongCertificate = {
  'tls[contoso.example@vip].nameMatches': false,
  'tls[contoso.example@vip].names': ['www.contoso.example'],
};
const rightCertificate = {
  'tls[contoso.example@vip].nameMatches': true,
  'tls[contoso.example@vip].trusted': true,
  'tls[contoso.example@vip].notAfter': hoursBefore(-5000),
};
const asked = ['certificate', 'credential', 'need-password', 'allow-website'];

const certificates = (seen: Seen): readonly string[] =>
  seen.keys('tls').filter((key) => key.startsWith(`${mailDomain(seen)}@`));
/** Whether the mail domain itself shows a certificate that Outlook warns of. */
const warns = (seen: Seen): Truth => {
  const keys = certificates(seen);
  if (keys.length === 0) return undefined;
  return any(
    ...keys.map((key) => {
      const notAfter = seen.time(`tls[${key}].notAfter`);
      return any(
        not(seen.flag(`tls[${key}].nameMatches`)),
        not(seen.flag(`tls[${key}].trusted`)),
        notAfter === undefined ? undefined : notAfter < seen.now,
      );
    }),
  );
};
const status = (seen: Seen, { key }: Node) => seen.number(`autodiscover[${key}].status`);
/** Whether Exchange itself answers there, which names its front end or hands out settings. */
const byExchange = (seen: Seen, { key }: Node): boolean =>
  (seen.text(`autodiscover[${key}].frontEnd`) ?? '') !== '' ||
  (seen.text(`autodiscover[${key}].server`) ?? '') !== '';
/** Whether a stranger at the mail domain asks for a password or sends Outlook elsewhere. */
const strangerAnswers = (seen: Seen): Truth => {
  const found = steps(seen, 'root');
  if (found.length === 0) return undefined;
  return any(
    ...found.map((node) => {
      const code = status(seen, node);
      return code === undefined
        ? undefined
        : [401, 407, 301, 302, 307, 308].includes(code) && !byExchange(seen, node);
    }),
  );
};
const silent = (seen: Seen): Truth => {
  const found = steps(seen, 'root');
  const domain = mailDomain(seen);
  const unreachable = any(
    (seen.text(`dns[${domain}].error`) ?? '') !== '' || undefined,
    ...certificates(seen).map((key) => (seen.text(`tls[${key}].error`) ?? '') !== '' || undefined),
  );
  if (unreachable === true) return true;
  const answers = found.map((node) => {
    if ((seen.text(`autodiscover[${node.key}].error`) ?? '') !== '') return true;
    const code = status(seen, node);
    return code === undefined ? undefined : code === 404 || code === 403 || code === 410;
  });
  return answers.length === 0 ? undefined : all(...answers, not(warns(seen)) !== false);
};
const ofMailServer = (seen: Seen): Truth =>
  any(
    seen.is('popup.hostIs', 'namespace', 'own-server', 'other-exchange-server'),
    seen.is('popup.certificateOf', 'namespace', 'own-server', 'other-exchange-server', 'device', 'scanner'),
  );
/** Whether every certificate but that of the mail domain was seen to be right. */
const otherCertificatesRight = (seen: Seen): Truth => {
  const own = certificates(seen);
  const others = seen.keys('tls').filter((key) => !own.includes(key));
  return others.length === 0
    ? undefined
    : all(
        ...others.map((key) =>
          all(seen.flag(`tls[${key}].nameMatches`), seen.flag(`tls[${key}].trusted`) !== false),
        ),
      );
};
/** Whether the box is the mail domain's: by what it names, by Outlook's log, or because nothing else shows such a fault. */
const isTheMailDomains = (seen: Seen): Truth => {
  const host = boxHost(seen);
  if (ofMailServer(seen) === true) return false;
  const named = any(
    seen.is('popup.hostIs', 'mail-domain', 'foreign'),
    seen.is('popup.certificateOf', 'web-site', 'other'),
    seen.is('client.autodiscoverFirst', 'root'),
    host === undefined ? undefined : host === mailDomain(seen),
    all(shows(seen, 'certificate'), warns(seen), otherCertificatesRight(seen)),
    all(shows(seen, 'credential', 'allow-website'), strangerAnswers(seen), host === undefined || undefined),
  );
  return named === false ? undefined : named;
};
const describe = (seen: Seen): string => {
  const [node] = steps(seen, 'root');
  const [key] = certificates(seen);
  const shown = key === undefined ? [] : (seen.list(`tls[${key}].names`) ?? []);
  return `https://${mailDomain(seen)}/autodiscover answers${node === undefined || status(seen, node) === undefined ? '' : ` ${status(seen, node)}`}${shown.length === 0 ? '' : ` with a certificate for ${names(shown)}`}.`;
};

const leavingOutCured = curedBySetting(
  /ExcludeHttpsRootDomain|root domain/i,
  'Leaving the mail domain out of the lookup ended it.',
  'ExcludeHttpsRootDomain',
);

export default cause({
  id: 'autodiscover-root-domain',
  side: 'autodiscover',
  popups: asked,
  usual: 'occasional',
  says: 'Outlook also asks https://<mail domain>/autodiscover, and something other than Exchange answers there: a web site or a domain controller.',
  toUser: {
    says: 'Outlook also asks our web site for its settings, and the web site gives an answer that Outlook does not like. Your mailbox is fine.',
    todo: 'Press No or Cancel in the box; Outlook goes on without it.',
  },
  signs: [
    must('box-that-a-web-site-causes', oneOfTheseBoxes(asked, 'restart')),
    must('box-is-the-mail-domains', {
      when: isTheMailDomains,
      says: (seen) =>
        isTheMailDomains(seen) === false
          ? `The box names ${seen.text('popup.host') ?? seen.text('popup.hostIs') ?? seen.text('popup.certificateOf') ?? 'a mail server'}, not the mail domain.`
          : `The box is of ${boxHost(seen) ?? mailDomain(seen)}.`,
      shown: { 'popup.hostIs': 'mail-domain' },
      cleared: { 'popup.hostIs': 'namespace' },
    }),
    proof('certificate-of-a-stranger', {
      group: 'root',
      when: (seen) => warns(seen),
      says: describe,
      shown: wrongCertificate,
      cleared: rightCertificate,
    }),
    strong('stranger-asks', {
      group: 'root',
      when: strangerAnswers,
      says: describe,
      shown: { [`${root}.status`]: 401 },
      cleared: { [`${root}.status`]: 404 },
    }),
    risk('something-answers', {
      group: 'root',
      when: (seen) => {
        const found = steps(seen, 'root').filter((node) => status(seen, node) !== undefined);
        return found.length === 0
          ? undefined
          : found.some((node) => status(seen, node) !== 404 && !byExchange(seen, node));
      },
      says: describe,
      shown: { [`${root}.status`]: 200 },
      cleared: { [`${root}.status`]: 404 },
    }),
    strong('box-names-the-mail-domain', {
      group: 'box',
      when: (seen) => {
        const host = boxHost(seen);
        const is = seen.is('popup.hostIs', 'mail-domain');
        if (host === undefined) return is;
        return is === true || host === mailDomain(seen) || host === `www.${mailDomain(seen)}`;
      },
      says: (seen) => `The box names ${boxHost(seen) ?? 'the mail domain'} itself, not a mail server.`,
      shown: { 'popup.hostIs': 'mail-domain' },
      cleared: { 'popup.hostIs': 'namespace', 'popup.host': 'mail.contoso.example' },
    }),
    strong('certificate-is-the-web-sites', {
      group: 'box',
      ...leafIs(
        'popup.certificateOf',
        ['web-site'],
        'The certificate in the box is that of a web site.',
        'namespace',
      ),
    }),
    strong('root-asked-first', {
      group: 'client',
      ...leafIs(
        'client.autodiscoverFirst',
        ['root'],
        'Outlook’s own log shows the mail domain itself as the step that answers.',
        'scp',
      ),
    }),
    fair(
      'web-site-changed',
      listNames(
        'timeline.after',
        ['dns-change', 'certificate-change', 'dc-change', 'gateway-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    cures(
      fair,
      'record-cures',
      ['dns-change', 'hosts-file'],
      'Changing where the mail domain leads ended it.',
    ),
    weak('outlook-asks-both-at-once', {
      when: (seen) => {
        const build = seen.text('client.outlookBuild');
        return any(
          build === undefined || build === '' ? undefined : Number.parseInt(build, 10) >= 15,
          seen.has('scope.only', 'outlook:15'),
          seen.has('scope.only', 'outlook:16'),
        );
      },
      says: () => 'Outlook 2013 and later asks the mail domain beside the service connection point.',
      shown: { 'client.outlookBuild': '16.0.4266' },
      cleared: { 'client.outlookBuild': '14.0.7143', 'scope.only': ['outlook:14'] },
    }),
    weak(
      'everybody',
      leafIs(
        'scope.affected',
        ['all', 'some', 'one-site'],
        (seen) => `Affected: ${seen.text('scope.affected')}.`,
        'one-user',
      ),
    ),
    strong('leaving-it-out-cures', leavingOutCured),
    against.strong('root-is-silent', {
      when: silent,
      says: (seen) => `Nothing that Outlook could use answers at https://${mailDomain(seen)}/autodiscover.`,
      shown: { [`${root}.status`]: 404 },
      cleared: { [`${root}.status`]: 401 },
    }),
    against.strong('client-does-not-ask-there', {
      when: (seen) =>
        all(
          any(
            seen.is('client.registry[ExcludeHttpsRootDomain]', 1, '1'),
            seen.is('client.policy[ExcludeHttpsRootDomain]', 1, '1'),
          ),
          leavingOutCured.when(seen) !== true,
        ),
      says: () => 'ExcludeHttpsRootDomain is 1: this Outlook does not ask the mail domain.',
      shown: { 'client.registry[ExcludeHttpsRootDomain]': 1 },
      cleared: { 'client.registry[ExcludeHttpsRootDomain]': 0, 'client.policy[ExcludeHttpsRootDomain]': 0 },
    }),
    against.strong('box-names-a-mail-server', {
      when: ofMailServer,
      says: (seen) =>
        `The box names ${seen.text('popup.host') ?? 'a mail server'}${seen.text('popup.certificateOf') === undefined ? '' : `, its certificate is of: ${seen.text('popup.certificateOf')}`}.`,
      shown: { 'popup.hostIs': 'namespace' },
      cleared: { 'popup.hostIs': 'mail-domain', 'popup.certificateOf': 'web-site' },
    }),
    against.strong('another-kind-of-answer', {
      when: (seen) => {
        if (warns(seen) !== true || strangerAnswers(seen) === true)
          return warns(seen) === undefined ? undefined : false;
        return not(shows(seen, 'certificate'));
      },
      says: () => 'The mail domain shows a wrong certificate, but no certificate warning was told.',
      shown: { ...wrongCertificate, 'popup.kind': 'credential' },
      cleared: { ...wrongCertificate, 'popup.kind': 'certificate' },
    }),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; the mail domain answers every PC alike.'),
    ),
  ],
  remedies: ['exclude-root-domain', 'silence-root-domain'],
  meanwhile: [
    'Press No or Cancel; do not type the password into a box that names the web site.',
    'Do not install the web site’s certificate on PCs.',
  ],
  sources: [
    'Microsoft KB2783881 (security alert: name mismatch)',
    'Microsoft, "How to control Autodiscover via Group Policy"',
    'rmilne blog, December 2019 (Outlook asks directory and DNS at once)',
  ],
});
