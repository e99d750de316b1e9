import { against, all, any, cause, fair, must, not, proof, risk, strong, weak } from '../cause.ts';
import { boxHost, mailDomain, oneOfTheseBoxes, shows } from '../readings/box.ts';
import { hoursBefore } from '../readings/examples.ts';
import { steps } from '../readings/lookup.ts';
import {
  boxOfMailDomain,
  boxOfMailServer,
  byExchange,
  domainIsSilent,
  domainSays,
  domainStatus,
  domainWarns,
  strangerAnswers,
} from '../readings/mail-domain.ts';
import { names } from '../readings/sentences.ts';
import { leafIs, listNames } from '../readings/told-signs.ts';
import { curedBySetting, cures } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

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
      when: boxOfMailDomain,
      says: (seen) =>
        boxOfMailDomain(seen) === false
          ? `The box names ${seen.text('popup.host') ?? seen.text('popup.hostIs') ?? seen.text('popup.certificateOf') ?? 'a mail server'}, not the mail domain.`
          : `The box is of ${boxHost(seen) ?? mailDomain(seen)}.`,
      shown: { 'popup.hostIs': 'mail-domain' },
      cleared: { 'popup.hostIs': 'namespace' },
    }),
    proof('certificate-of-a-stranger', {
      group: 'root',
      when: (seen) => domainWarns(seen),
      says: domainSays,
      shown: wrongCertificate,
      cleared: rightCertificate,
    }),
    strong('stranger-asks', {
      group: 'root',
      when: strangerAnswers,
      says: domainSays,
      shown: { [`${root}.status`]: 401 },
      cleared: { [`${root}.status`]: 404 },
    }),
    risk('something-answers', {
      group: 'root',
      when: (seen) => {
        const found = steps(seen, 'root').filter((node) => domainStatus(seen, node) !== undefined);
        return found.length === 0
          ? undefined
          : found.some((node) => domainStatus(seen, node) !== 404 && !byExchange(seen, node));
      },
      says: domainSays,
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
      when: domainIsSilent,
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
      when: boxOfMailServer,
      says: (seen) =>
        `The box names ${seen.text('popup.host') ?? 'a mail server'}${seen.text('popup.certificateOf') === undefined ? '' : `, its certificate is of: ${seen.text('popup.certificateOf')}`}.`,
      shown: { 'popup.hostIs': 'namespace' },
      cleared: { 'popup.hostIs': 'mail-domain', 'popup.certificateOf': 'web-site' },
    }),
    against.strong('another-kind-of-answer', {
      when: (seen) => {
        if (domainWarns(seen) !== true || strangerAnswers(seen) === true)
          return domainWarns(seen) === undefined ? undefined : false;
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
