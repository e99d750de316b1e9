import {
  against,
  all,
  any,
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
import { boxHost, mailDomain, oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { day, tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { hostOf, nodes } from '../readings/servers.ts';
import { leafIs, listNames } from '../readings/told-signs.ts';
import { curedBySetting, cures } from '../readings/tries.ts';

const boxes = ['credential', 'need-password', 'web-sign-in', 'allow-website'];
const cloud = /(^|\.)(outlook|office365|office|microsoftonline)\.com$/i;
const isCloud = (place: string | undefined): boolean => place !== undefined && cloud.test(hostOf(place));

/** Whether a line of a device on the way out shows a lookup of hers at Microsoft 365. */
const asksCloud = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'log') !== 'device') return false;
  if (
    !isCloud(textOf(line, 'target')) &&
    !/autodiscover(-s)?\.(outlook|office365)\.com|outlook\.office365\.com\/autodiscover/i.test(
      `${textOf(line, 'stem') ?? ''} ${textOf(line, 'text') ?? ''}`,
    )
  )
    return false;
  const at = writtenAt(line);
  return all(isAboutHer(seen, line), at === undefined ? undefined : at > seen.now - 3 * day);
};
/** Builds of Outlook 2016 from 16.0.6741 ask Microsoft 365 first; older versions never do. */
function asksByBuild(seen: Seen): Truth {
  const build = seen.text('client.outlookBuild');
  if (build === undefined || build === '') return undefined;
  const [major = 0, , minor] = build.split('.').map(Number);
  if (major !== 16) return major > 16;
  return minor === undefined || Number.isNaN(minor) || minor >= 6741;
}
const switchedOff = (seen: Seen): Truth =>
  any(
    seen.is('client.registry[ExcludeExplicitO365Endpoint]', 1, '1'),
    seen.is('client.policy[ExcludeExplicitO365Endpoint]', 1, '1'),
  );
const answersThere = (seen: Seen): Truth => {
  const known = nodes(seen, 'autodiscover').filter(({ host }) => cloud.test(host));
  if (known.length === 0) return undefined;
  return any(...known.map(({ key }) => seen.is(`autodiscover[${key}].status`, 200, 302, 401)));
};
const searched = {
  'searched[proxy1/device].from': hoursBefore(96),
  'searched[proxy1/device].to': hoursBefore(0),
};
const device = (target: string) => exampleLine({ server: 'proxy1', log: 'device', target, status: 200 });

const leavingOutCured = curedBySetting(
  /ExcludeExplicitO365Endpoint|O365Endpoint/i,
  'Leaving Microsoft 365 out of the lookup ended it.',
  'ExcludeExplicitO365Endpoint',
);

export default cause({
  id: 'autodiscover-o365-first',
  side: 'autodiscover',
  popups: boxes,
  usual: 'occasional',
  says: 'Outlook 2016 and later asks Microsoft 365 for settings before the own servers; once the mail domain is known there, it asks for a sign-in that this mailbox does not have.',
  toUser: {
    says: 'Outlook first asks Microsoft’s cloud, where your mailbox is not. The box is from there, not from our mail server.',
    todo: 'Press Cancel, and do not type your password into that box.',
  },
  signs: [
    must('box-of-a-sign-in', oneOfTheseBoxes(boxes, 'restart')),
    proof('own-request-to-microsoft-365', {
      group: 'asked',
      when: (seen) =>
        all(
          seen.someElement('log', (line) => asksCloud(seen, line), {
            log: 'device',
            from: seen.now - 3 * day,
          }),
          seen.is('mailbox.exchange', 'online') !== true,
        ),
      says: (seen) => {
        const line = firstLine(seen, (one) => asksCloud(seen, one));
        return `${place(line)}: this user's Outlook asked ${(line === undefined ? undefined : textOf(line, 'target')) ?? 'Microsoft 365'} for its settings.`;
      },
      shown: { ...searched, 'mailbox.sam': 'anna', 'log[]': device('autodiscover-s.outlook.com') },
      cleared: { ...searched, 'mailbox.sam': 'anna', 'log[]': device('www.example.org') },
    }),
    proof('asked-first', {
      group: 'asked',
      ...leafIs(
        'client.autodiscoverFirst',
        ['office365'],
        (seen) =>
          `Outlook's own log shows Microsoft 365 as the step that answers (${seen.text('client.autodiscoverFirstUrl') ?? 'address not told'}).`,
        'scp',
      ),
    }),
    strong('box-names-microsoft', {
      group: 'box',
      when: (seen) => {
        const host = boxHost(seen) ?? seen.text('client.autodiscoverFirstUrl');
        if (host !== undefined && host !== '') return isCloud(host);
        const text = seen.text('popup.text');
        return text === undefined ? undefined : /(outlook|office365|microsoftonline)\.com/i.test(text);
      },
      says: (seen) =>
        `The box names ${boxHost(seen) ?? (hostOf(seen.text('client.autodiscoverFirstUrl') ?? '') || 'outlook.com or office365.com')}, a host of Microsoft 365.`,
      shown: { 'popup.host': 'autodiscover-s.outlook.com' },
      cleared: { 'popup.host': 'mail.contoso.example' },
    }),
    strong(
      'domain-added-to-microsoft-365',
      listNames(
        'timeline.after',
        ['cloud-domain-added'],
        (seen) => `It began after ${mailDomain(seen)} was added to a Microsoft 365 tenant.`,
        'password-change',
      ),
    ),
    fair('microsoft-365-knows-the-domain', {
      when: answersThere,
      says: (seen) => `Microsoft 365 answers Autodiscover for ${mailDomain(seen)}.`,
      shown: { 'autodiscover[outlook.office365.com@vip/v2].status': 200 },
      cleared: { 'autodiscover[outlook.office365.com@vip/v2].status': 404 },
    }),
    fair('only-newer-outlook', {
      when: (seen) => seen.has('scope.only', 'outlook:16'),
      says: () => 'Only Outlook 2016 and later see it.',
      shown: { 'scope.only': ['outlook:16'] },
      cleared: { 'scope.only': ['outlook:14'] },
    }),
    weak('build-asks-there', {
      when: asksByBuild,
      says: (seen) =>
        `Outlook ${seen.text('client.outlookBuild')} asks Microsoft 365 before the own servers.`,
      shown: { 'client.outlookBuild': '16.0.17328' },
      cleared: { 'client.outlookBuild': '14.0.7143' },
    }),
    fair('box-names-a-stranger', {
      group: 'box',
      ...leafIs(
        'popup.hostIs',
        ['foreign'],
        'The box names a host that is not of the own organisation.',
        'namespace',
      ),
    }),
    fair('hybrid', {
      group: 'tenant',
      when: (seen) => all(seen.flag('org.hybrid'), seen.is('popup.kind', 'web-sign-in')),
      says: () => 'The organisation is tied to a Microsoft 365 tenant, and the box is its web sign-in page.',
      shown: { 'org.hybrid': true, 'popup.kind': 'web-sign-in' },
      cleared: { 'org.hybrid': false, 'popup.kind': 'web-sign-in' },
    }),
    cures(
      fair,
      'blocking-it-cures',
      ['hosts-file', 'dns-change', 'proxy-off'],
      'Keeping Outlook from that host ended it.',
    ),
    weak(
      'came-with-client-update',
      listNames(
        'timeline.after',
        ['client-update'],
        'It began after an update of Outlook.',
        'password-change',
      ),
    ),
    strong('leaving-it-out-cures', {
      ...leavingOutCured,
      group: 'left-out',
    }),
    strong('left-out-and-cured', {
      group: 'left-out',
      when: (seen) => all(switchedOff(seen), tried(seen, ['other'], 'cured')),
      says: () =>
        'Microsoft 365 was left out of the lookup (ExcludeExplicitO365Endpoint), and something cured it.',
      shown: {
        'client.registry[ExcludeExplicitO365Endpoint]': 1,
        'tried[]': [{ what: 'other', result: 'cured' }],
      },
      cleared: {
        'client.registry[ExcludeExplicitO365Endpoint]': 0,
        'client.policy[ExcludeExplicitO365Endpoint]': 0,
        'tried[]': [{ what: 'other', result: 'cured' }],
      },
    }),
    against.proof('switched-off', {
      when: (seen) =>
        all(switchedOff(seen), leavingOutCured.when(seen) !== true, tried(seen, ['other'], 'cured') !== true),
      says: () => 'ExcludeExplicitO365Endpoint is 1: this Outlook does not ask Microsoft 365 first.',
      shown: { 'client.registry[ExcludeExplicitO365Endpoint]': 1 },
      cleared: {
        'client.registry[ExcludeExplicitO365Endpoint]': 0,
        'client.policy[ExcludeExplicitO365Endpoint]': 0,
      },
    }),
    against.strong('outlook-too-old', {
      when: (seen) =>
        any(
          not(asksByBuild(seen)),
          all(
            not(seen.has('scope.only', 'outlook:16')),
            any(seen.has('scope.only', 'outlook:14'), seen.has('scope.only', 'outlook:15')),
          ),
        ),
      says: (seen) =>
        `Outlook ${seen.text('client.outlookBuild') ?? names(seen.list('scope.only') ?? [])} never asks Microsoft 365 first.`,
      shown: { 'client.outlookBuild': '14.0.7143' },
      cleared: { 'client.outlookBuild': '16.0.17328', 'scope.only': ['outlook:16'] },
    }),
    against.strong(
      'mailbox-in-the-cloud',
      leafIs(
        'mailbox.exchange',
        ['online'],
        (seen) => `${seen.mailbox} lives in Microsoft 365, so its sign-in is due there.`,
        '2016',
      ),
    ),
    against.strong(
      'another-step-answered',
      leafIs(
        'client.autodiscoverFirst',
        ['scp', 'root', 'autodiscover', 'redirect', 'srv', 'last-known-good', 'local-xml'],
        (seen) =>
          `Outlook's own log shows ${seen.text('client.autodiscoverFirst')} as the step that answers.`,
        'office365',
      ),
    ),
    against.strong(
      'box-names-own-host',
      leafIs(
        'popup.hostIs',
        ['namespace', 'own-server', 'other-exchange-server', 'mail-domain'],
        (seen) => `The box names ${seen.text('popup.host') ?? 'a host'} of the own organisation.`,
        'foreign',
      ),
    ),
  ],
  remedies: ['exclude-office365-endpoint'],
  meanwhile: [
    'Do not sign in to that box, and do not tick "Remember my credentials".',
    'Do not remove the mail domain from the tenant without its owners.',
  ],
  sources: [
    'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
    'OfficeDocs-Exchange issue 2923 (a sign-in asked after the domain was verified in Microsoft 365)',
  ],
});
