import { against, all, any, cause, fair, proof, type Seen, strong, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { badBinding, extendedProtection, extendedProtectionSigns } from '../readings/extended-protection.ts';
import { tried } from '../readings/mailbox.ts';
import { place } from '../readings/sentences.ts';
import { nodes } from '../readings/servers.ts';
import { hersSigned, lineOf } from '../readings/signed-lines.ts';
import {
  endsInFront,
  leafDiffers,
  offloads,
  reachesExchange,
  serversWithOtherLeaf,
} from '../readings/tls-path.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain, otherCure } from '../readings/tries.ts';

const vip = 'tls[mail.contoso.example@vip].leaf';
const node = 'tls[mail.contoso.example@ex16a].leaf';
const other = { [vip]: 'a1b2', [node]: 'c3d4' };
const same = { [vip]: 'a1b2', [node]: 'a1b2' };
const refused = exampleLine({
  server: 'ex16a',
  log: 'security',
  eventId: 4625,
  signature: 'channel-binding',
});
const searched = {
  'searched[ex16a/security].from': hoursBefore(96),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;
const binding = (where: string) => `mapi[mail.contoso.example@${where}/emsmdb].bindingRight`;
/** With the right binding our account is let in on a node, and not through the common name. */
const onlyThroughName = (seen: Seen) => {
  const answers = nodes(seen, 'mapi').flatMap((one) => {
    const status = seen.number(`mapi[${one.key}].bindingRight`);
    return status === undefined ? [] : [{ vip: one.node === 'vip', refused: status === 401 }];
  });
  const through = answers.filter((one) => one.vip);
  const direct = answers.filter((one) => !one.vip);
  if (through.length === 0 || direct.length === 0) return undefined;
  return through.some((one) => one.refused) && direct.every((one) => !one.refused);
};

const throughDevice = (seen: Seen) =>
  seen.is('path.through', 'load-balancer-7', 'reverse-proxy', 'load-balancer');
const wellPast = (seen: Seen) =>
  any(seen.flag('scope.directWorks'), tried(seen, ['direct-to-server', 'layer-4-instead'], 'cured'));
const everybody = (seen: Seen) => seen.is('scope.affected', 'all', 'one-path');

export default cause({
  id: 'ep-tls-termination',
  side: 'extended-protection',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Extended Protection is on, and a device in front of Exchange ends TLS: the logon is bound to another session than the one that reaches Exchange.',
  toUser: {
    says: 'A security setting on our mail servers does not get along with a device in front of them. Your password is right.',
    todo: 'Press Cancel and use web mail until it is put right.',
  },
  signs: [
    ...extendedProtectionSigns,
    proof('binding-lost-in-front', {
      group: 'front',
      when: (seen) => all(leafDiffers(seen), hersSigned(seen, badBinding)),
      says: (seen) =>
        `${place(lineOf(seen, badBinding))}: this user's logon was refused for its channel binding, and ${serversWithOtherLeaf(seen)} shows another certificate than the common name.`,
      shown: { ...other, ...searched, 'log[]': refused },
      cleared: { ...same, ...searched, 'log[]': harmlessLine },
    }),
    proof('right-binding-refused-through-the-name', {
      group: 'front',
      ownAccount: true,
      when: onlyThroughName,
      says: () =>
        'With the right channel binding our own account is let in on the servers and refused through the common name.',
      shown: { [binding('vip')]: 401, [binding('ex16a')]: 200 },
      cleared: { [binding('vip')]: 200, [binding('ex16a')]: 200 },
    }),
    strong('tls-ends-in-front', {
      group: 'front',
      when: endsInFront,
      says: (seen) =>
        leafDiffers(seen) === true
          ? `The common name shows another certificate than ${serversWithOtherLeaf(seen)}: TLS ends in front of Exchange.`
          : offloads(seen) === true
            ? 'SSL offloading is set, which Extended Protection does not allow.'
            : `TLS ends at a device in front of Exchange${seen.text('path.behindDevice') === undefined ? '' : `, which goes on by ${seen.text('path.behindDevice')}`}.`,
      shown: { 'path.tlsEndsAt': 'device' },
      cleared: { 'path.behindDevice': 'https', 'path.nodesSameCertificate': true },
    }),
    fair('through-a-device-since-extended-protection', {
      group: 'front',
      when: (seen) => all(throughDevice(seen), extendedProtection(seen)),
      says: () => 'Clients reach Exchange through a device, and Extended Protection is on.',
      shown: { 'path.through': 'load-balancer-7', 'timeline.after': ['extended-protection'] },
      cleared: { 'path.through': 'direct', 'timeline.after': ['extended-protection'] },
    }),
    // A device alone stands in front of nearly every Exchange.
    weak('through-a-device', {
      group: 'front',
      when: throughDevice,
      says: (seen) =>
        `Clients reach Exchange through a ${seen.text('path.through') ?? 'device'}${seen.text('path.product') === undefined ? '' : ` (${seen.text('path.product')})`}.`,
      shown: { 'path.through': 'load-balancer-7' },
      cleared: { 'path.through': 'direct' },
    }),
    strong('well-past-the-device', {
      group: 'past',
      when: (seen) => all(wellPast(seen), extendedProtection(seen)),
      says: () => 'Straight to a server there is no popup, and Extended Protection is on.',
      shown: { 'scope.directWorks': true, 'timeline.after': ['extended-protection'] },
      cleared: {
        'scope.directWorks': false,
        'tried[]': [{ what: 'direct-to-server', result: 'nothing' }],
        'timeline.after': ['extended-protection'],
      },
    }),
    fair('well-past-a-device', {
      group: 'past',
      when: wellPast,
      says: () => 'Straight to a server, past the device, there is no popup.',
      shown: { 'scope.directWorks': true },
      cleared: { 'scope.directWorks': false, 'tried[]': [{ what: 'direct-to-server', result: 'nothing' }] },
    }),
    only(fair, 'only-through-the-device', ['through:'], 'only what comes through the device fails', 'past'),
    cures(
      strong,
      'ends-when-encrypted-again',
      ['re-encrypt'],
      'Since the device encrypts again with the same certificate it is gone.',
    ),
    fair('many-people-since-extended-protection', {
      group: 'many',
      when: (seen) => all(everybody(seen), extendedProtection(seen)),
      says: () => 'Everybody who comes through the device sees it, and Extended Protection is on.',
      shown: { 'scope.affected': 'all', 'timeline.after': ['extended-protection'] },
      cleared: { 'scope.affected': 'one-pc', 'timeline.after': ['extended-protection'] },
    }),
    weak('many-people', {
      group: 'many',
      when: everybody,
      says: () => 'Everybody who comes through the device sees it.',
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-pc' },
    }),
    leafSign(
      weak,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail works: its form does not bind the logon to the TLS session.',
    ),
    began(
      fair,
      'began-with-the-device',
      ['gateway-change', 'certificate-change'],
      'since then TLS may end elsewhere, or with another certificate',
    ),
    against.strong('tls-reaches-exchange', {
      when: reachesExchange,
      says: () => 'TLS reaches Exchange unopened, or with the same certificate.',
      shown: { 'path.tlsEndsAt': 'exchange' },
      cleared: { 'path.behindDevice': 'http' },
    }),
    inVain(
      against.strong,
      'goes-on-past-the-device',
      ['direct-to-server', 'layer-4-instead'],
      'Straight to a server it went on.',
    ),
    against.strong('follows-the-pc', {
      when: (seen) =>
        any(
          seen.is('scope.affected', 'one-pc'),
          seen.list('scope.only')?.some((kind) => ['with:scanner', 'with:policy'].includes(kind)),
          seen.flag('scope.otherPcWorks'),
          tried(seen, ['antivirus-off'], 'cured'),
        ),
      says: () => 'It follows certain PCs; the device in front is the same for all.',
      shown: { 'scope.only': ['with:scanner'] },
      cleared: {
        'scope.only': ['through:device'],
        'scope.affected': 'all',
        'scope.otherPcWorks': false,
        'tried[]': [{ what: 'antivirus-off', result: 'nothing' }],
      },
    }),
    leafSign(
      against.fair,
      'servers-differ',
      'org.tlsSettingsDiffer',
      [true],
      false,
      'The TLS settings of the servers differ, which breaks logons without any device.',
    ),
    otherCure(
      'extended-protection-off',
      'direct-to-server',
      'layer-4-instead',
      're-encrypt',
      'certificate-change',
      'hosts-file',
      'antivirus-off',
      'url-change',
      'dns-change',
    ),
  ],
  remedies: ['keep-tls-unbroken', 'roll-back-extended-protection'],
  meanwhile: [
    'Use web mail.',
    'Do not change passwords and do not create profiles: neither reaches the cause.',
    'Do not switch Extended Protection off without the security team; keep it off only until TLS is put right.',
  ],
  sources: [
    'Microsoft CSS-Exchange, Exchange Extended Protection (SSL offloading and bridging)',
    'RFC 5929, tls-server-end-point',
    'NTSTATUS C000035B (STATUS_BAD_BINDINGS)',
  ],
});
