import { any, type Seen, type Sign, type SignBody } from '../cause.ts';
import { tried } from './mailbox.ts';
import { leafSign } from './told-signs.ts';

type Weigh = (id: string, body: SignBody) => Sign;

const many = ['some', 'one-site', 'one-path', 'all'] as const;

/** Whether several people see it, whatever they have in common. */
export const seenByMany = (seen: Seen) => seen.is('scope.affected', ...many);

/** A sign that holds when several people see it. */
export const byMany = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: seenByMany,
    says: (seen) => `Several people see it (${seen.text('scope.affected')}): ${says}.`,
    shown: { 'scope.affected': 'some' },
    cleared: { 'scope.affected': 'one-user' },
  });

/** A sign that holds when one person or one PC alone is affected. */
export const byOne = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: (seen) => seen.is('scope.affected', 'one-user', 'one-pc'),
    says: (seen) => `Only one is affected (${seen.text('scope.affected')}): ${says}.`,
    shown: { 'scope.affected': 'one-user' },
    cleared: { 'scope.affected': 'all' },
  });

/** A sign that holds when the same person is well on another PC. */
export const wellElsewhere = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
    says: () => `The same person is well on another PC: ${says}.`,
    shown: { 'scope.otherPcWorks': true },
    cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
  });

/** A sign that holds when those concerned have their version or their move in common, not a server. */
export const ofOneKind = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: (seen) => seen.is('scope.affected', 'moved-only', 'all-on-one-version'),
    says: (seen) =>
      `Those concerned have something else in common (${seen.text('scope.affected')}): ${says}.`,
    shown: { 'scope.affected': 'moved-only' },
    cleared: { 'scope.affected': 'all' },
  });

/** What mends a PC, a profile or an account, and leaves every server as it was. */
const nearTheUser = [
  'new-profile',
  'new-windows-profile',
  'clear-credentials',
  'change-upn',
  'change-password',
  'unlock',
  'addins-off',
  'antivirus-off',
  'proxy-off',
  'trusted-sites',
  'remove-secondary',
  'automapping-off',
  'public-folders-off',
  'client-update',
];
const ofThePc = ['with:scanner', 'with:web-proxy', 'with:profile-setting'];
/** A sign that holds when something near the user mended it, so that what a server does cannot be the reason. */
export const mendedNearTheUser = (weigh: Weigh, id: string): Sign =>
  weigh(id, {
    when: (seen) =>
      any(
        seen.flag('popup.domainUserWorks'),
        tried(seen, nearTheUser, 'cured'),
        ...ofThePc.map((kind) => seen.has('scope.only', kind)),
      ),
    says: (seen) =>
      seen.flag('popup.domainUserWorks') === true
        ? 'With DOMAIN\\user it opens, on the same servers.'
        : 'Something on the PC, in the profile or with the account makes the difference.',
    shown: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
    cleared: {
      'popup.domainUserWorks': false,
      'tried[]': [{ what: 'new-profile', result: 'nothing' }],
      'scope.only': ['outlook:16'],
    },
  });

const manyKinds = ['all', 'some', 'moved-only', 'one-site', 'one-path', 'one-database', 'all-on-one-version'];
/** A sign that holds when several people see it. */
export const manyPeople = (weigh: Weigh, why: string): Sign =>
  leafSign(
    weigh,
    'many-people',
    'scope.affected',
    manyKinds,
    'one-user',
    (seen) => `Several people see it (${seen.text('scope.affected')}); ${why}.`,
  );

const fresh = ['new-profile', 'new-windows-profile', 'clear-credentials', 'reboot-pc'];
/** What a sign holds when the popup follows one PC or its profile, so that no server can be at fault for it. */
export const followsThePc = (says: string): SignBody => ({
  when: (seen) =>
    any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc'), tried(seen, fresh, 'cured')),
  says: () => says,
  shown: { 'scope.otherPcWorks': true },
  cleared: {
    'scope.otherPcWorks': false,
    'scope.affected': 'some',
    'tried[]': [{ what: 'new-profile', result: 'nothing' }],
  },
});
