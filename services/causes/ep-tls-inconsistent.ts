import { against, all, any, cause, fair, proof, strong, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { extendedProtectionSigns } from '../readings/extended-protection.ts';
import { tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { differingSettings, tlsSettingsDiffer } from '../readings/tls-settings.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { otherCure } from '../readings/tries.ts';

const refusal: Wanted = {
  signatures: ['channel-binding', 'back-end-401'],
  logs: ['http-proxy', 'security', 'iis', 'iis-backend'],
  writtenBy: 'front-ends',
};
const pair = { 'servers[ex16a].exchange': '2016', 'servers[ex16b].exchange': '2016' } as const;
const unlike = {
  ...pair,
  'servers[ex16a].tlsVersions': ['1.2'],
  'servers[ex16b].tlsVersions': ['1.0', '1.2'],
} as const;
const alike = {
  ...pair,
  'servers[ex16a].tlsVersions': ['1.2'],
  'servers[ex16b].tlsVersions': ['1.2'],
} as const;
const searched = Object.fromEntries(
  ['ex16a', 'ex16b'].flatMap((server) => [
    [`searched[${server}/http-proxy].from`, hoursBefore(96)],
    [`searched[${server}/http-proxy].to`, hoursBefore(0)],
  ]),
);

export default cause({
  id: 'ep-tls-inconsistent',
  side: 'extended-protection',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Extended Protection is on, and the TLS settings of the Exchange servers differ: what one server binds, another cannot check.',
  toUser: {
    says: 'Our mail servers are not set up alike, and some of them refuse what another lets through. Your password is right.',
    todo: 'Press Cancel and use web mail until the servers are set alike.',
  },
  signs: [
    ...extendedProtectionSigns,
    proof('settings-differ-and-refused', {
      group: 'settings',
      when: (seen) => all(tlsSettingsDiffer(seen), hersSigned(seen, refusal)),
      says: (seen) =>
        `${differingSettings(seen)}; ${place(lineOf(seen, refusal))}: this user's request was refused between the servers.`,
      shown: {
        ...unlike,
        ...searched,
        'log[]': exampleLine({
          server: 'ex16a',
          log: 'http-proxy',
          stem: '/mapi/emsmdb/',
          status: 401,
          backEndStatus: 401,
          target: 'ex16b.corp.local',
          signature: 'back-end-401',
        }),
      },
      cleared: { ...alike, ...searched, 'log[]': harmlessLine },
    }),
    strong('settings-differ', {
      group: 'settings',
      when: tlsSettingsDiffer,
      says: (seen) =>
        differingSettings(seen) === names([])
          ? 'The TLS settings of the Exchange servers differ.'
          : `The TLS settings of the Exchange servers differ (${differingSettings(seen)}).`,
      shown: unlike,
      cleared: alike,
    }),
    began(
      fair,
      'began-with-a-tls-setting',
      ['tls-change', 'new-server', 'os-update'],
      'a server may have got other TLS settings than the rest',
    ),
    leafSign(
      fair,
      'comes-at-random',
      'timeline.pattern',
      ['random'],
      'constant',
      'It comes at random: it depends on the server that is met.',
    ),
    leafSign(
      weak,
      'part-of-the-people',
      'scope.affected',
      ['some', 'one-database'],
      'all',
      'Only part of the people see it, as their servers differ.',
    ),
    against.strong('settings-alike', {
      when: (seen) => {
        const differ = tlsSettingsDiffer(seen);
        return differ === undefined ? undefined : !differ;
      },
      says: () => 'The TLS settings of the Exchange servers that were seen are alike.',
      shown: alike,
      cleared: unlike,
    }),
    against.strong('follows-the-way-or-the-pc', {
      when: (seen) =>
        any(
          tried(seen, ['antivirus-off', 'layer-4-instead', 're-encrypt'], 'cured'),
          seen.is('scope.affected', 'one-pc'),
          seen
            .list('scope.only')
            ?.some((kind) => ['with:scanner', 'with:policy', 'through:device'].includes(kind)),
        ),
      says: () => 'It follows the PC or the way to the servers, not the servers.',
      shown: { 'scope.only': ['with:scanner'] },
      cleared: {
        'scope.only': ['mailbox:2016'],
        'scope.affected': 'some',
        'tried[]': [{ what: 'antivirus-off', result: 'nothing' }],
      },
    }),
    otherCure(
      'extended-protection-off',
      'os-update',
      'antivirus-off',
      'layer-4-instead',
      're-encrypt',
      'direct-to-server',
    ),
  ],
  remedies: ['align-tls-settings', 'roll-back-extended-protection'],
  meanwhile: [
    'Use web mail.',
    'Do not restart Outlook again and again: another server may answer, which only hides it.',
    'Do not change TLS settings on one server alone.',
  ],
  sources: [
    'Microsoft CSS-Exchange, Exchange Extended Protection (TLS settings must be the same on all servers)',
    'Microsoft, Exchange Server TLS configuration best practices',
  ],
});
