import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { tried } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { hostOf, isLegacyHost } from '../readings/servers.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { curedBySetting, cures, inVain } from '../readings/tries.ts';

const boxes = [
  'credential',
  'need-password',
  'certificate',
  'proxy-certificate',
  'disconnected',
  'restart',
  'allow-website',
];
const own = ['last-known-good', 'local-xml'];
const askedUrl = (seen: Seen): string | undefined => {
  const url = seen.text('client.autodiscoverFirstUrl');
  return url === undefined || url === '' ? undefined : url;
};
/** Whether the address that Outlook keeps is of an old server or no longer leads anywhere. */
const leadsToThePast = (seen: Seen): Truth => {
  const url = askedUrl(seen);
  if (url === undefined) return undefined;
  const host = hostOf(url).toLowerCase();
  const gone =
    (seen.text(`dns[${host}].error`) ?? '') !== '' ||
    seen
      .keys('tls')
      .some((key) => key.startsWith(`${host}@`) && (seen.text(`tls[${key}].error`) ?? '') !== '');
  return gone ? true : isLegacyHost(seen, host);
};
const set = (seen: Seen, name: string): Truth =>
  any(seen.is(`client.registry[${name}]`, 1, '1'), seen.is(`client.policy[${name}]`, 1, '1'));

export default cause({
  id: 'autodiscover-stale-lkg',
  side: 'autodiscover',
  popups: boxes,
  usual: 'rare',
  says: 'Outlook uses an Autodiscover address that it kept from before, or a local file of settings, instead of asking anew.',
  toUser: {
    says: 'Outlook on this PC keeps an old address of our mail server and asks that one. The mailbox itself is fine.',
    todo: 'The helpdesk removes that address with you; web mail works meanwhile.',
  },
  signs: [
    must('box-of-an-old-address', oneOfTheseBoxes(boxes, 'web-sign-in')),
    proof('kept-address-is-asked', {
      group: 'asked',
      ...leafIs(
        'client.autodiscoverFirst',
        own,
        (seen) =>
          `Outlook's own log shows ${seen.text('client.autodiscoverFirst')} as the step that answers (${askedUrl(seen) ?? 'address not told'}).`,
        'scp',
      ),
    }),
    strong('kept-address-is-old', {
      when: (seen) => all(seen.is('client.autodiscoverFirst', ...own) !== false, leadsToThePast(seen)),
      says: (seen) => `Outlook asks ${askedUrl(seen)}, an address of before.`,
      shown: {
        'client.autodiscoverFirstUrl': 'https://ex10a.corp.local/autodiscover/autodiscover.xml',
        'servers[ex10a].exchange': '2010',
      },
      cleared: {
        'client.autodiscoverFirstUrl': 'https://ex16a.corp.local/autodiscover/autodiscover.xml',
        'servers[ex16a].exchange': '2016',
      },
    }),
    strong('local-file-preferred', {
      group: 'asked',
      when: (seen) => set(seen, 'PreferLocalXML'),
      says: () => 'PreferLocalXML is 1: Outlook takes its settings from a file on the PC.',
      shown: { 'client.registry[PreferLocalXML]': 1 },
      cleared: { 'client.registry[PreferLocalXML]': 0, 'client.policy[PreferLocalXML]': 0 },
    }),
    fair(
      'setting-returns',
      listNames(
        'client.settingReturns',
        ['server', 'http-proxy', 'proxy-principal'],
        (seen) =>
          `A setting comes back after it was changed: ${names(seen.list('client.settingReturns') ?? [])}.`,
        'proxy-authentication',
      ),
    ),
    fair('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC, which keeps no such address.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'all' },
    }),
    cures(
      fair,
      'new-windows-profile-cures',
      ['new-windows-profile'],
      'A new Windows profile, which keeps no address, ended it.',
      'fresh',
    ),
    inVain(
      fair,
      'new-profile-in-vain',
      ['new-profile'],
      'A new Outlook profile changed nothing; a local file, or the kept address, goes into it too.',
      'fresh',
    ),
    fair(
      'box-names-an-old-server',
      leafIs(
        'popup.hostIs',
        ['other-exchange-server'],
        (seen) =>
          `The box names ${seen.text('popup.host') ?? 'an Exchange server'} that is not the mailbox's.`,
        'namespace',
      ),
    ),
    weak(
      'names-changed',
      listNames(
        'timeline.after',
        ['namespace-change', 'dns-change', 'own-move', 'policy-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    strong(
      'forgetting-it-cures',
      curedBySetting(
        /LastKnownGood|PreferLocalXML|local.?xml|autodiscover\.xml/i,
        'Forgetting the kept address or file ended it.',
        'ExcludeLastKnownGoodURL',
      ),
    ),
    against.strong(
      'another-step-answers',
      leafIs(
        'client.autodiscoverFirst',
        ['scp', 'root', 'autodiscover', 'office365', 'redirect', 'srv'],
        (seen) =>
          `Outlook's own log shows ${seen.text('client.autodiscoverFirst')} as the step that answers.`,
        'last-known-good',
      ),
    ),
    strong('left-out-and-cured', {
      when: (seen) => all(set(seen, 'ExcludeLastKnownGoodURL'), tried(seen, ['other'], 'cured')),
      says: () => 'The kept address was left out (ExcludeLastKnownGoodURL), and something cured it.',
      shown: {
        'client.registry[ExcludeLastKnownGoodURL]': 1,
        'tried[]': [{ what: 'other', result: 'cured' }],
      },
      cleared: {
        'client.registry[ExcludeLastKnownGoodURL]': 0,
        'client.policy[ExcludeLastKnownGoodURL]': 0,
        'tried[]': [{ what: 'other', result: 'cured' }],
      },
    }),
    against.strong('kept-address-excluded', {
      when: (seen) =>
        all(
          set(seen, 'ExcludeLastKnownGoodURL'),
          set(seen, 'PreferLocalXML') !== true,
          tried(seen, ['other'], 'cured') !== true,
        ),
      says: () => 'ExcludeLastKnownGoodURL is 1: this Outlook uses no kept address.',
      shown: { 'client.registry[ExcludeLastKnownGoodURL]': 1 },
      cleared: { 'client.registry[ExcludeLastKnownGoodURL]': 0, 'client.policy[ExcludeLastKnownGoodURL]': 0 },
    }),
    against.strong(
      'everybody',
      leafIs(
        'scope.affected',
        ['all', 'moved-only', 'one-database', 'one-path', 'one-site'],
        (seen) =>
          `Many people see it at once (${seen.text('scope.affected')}); a kept address belongs to one PC.`,
        'one-pc',
      ),
    ),
    against.strong(
      'another-pc-too',
      flagIs(
        'scope.otherPcWorks',
        false,
        'The same person sees it on another PC, which keeps no such address.',
      ),
    ),
    against.fair(
      'first-start',
      flagIs(
        'popup.duringProfileCreation',
        true,
        'It comes while the profile is being made, when nothing is kept yet.',
      ),
    ),
    against.fair('profile-is-new', {
      when: (seen) => {
        const days = seen.number('client.profileAge');
        return days === undefined ? undefined : days < 7;
      },
      says: (seen) => `The profile is only ${seen.number('client.profileAge')} days old.`,
      shown: { 'client.profileAge': 2 },
      cleared: { 'client.profileAge': 900 },
    }),
  ],
  remedies: ['forget-kept-autodiscover-address', 'create-new-profile'],
  meanwhile: ['Use web mail.', 'Do not type the password into a box that names a server which is gone.'],
  sources: [
    'Microsoft, "How to control Autodiscover via Group Policy" (ExcludeLastKnownGoodURL, PreferLocalXML)',
    'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
  ],
});
