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
  reading,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { extendedProtection } from '../readings/extended-protection.ts';
import { firstLine, isHerName, textOf, writtenAt } from '../readings/lines.ts';
import { day } from '../readings/mailbox.ts';
import { clientLevel } from '../readings/ntlm-level.ts';
import { names, place } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';
import { explainedBits } from '../registry-file.ts';

const tooLow = (seen: Seen): Truth => {
  const value = clientLevel(seen);
  return value === undefined ? undefined : value < 3;
};
/** Level 5 refuses NTLMv1 and LM, level 4 LM alone. */
const refusing = (seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => (seen.number(`servers[${server}].lmCompatibilityLevel`) ?? 0) >= 5);
const refused = (seen: Seen): Truth =>
  seen.some('servers', (server) => {
    const value = seen.number(`servers[${server}].lmCompatibilityLevel`);
    return value === undefined ? undefined : value >= 5;
  });
/** An event that says which NTLM her logon came with. */
function oldNtlm(seen: Seen, line: ElementValue): Truth {
  if (textOf(line, 'log') !== 'security' && textOf(line, 'log') !== 'netlogon') return false;
  if (!/NTLM\s*V1\b|\bLM\b(?!\s*compat)/i.test(textOf(line, 'text') ?? '')) return false;
  const [user, at] = [textOf(line, 'user'), writtenAt(line)];
  return all(
    user === undefined ? undefined : isHerName(seen, user),
    at === undefined ? true : at <= seen.now && at > seen.now - 3 * day,
  );
}
const speaksOld = (seen: Seen): Truth =>
  seen.someElement('log', (line) => oldNtlm(seen, line), { log: 'security', from: seen.now - 3 * day });
const speaksV1 = reading(
  (seen: Seen): Truth => tooLow(seen) ?? (speaksOld(seen) === true ? true : undefined),
);
/** With Extended Protection NTLMv1 fails because it carries no channel binding: a cause of its own. */
const byItsLevel = (seen: Seen): Truth =>
  speaksV1(seen) === true ? extendedProtection(seen) !== true : speaksV1(seen);
const byNtlm = (seen: Seen): Truth => {
  const rows = seen
    .elements('connections')
    .flatMap(({ value }) => (typeof value.authn === 'string' ? [value.authn] : []));
  return any(
    seen.is('client.proxyAuthentication', 'ntlm'),
    rows.length === 0 ? undefined : rows.some((one) => /ntlm/i.test(one)),
  );
};
const explained = (seen: Seen): string => {
  const value = clientLevel(seen);
  return value === undefined
    ? 'This PC speaks NTLMv1'
    : `LmCompatibilityLevel is ${explainedBits('LmCompatibilityLevel', value)[0] ?? value} on this PC`;
};
const event = exampleLine({
  server: 'ex16a',
  log: 'security',
  eventId: 4625,
  text: 'Authentication Package: NTLM, Package Name (NTLM only): NTLM V1',
});
const searched = {
  'searched[ex16a/security].from': hoursBefore(100),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;
const low = { 'client.lmCompatibilityLevel': { value: 1, from: 'pasted' } } as const;
const right = { 'client.lmCompatibilityLevel': { value: 3, from: 'pasted' } } as const;

export default cause({
  id: 'lmcompat-ntlmv1',
  side: 'client',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'rare',
  says: 'The LAN Manager level of this PC makes it speak NTLMv1, which a server or domain controller refuses.',
  toUser: {
    says: 'Windows on this PC uses an old way of signing in that our servers no longer accept. Your password is right.',
    todo: 'The helpdesk changes a setting of Windows on this PC; web mail works meanwhile.',
  },
  signs: [
    must('speaks-ntlmv1', {
      when: byItsLevel,
      says: (seen) =>
        speaksV1(seen) === true && extendedProtection(seen) === true
          ? `${explained(seen)}, and Extended Protection turns that away by itself.`
          : `${explained(seen)}.`,
      shown: low,
      cleared: right,
    }),
    must('asks', oneOfTheseBoxes(['credential', 'need-password', 'disconnected'], 'restart')),
    proof('spoken-and-refused', {
      group: 'refused',
      when: (seen) => (speaksV1(seen) === true ? refused(seen) : speaksV1(seen)),
      says: (seen) => `${explained(seen)}, and ${names(refusing(seen))} refuses NTLMv1 (level 5).`,
      shown: { ...low, 'servers[ex16a].lmCompatibilityLevel': 5 },
      cleared: { ...right, 'servers[ex16a].lmCompatibilityLevel': 5 },
    }),
    proof('her-logon-came-as-v1', {
      group: 'refused',
      when: (seen) => all(speaksV1(seen), speaksOld(seen)),
      says: (seen) =>
        `${explained(seen)}; ${place(firstLine(seen, (one) => oldNtlm(seen, one)))}: a logon of this user came by NTLMv1.`,
      shown: { ...low, ...searched, 'log[]': event },
      cleared: { ...right, ...searched, 'log[]': harmlessLine },
    }),
    strong('level-too-low', {
      group: 'level',
      when: speaksV1,
      says: (seen) => `${explained(seen)}; NTLMv2 begins at 3.`,
      shown: low,
      cleared: right,
    }),
    strong('level-too-low-and-refused', {
      group: 'ntlm',
      when: (seen) => all(tooLow(seen), any(seen.is('popup.passwordAccepted', 'refused'), byNtlm(seen))),
      says: (seen) => `${explained(seen)}, and it is NTLM, or the right password, that is refused.`,
      shown: { ...low, 'popup.passwordAccepted': 'refused' },
      cleared: { ...right, 'popup.passwordAccepted': 'refused' },
    }),
    listSign(
      fair,
      'only-where-the-policy-is',
      'scope.only',
      ['with:policy', 'with:profile-setting', 'windows:5.1', 'windows:6.0'],
      'outlook:14',
      (seen) => `Only PCs under one policy see it (${names(seen.list('scope.only') ?? [])}).`,
    ),
    listSign(
      fair,
      'after-the-servers-became-stricter',
      'timeline.after',
      ['policy-change', 'dc-change', 'server-update', 'new-server', 'os-update', 'own-move'],
      'password-change',
      (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
    ),
    strong('by-ntlm-under-a-policy', {
      group: 'ntlm',
      when: (seen) => all(byNtlm(seen), seen.has('scope.only', 'with:policy')),
      says: () =>
        'Outlook signs in by NTLM, and only PCs under one policy are refused: the level is set by policy.',
      shown: { 'client.proxyAuthentication': 'ntlm', 'scope.only': ['with:policy'] },
      cleared: { 'client.proxyAuthentication': 'ntlm', 'scope.only': ['outlook:14'] },
    }),
    fair('by-ntlm', {
      group: 'ntlm',
      when: byNtlm,
      says: () => 'Outlook signs in by NTLM.',
      shown: { 'client.proxyAuthentication': 'ntlm' },
      cleared: {
        'client.proxyAuthentication': 'negotiate',
        'connections[]': [{ type: 'mail', authn: 'Nego*' }],
      },
    }),
    fair('kerberos-works', {
      when: (seen) => all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
      says: () => 'Inside, where Kerberos is at hand, it works; outside, with NTLM, it does not.',
      shown: { 'scope.insideWorks': true, 'scope.outsideWorks': false },
      cleared: { 'scope.insideWorks': false, 'scope.outsideWorks': true },
    }),
    fair('web-mail-works-here', {
      when: (seen) => all(seen.flag('scope.webmailWorks'), seen.is('popup.passwordAccepted', 'refused')),
      says: () => 'Outlook is refused with a password that web mail takes.',
      shown: { 'scope.webmailWorks': true, 'popup.passwordAccepted': 'refused' },
      cleared: { 'scope.webmailWorks': false, 'popup.passwordAccepted': 'refused' },
    }),
    weak('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc', 'some')),
      says: () => 'It stays with some PCs.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'all' },
    }),
    against.fair('extended-protection-is-on', {
      when: extendedProtection,
      says: () => 'Extended Protection is on, which alone turns NTLMv1 away.',
      shown: { 'timeline.after': ['extended-protection'] },
      cleared: {
        'timeline.after': ['policy-change'],
        'servers[ex16a].exchange': '2016',
        'iis[ex16a/default web site/mapi].extendedProtection': { value: 'none', from: 'worker' },
      },
    }),
    leafSign(
      against.strong,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The box takes the password.',
    ),
    cures(
      against.strong,
      'mended-otherwise',
      ['clear-credentials', 'new-profile', 'change-password', 'unlock'],
      'Something that leaves the level as it is ended it.',
    ),
  ],
  remedies: ['raise-lm-compatibility-level'],
  meanwhile: ['Use web mail.', 'Do not lower the level of servers or domain controllers.'],
  sources: [
    'Microsoft, "Network security: LAN Manager authentication level"',
    'Microsoft, Connectivity Analyzer: "Access is denied" from the RPC runtime',
  ],
});
