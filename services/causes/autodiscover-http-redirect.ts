import { against, all, any, cause, fair, must, not, proof, risk, type Seen, strong, weak } from '../cause.ts';
import { boxes, boxHost, oneOfTheseBoxes } from '../readings/box.ts';
import {
  asksConsent,
  redirectsOverHttp,
  secureStepsFail,
  srvName,
  srvRecords,
  srvTargets,
  steps,
} from '../readings/lookup.ts';
import { names } from '../readings/sentences.ts';
import { hostOf } from '../readings/servers.ts';
import { flagIs, leafIs, listNames, textMatches } from '../readings/told-signs.ts';
import { curedBySetting, cures } from '../readings/tries.ts';

const redirect = 'autodiscover[autodiscover.contoso.example@vip/redirect]';
const named = 'autodiscover[autodiscover.contoso.example@vip/autodiscover]';
const root = { 'autodiscover[contoso.example@vip/root].status': 404 };
const redirects = {
  [`${redirect}.status`]: 302,
  [`${redirect}.location`]: 'https://mail.contoso.example/autodiscover/autodiscover.xml',
};
const silent = { [`${redirect}.status`]: 404, 'dns[_autodiscover._tcp.contoso.example].srv': [] };

const describe = (seen: Seen): string => {
  const found = steps(seen, 'redirect').find((node) => redirectsOverHttp(seen, node) === true);
  if (found !== undefined)
    return `http://${found.host} redirects (${seen.number(`autodiscover[${found.key}].status`)}) to ${seen.text(`autodiscover[${found.key}].location`) ?? 'another address'}`;
  const srv = srvRecords(seen) ?? steps(seen, 'srv').map(({ host }) => host);
  return `The SRV record ${srvName(seen)} names ${names(srv)}`;
};
/** Whether the host that the box names is one that a redirect or the SRV record leads to. */
function boxNamesTarget(seen: Seen) {
  const host = boxHost(seen);
  if (host === undefined) return undefined;
  const targets = [
    ...steps(seen, 'redirect').flatMap(({ key }) => {
      const location = seen.text(`autodiscover[${key}].location`);
      return location === undefined || location === '' ? [] : [hostOf(location).toLowerCase()];
    }),
    ...srvTargets(seen),
  ];
  return targets.length === 0 ? undefined : targets.includes(host);
}
const ofMicrosoft = (seen: Seen) => {
  const host = boxHost(seen);
  return host === undefined ? undefined : /(outlook|office365|microsoftonline)\.com$/.test(host);
};
/** A request for consent that follows a password box or a restart is what comes of those (field notes). */
function isConsequence(seen: Seen) {
  const told = boxes(seen);
  const at = told.indexOf('allow-website');
  if (told.length === 0 || at < 0) return undefined;
  return any(
    told.slice(0, at).some((one) => one !== 'gone'),
    seen.is('popup.afterCancel', 'allow-website') === true && seen.is('popup.kind', 'allow-website') !== true,
  );
}

export default cause({
  id: 'autodiscover-http-redirect',
  side: 'autodiscover',
  popups: ['allow-website'],
  usual: 'usual',
  says: 'Outlook finds its settings only by a redirect over plain HTTP or by an SRV record, and asks for consent before it follows.',
  toUser: {
    says: 'Outlook found our mail server by a detour and asks whether it may go there. It is asked before it trusts any address that it was sent to.',
    todo: 'Tell us the address in the box; press Allow only when we say that it is ours.',
  },
  signs: [
    must('asks-for-consent', oneOfTheseBoxes(['allow-website'], 'credential')),
    strong('consent-comes-first', {
      when: (seen) => {
        const [first] = boxes(seen);
        return first === undefined ? undefined : first === 'allow-website';
      },
      says: () => 'The first box asks whether a web site may configure the account.',
      shown: { 'popup.kind': 'allow-website' },
      cleared: { 'popup.kind': 'credential' },
    }),
    proof('no-way-but-a-redirect', {
      group: 'lookup',
      when: (seen) => all(asksConsent(seen), secureStepsFail(seen)),
      says: (seen) => `${describe(seen)}, and no secure address before it gives settings.`,
      shown: { ...redirects, ...root, [`${named}.status`]: 404 },
      cleared: { ...silent, [`${named}.status`]: 200 },
    }),
    strong('box-names-its-target', {
      group: 'box',
      when: boxNamesTarget,
      says: (seen) => `The box names ${boxHost(seen)}. ${describe(seen)}.`,
      shown: { ...redirects, 'popup.host': 'mail.contoso.example' },
      cleared: { ...redirects, 'popup.host': 'contoso.example' },
    }),
    risk('redirect-or-srv', {
      group: 'lookup',
      when: asksConsent,
      says: (seen) => `${describe(seen)}.`,
      shown: redirects,
      cleared: silent,
    }),
    strong('found-by-redirect', {
      group: 'lookup',
      ...leafIs(
        'client.autodiscoverFirst',
        ['redirect', 'srv'],
        (seen) =>
          `Outlook's own log shows ${seen.text('client.autodiscoverFirst')} as the step that answers (${seen.text('client.autodiscoverFirstUrl') ?? 'address not told'}).`,
        'scp',
      ),
    }),
    fair(
      'box-speaks-of-a-redirect',
      textMatches(
        'popup.text',
        /redirected to this website|auf diese website .*umgeleitet|allow this website/i,
        () => 'The box says that the account was redirected to a web site.',
        'Your account was redirected to this website for settings.',
        'Connecting to anna@contoso.example',
      ),
    ),
    fair(
      'began-with-names',
      listNames(
        'timeline.after',
        ['namespace-change', 'dns-change', 'gateway-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    fair('without-connection-point', {
      when: (seen) =>
        any(
          not(seen.flag('client.domainJoined')),
          seen.has('scope.only', 'not-domain-joined'),
          all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
        ),
      says: () =>
        'It concerns PCs outside, which find no service connection point and go on to the later steps.',
      shown: { 'client.domainJoined': false },
      cleared: { 'client.domainJoined': true, 'scope.only': ['domain-joined'], 'scope.insideWorks': false },
    }),
    cures(
      fair,
      'record-cures',
      ['dns-change', 'url-change', 'scp-change'],
      'Changing the record or the address ended it.',
    ),
    weak(
      'names-own-server',
      leafIs(
        'popup.hostIs',
        ['namespace', 'own-server'],
        'The box names an address of the own organisation.',
        'foreign',
      ),
    ),
    strong(
      'trusting-the-host-cures',
      curedBySetting(
        /RedirectServers|ExcludeHttpRedirect|ExcludeSrv/i,
        'Trusting the host of the redirect, or leaving that step out, ended it.',
        'RedirectServers',
      ),
    ),
    against.strong('box-names-the-mail-domain', {
      group: 'other-lookup',
      ...leafIs(
        'popup.hostIs',
        ['mail-domain'],
        'The box names the mail domain itself: a web site there answers first.',
        'namespace',
      ),
    }),
    against.strong('microsoft-365-asked-first', {
      group: 'other-lookup',
      when: (seen) =>
        any(
          seen.has('timeline.after', 'cloud-domain-added'),
          seen.is('client.autodiscoverFirst', 'office365'),
          ofMicrosoft(seen),
        ),
      says: () => 'Microsoft 365 was asked before the own servers.',
      shown: { 'timeline.after': ['cloud-domain-added'], 'client.autodiscoverFirst': 'office365' },
      cleared: {
        'timeline.after': ['dns-change'],
        'client.autodiscoverFirst': 'srv',
        'popup.host': 'mail.contoso.example',
      },
    }),
    against.strong('neither-redirect-nor-srv', {
      when: (seen) => not(asksConsent(seen)),
      says: (seen) =>
        `http://autodiscover.${srvName(seen).slice('_autodiscover._tcp.'.length)} does not redirect, and there is no SRV record ${srvName(seen)}.`,
      shown: silent,
      cleared: redirects,
    }),
    against.fair('secure-steps-answer', {
      when: (seen) => all(asksConsent(seen), not(secureStepsFail(seen))),
      says: () => 'An earlier, secure step gives settings, so Outlook need not get as far as the redirect.',
      shown: { ...redirects, [`${named}.status`]: 200 },
      cleared: { ...redirects, ...root, [`${named}.status`]: 404 },
    }),
    against.fair(
      'another-pc-does-not-ask',
      flagIs('scope.otherPcWorks', true, 'Another PC of the same person finds its settings without asking.'),
    ),
  ],
  neverFirst: isConsequence,
  remedies: ['trust-autodiscover-target', 'remove-autodiscover-redirect'],
  meanwhile: [
    'Do not press Allow for an address that is not one of the own organisation.',
    'If a password box came before it, look into that one first.',
  ],
  sources: [
    'Microsoft, "How to suppress the AutoDiscover redirect warning in Outlook"',
    'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
  ],
});
