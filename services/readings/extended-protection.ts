import {
  against,
  all,
  any,
  fair,
  must,
  reading,
  type Seen,
  type Sign,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from './examples.ts';
import { numberOf, textOf } from './lines.ts';
import { tried } from './mailbox.ts';
import { place } from './sentences.ts';
import { frontEnds, nodes } from './servers.ts';
import { anySigned, broughtForHer, lineOf, type Wanted, whose } from './signed-lines.ts';
import { began, leafSign } from './told-signs.ts';
import { cures, inVain } from './tries.ts';

const helped = ['cured', 'until-restart', 'for-a-while', 'sometimes', 'some-users'];
const protectedPath = /^([^/]+)\/default web site\/(?:mapi|rpc|ews|oab)$/i;

/** A logon refused for its channel binding: SEC_E_BAD_BINDINGS, or STATUS_BAD_BINDINGS in event 4625. */
export const badBinding: Wanted = {
  signatures: ['channel-binding'],
  logs: ['security', 'iis', 'http-proxy'],
  alike: (line) => numberOf(line, 'win32') === 2148074310 || /C000035B/i.test(textOf(line, 'text') ?? ''),
};

/** Whether IIS of the front ends checks channel bindings; off only when every known front end was seen so. */
const setInIis = reading((seen: Seen): Truth => {
  const states = seen.keys('iis').flatMap((key) => {
    const server = protectedPath.exec(key)?.[1];
    const value = server === undefined ? undefined : seen.text(`iis[${key}].extendedProtection`);
    return server === undefined || value === undefined ? [] : [{ server, on: value !== 'none' }];
  });
  if (states.some(({ on }) => on)) return true;
  if (states.length === 0) return undefined;
  const servers = frontEnds(seen);
  return servers.length > 0 && servers.every((server) => states.some((state) => state.server === server))
    ? false
    : undefined;
});

/** Whether the wire shows it: the right binding is let in, a wrong one is not. */
const onWire = (seen: Seen): Truth => {
  const known = nodes(seen, 'mapi').flatMap(({ key }) => {
    const [right, wrong] = [
      seen.number(`mapi[${key}].bindingRight`),
      seen.number(`mapi[${key}].bindingWrong`),
    ];
    return right === undefined || wrong === undefined ? [] : [right !== 401 && wrong === 401];
  });
  return known.length === 0 ? undefined : known.includes(true);
};

/** Whether Extended Protection is on: set so, seen on the wire or in a refusal, switched off in a trial, or told. */
export const extendedProtection = reading((seen: Seen): Truth => {
  // Where switching it off helped, it was on when the popup came, whatever the setting is now.
  if (tried(seen, ['extended-protection-off'], ...helped) === true) return true;
  const set = setInIis(seen) ?? onWire(seen);
  if (set !== undefined) return set;
  const hinted = any(
    anySigned(seen, badBinding),
    seen.has('timeline.after', 'extended-protection'),
    tried(seen, ['extended-protection-off'], 'nothing', 'worse'),
  );
  return hinted === true ? true : undefined;
});

const august2022 = Date.parse('2022-08-09T00:00:00Z');
/** The version of the mailbox's server, where no other was told. */
const onlyVersion = (seen: Seen): readonly string[] | undefined => {
  const version = seen.text('mailbox.exchange');
  const enters = seen.text('path.frontEnd');
  return version === undefined ? undefined : [version, ...(enters === undefined ? [] : [enters])];
};

const mapi = 'iis[ex16a/default web site/mapi].extendedProtection';
const searched = {
  'searched[ex16a/security].from': hoursBefore(96),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;
const refused = exampleLine({
  server: 'ex16a',
  log: 'security',
  eventId: 4625,
  signature: 'channel-binding',
});

/** What every cause around Extended Protection shares: it is on, and switching it off ends the popups. */
export const extendedProtectionSigns: readonly Sign[] = [
  must('extended-protection-on', {
    when: extendedProtection,
    says: (seen) =>
      extendedProtection(seen) === false
        ? 'No front end checks channel bindings: Extended Protection is off.'
        : 'Extended Protection is on: the front ends check that the TLS session of a logon is their own.',
    shown: { [mapi]: 'require' },
    cleared: { 'servers[ex16a].exchange': '2016', [mapi]: 'none' },
  }),
  strong('own-binding-refused', {
    group: 'binding',
    when: (seen) => broughtForHer(seen, badBinding),
    says: (seen) =>
      `${place(lineOf(seen, badBinding))}: ${whose(seen, badBinding)} logon was refused for its channel binding.`,
    shown: { ...searched, 'log[]': refused },
    cleared: { ...searched, 'log[]': harmlessLine },
  }),
  fair('bindings-refused', {
    group: 'binding',
    when: (seen) => anySigned(seen, badBinding),
    says: (seen) => `${place(lineOf(seen, badBinding))}: a logon was refused for its channel binding.`,
    shown: { ...searched, 'log[]': refused.map((line) => ({ ...line, user: 'CORP\\otto' })) },
    cleared: { ...searched, 'log[]': harmlessLine },
  }),
  cures(
    strong,
    'ends-without-extended-protection',
    ['extended-protection-off'],
    'With Extended Protection switched off it was gone.',
  ),
  began(
    fair,
    'began-with-extended-protection',
    ['extended-protection'],
    'from then on the front ends check the TLS session of each logon',
    'began',
  ),
  began(
    weak,
    'began-with-an-update',
    ['server-update'],
    'an update of Exchange, or the script that came with it, switches Extended Protection on',
    'began',
  ),
  leafSign(
    against.fair,
    'password-accepted',
    'popup.passwordAccepted',
    ['accepted'],
    'refused',
    'The password is accepted; a logon whose channel binding is wrong never is.',
  ),
  against.strong('versions-without-it', {
    when: (seen) => {
      const versions = seen.list('org.versions') ?? onlyVersion(seen);
      return versions === undefined || versions.length === 0 || versions.includes('…')
        ? undefined
        : all(
            extendedProtection(seen) !== true,
            versions.every((one) => ['2003', '2007', '2010'].includes(one)) || seen.now < august2022,
          );
    },
    says: () =>
      'The Exchange that is here knows no Extended Protection: it came to 2013 and later in August 2022.',
    shown: { 'org.versions': ['2010'] },
    cleared: { 'org.versions': ['2010', '2019'] },
  }),
  inVain(
    against.strong,
    'goes-on-without-extended-protection',
    ['extended-protection-off'],
    'With Extended Protection switched off it went on.',
  ),
];
