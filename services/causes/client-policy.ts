import { against, all, any, cause, fair, must, not, proof, strong, weak } from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import {
  forcedToAsk,
  hasSignInPolicy,
  isForcedToAsk,
  oneWayOnly,
  signInPolicies,
} from '../readings/forcing-values.ts';
import { tried } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

const byAdministrator =
  /disabled by your administrator|von Ihrem Administrator deaktiviert|not (be )?(stored|saved)|policy/i;

export default cause({
  id: 'client-policy',
  side: 'client',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'A policy or a profile setting on this PC forbids signing in silently, or forces a way that has to ask.',
  toUser: {
    says: 'A setting on this PC makes Outlook ask for your password although it would not have to. The password itself is right.',
    todo: 'Type the password for now; the helpdesk has the setting changed.',
  },
  signs: [
    must('asks', oneOfTheseBoxes(['credential', 'need-password'], 'restart')),
    proof('a-value-makes-it-ask', {
      group: 'value',
      when: isForcedToAsk,
      says: (seen) => `On this PC: ${forcedToAsk(seen).join('; ')}.`,
      shown: { 'client.policy[UseOnlineContent]': { value: 0, from: 'pasted' } },
      cleared: { 'client.policy[UseOnlineContent]': { value: 2, from: 'pasted' } },
    }),
    strong('one-way-only', {
      group: 'value',
      when: oneWayOnly,
      says: (seen) =>
        `Logon network security is "${seen.text('client.logonNetworkSecurity')}": no other way is left where that one fails.`,
      shown: { 'client.logonNetworkSecurity': 'Kerberos Password Authentication' },
      cleared: { 'client.logonNetworkSecurity': 'Negotiate Authentication' },
    }),
    strong('the-words-name-an-administrator', {
      group: 'value',
      when: (seen) => {
        const said = [
          seen.text('popup.text'),
          seen.text('popup.afterCancelText'),
          seen.text('client.startError'),
        ].filter((one) => one !== undefined);
        return said.length === 0 ? undefined : said.some((one) => byAdministrator.test(one));
      },
      says: () => 'The words say that an administrator disabled it.',
      shown: { 'popup.afterCancelText': 'This feature has been disabled by your administrator.' },
      cleared: { 'popup.afterCancelText': 'The connection to Microsoft Exchange is unavailable.' },
    }),
    strong('a-policy-of-signing-in', {
      group: 'value',
      when: hasSignInPolicy,
      says: (seen) => `A policy on this PC lays down how Outlook signs in: ${names(signInPolicies(seen))}.`,
      shown: { 'client.policy[AuthenticationService]': 'set' },
      cleared: { 'client.policy[AuthenticationService]': '' },
    }),
    listSign(
      fair,
      'only-where-the-policy-is',
      'scope.only',
      ['with:policy', 'with:profile-setting'],
      'outlook:14',
      (seen) => `Only PCs with that policy or setting see it (${names(seen.list('scope.only') ?? [])}).`,
      'scope',
    ),
    listSign(
      strong,
      'after-a-policy',
      'timeline.after',
      ['policy-change'],
      'own-move',
      'It began after a policy was changed.',
    ),
    leafSign(
      strong,
      'cannot-remember',
      'popup.rememberOffered',
      [false],
      true,
      'The box does not offer to remember the password.',
      'remember',
    ),
    leafSign(
      strong,
      'keeps-no-password',
      'client.otherPasswordsKept',
      [false],
      true,
      'Windows on this PC keeps no other password either.',
      'remember',
    ),
    fair('accepted-and-asked-again', {
      when: (seen) =>
        all(
          seen.is('popup.passwordAccepted', 'accepted'),
          seen.is('timeline.pattern', 'every-start', 'every-logon', 'after-reboot'),
          any(seen.flag('client.domainJoined') !== false, isForcedToAsk(seen)),
        ),
      says: () => 'The password is taken, and asked for again at the next start.',
      shown: { 'popup.passwordAccepted': 'accepted', 'timeline.pattern': 'every-start' },
      cleared: { 'popup.passwordAccepted': 'refused', 'timeline.pattern': 'every-start' },
    }),
    cures(
      strong,
      'zone-cures',
      ['trusted-sites'],
      'With the name among the intranet or trusted sites it was gone: the zone kept Windows from signing in.',
    ),
    fair('a-setting-returns', {
      when: (seen) =>
        any(
          seen.has('client.settingReturns', 'proxy-authentication'),
          seen.has('client.settingReturns', 'http-proxy'),
        ),
      says: (seen) =>
        `A changed setting comes back by itself (${names(seen.list('client.settingReturns') ?? [])}).`,
      shown: { 'client.settingReturns': ['proxy-authentication'] },
      cleared: { 'client.settingReturns': ['server'] },
    }),
    weak('new-profile-in-vain', {
      when: (seen) =>
        tried(seen, ['new-profile', 'clear-credentials'], 'nothing', 'until-restart', 'for-a-while'),
      says: () => 'A new profile or removed entries did not help: a policy applies to every profile.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'nothing' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
    }),
    weak('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc', 'some')),
      says: () => 'It stays with some PCs.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'all' },
    }),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail takes the same password.',
    ),
    against.strong('nothing-forces', {
      when: (seen) => not(isForcedToAsk(seen)),
      says: (seen) =>
        `What was read on this PC forces nothing (${seen.text('client.logonNetworkSecurity') ?? 'registry values'}).`,
      shown: { 'client.logonNetworkSecurity': 'Negotiate Authentication' },
      cleared: { 'client.logonNetworkSecurity': 'Anonymous Authentication' },
    }),
    leafSign(
      against.fair,
      'password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The right password is refused; a policy only makes Outlook ask for it.',
    ),
    leafSign(
      against.fair,
      'another-pc-too',
      'scope.affected',
      ['all', 'moved-only', 'one-database', 'all-on-one-version', 'one-path'],
      'one-pc',
      (seen) => `It does not follow a policy: affected is ${seen.text('scope.affected')}.`,
    ),
    inVain(
      against.fair,
      'zone-in-vain',
      ['trusted-sites'],
      'The name among the trusted sites changed nothing.',
    ),
    cures(
      against.strong,
      'mended-elsewhere',
      [
        'change-password',
        'unlock',
        'iis-reset',
        'recycle-autodiscover',
        'recycle-mapi',
        'extended-protection-off',
      ],
      'Something on the account or the servers ended it.',
    ),
  ],
  remedies: ['correct-client-policy'],
  meanwhile: [
    'Type the password at each start.',
    'Do not store it in a file, and do not lower the security of the whole Internet zone.',
  ],
  sources: [
    'Microsoft KB3060280 (UseOnlineContent)',
    'Microsoft KB4051374 (00036619, "Authentication with Exchange Server")',
    'Microsoft, "Password prompt at every start, or a profile cannot be created"',
    'Microsoft, "Network access: Do not allow storage of passwords and credentials for network authentication"',
  ],
});
