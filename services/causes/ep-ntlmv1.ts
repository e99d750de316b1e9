import { against, all, any, cause, fair, proof, type Seen, strong, type Truth } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { badBinding, extendedProtection, extendedProtectionSigns } from '../readings/extended-protection.ts';
import { tried } from '../readings/mailbox.ts';
import { clientLevel, knownServers, lowServers, version1Logon } from '../readings/ntlm-level.ts';
import { names, place } from '../readings/sentences.ts';
import { hersSigned, lineOf } from '../readings/signed-lines.ts';
import { began, only } from '../readings/told-signs.ts';
import { otherCure } from '../readings/tries.ts';

const searched = {
  'searched[ex16a/security].from': hoursBefore(96),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;
const level = 'servers[ex16a].lmCompatibilityLevel';
const security = (text: string) =>
  exampleLine({ server: 'ex16a', log: 'security', eventId: 4625, text, signature: 'channel-binding' });

const below3 = (seen: Seen): Truth => {
  const found = clientLevel(seen);
  return found === undefined ? undefined : found < 3;
};

export default cause({
  id: 'ep-ntlmv1',
  side: 'extended-protection',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Extended Protection is on, and this PC or a server speaks NTLMv1, which cannot carry a channel binding.',
  toUser: {
    says: 'Your PC uses an old way to sign in that our mail servers no longer accept. Your password is right.',
    todo: 'Press Cancel and use web mail; the helpdesk changes a setting of the PC.',
  },
  signs: [
    ...extendedProtectionSigns,
    proof('own-logon-by-ntlmv1', {
      group: 'version',
      unverified: true,
      when: (seen) => hersSigned(seen, version1Logon),
      says: (seen) => `${place(lineOf(seen, version1Logon))}: this user's logon was NTLM version 1.`,
      shown: { ...searched, 'log[]': security('Package Name (NTLM only): NTLM V1') },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    proof('server-below-3-and-binding-refused', {
      group: 'version',
      when: (seen) => {
        const known = knownServers(seen);
        return known.length === 0
          ? undefined
          : all(lowServers(seen).length > 0, hersSigned(seen, badBinding));
      },
      says: (seen) =>
        `${names(lowServers(seen))}: LmCompatibilityLevel is below 3, and ${place(lineOf(seen, badBinding))} shows this user refused for the channel binding.`,
      shown: { [level]: 1, ...searched, 'log[]': security('bad bindings') },
      cleared: { [level]: 5, ...searched, 'log[]': harmlessLine },
    }),
    strong('client-below-3-and-protection-on', {
      group: 'version',
      when: (seen) => all(below3(seen), extendedProtection(seen)),
      says: (seen) =>
        `LmCompatibilityLevel is ${clientLevel(seen)} on this PC: it answers with NTLMv1, which Extended Protection refuses.`,
      shown: { 'client.lmCompatibilityLevel': 1, 'timeline.after': ['extended-protection'] },
      cleared: { 'client.lmCompatibilityLevel': 5, 'timeline.after': ['extended-protection'] },
    }),
    fair('client-below-3', {
      group: 'version',
      when: below3,
      says: (seen) =>
        `LmCompatibilityLevel is ${clientLevel(seen)} on this PC: it answers with NTLMv1; 3 or more is needed.`,
      shown: { 'client.lmCompatibilityLevel': 1 },
      cleared: { 'client.lmCompatibilityLevel': 5 },
    }),
    strong('server-below-3', {
      group: 'version',
      when: (seen) => (knownServers(seen).length === 0 ? undefined : lowServers(seen).length > 0),
      says: (seen) =>
        `${names(lowServers(seen).map((server) => `${server}: LmCompatibilityLevel ${seen.number(`servers[${server}].lmCompatibilityLevel`)}`))}; it must be 3 or more on every machine.`,
      shown: { [level]: 1 },
      cleared: { [level]: 5 },
    }),
    only(
      fair,
      'only-under-one-policy',
      ['with:policy', 'windows:'],
      'one policy or one Windows sets the level for them',
    ),
    began(
      fair,
      'began-with-a-policy',
      ['policy-change', 'computer-change', 'os-update'],
      'it may set the level',
    ),
    against.strong('client-at-least-3', {
      when: (seen) => {
        const found = clientLevel(seen);
        return found === undefined ? undefined : all(found >= 3, lowServers(seen).length === 0);
      },
      says: (seen) => `LmCompatibilityLevel is ${clientLevel(seen)} on this PC: it answers with NTLMv2.`,
      shown: { 'client.lmCompatibilityLevel': 5 },
      cleared: { 'client.lmCompatibilityLevel': 1 },
    }),
    against.strong('follows-a-device-or-scanner', {
      when: (seen) =>
        any(
          tried(seen, ['antivirus-off', 'direct-to-server', 'layer-4-instead', 're-encrypt'], 'cured'),
          seen.flag('scope.directWorks'),
          seen.list('scope.only')?.some((kind) => ['with:scanner', 'through:device'].includes(kind)),
        ),
      says: () => 'Without the device or the scanner between, the same PC signs in.',
      shown: { 'scope.directWorks': true },
      cleared: {
        'scope.directWorks': false,
        'scope.only': ['with:policy'],
        'tried[]': [{ what: 'antivirus-off', result: 'nothing' }],
      },
    }),
    otherCure(
      'extended-protection-off',
      'os-update',
      'antivirus-off',
      'direct-to-server',
      'layer-4-instead',
      're-encrypt',
    ),
  ],
  remedies: ['raise-lm-compatibility-level', 'require-ntlmv2', 'roll-back-extended-protection'],
  meanwhile: [
    'Use web mail.',
    'Do not lower the level on the servers to suit a PC.',
    'Do not create new profiles: the level belongs to Windows, not to Outlook.',
  ],
  sources: [
    'Microsoft CSS-Exchange, Exchange Extended Protection (NTLMv1 is not supported)',
    '[MS-NLMP] 3.1.5.1.2 (channel bindings are carried by NTLMv2 only)',
  ],
});
