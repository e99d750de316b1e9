import { against, all, any, cause, fair, must, not, proof, type Seen, strong, weak } from '../cause.ts';
import {
  isRefusedThere,
  offers,
  offersNoWindows,
  refusedForWantOfIt,
  serversWithoutWindows,
  signedIn,
  someOfferLacksWindows,
  someSettingLacksWindows,
  succeedsThere,
} from '../readings/autodiscover-offer.ts';
import { boxHost, mailDomain, oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine } from '../readings/lines.ts';
import { day } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const at = 'autodiscover[autodiscover.contoso.example@ex16b]';
const path = 'iis[ex16b/default web site/autodiscover]';
const wrong = { [`${at}.schemes`]: ['Basic'] };
const right = { [`${at}.schemes`]: ['Negotiate', 'NTLM', 'Basic'] };
const wrongSetting = { [`${path}.windows`]: false };
const rightSetting = {
  [`${path}.windows`]: true,
  [`${path}.providers`]: ['Negotiate', 'NTLM'],
  'vdirs[ex16b/autodiscover].internalAuth': ['basic', 'ntlm', 'negotiate'],
};
const searched = {
  'servers[ex16b].exchange': '2016',
  'searched[ex16b/http-proxy].from': hoursBefore(96),
  'searched[ex16b/http-proxy].to': hoursBefore(0),
} as const;
const refusal = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  stem: '/autodiscover/autodiscover.xml',
  status: 401,
  signature: 'front-end-401',
});
const accepted = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  stem: '/autodiscover/autodiscover.xml',
  status: 200,
  signature: 'success',
});
const boxes = ['credential', 'need-password'];
const lately = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - 3 * day);
const describe = (seen: Seen): string => {
  const onWire = offers(seen).filter((node) => offersNoWindows(seen, node) === true);
  return onWire.length > 0
    ? names(
        onWire.map(
          ({ key, node }) =>
            `${node} offers ${names(seen.list(`autodiscover[${key}].schemes`) ?? [])} at /autodiscover`,
        ),
      )
    : `Windows authentication is off at /autodiscover of ${names(serversWithoutWindows(seen))}`;
};

export default cause({
  id: 'autodiscover-vdir-auth',
  side: 'autodiscover',
  popups: boxes,
  usual: 'occasional',
  says: 'The Autodiscover directory of a front end refuses the sign-in or offers a method for which Outlook has to ask.',
  toUser: {
    says: 'The service from which Outlook learns its settings asks for a password in a way that your PC cannot answer by itself. Your password is right.',
    todo: 'Press Cancel: mail goes on working until we have put it right.',
  },
  signs: [
    must('password-box', oneOfTheseBoxes(boxes, 'restart')),
    proof('own-refusal-and-setting', {
      group: 'offer',
      when: (seen) => seen.someElement('log', (line) => refusedForWantOfIt(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => refusedForWantOfIt(seen, line)))}: this user's request to /autodiscover was refused (401). ${describe(seen)}.`,
      shown: { ...wrong, ...searched, 'log[]': refusal },
      cleared: { ...right, ...searched, 'log[]': harmlessLine },
    }),
    proof('wire-and-setting-agree', {
      group: 'offer',
      when: (seen) => all(someOfferLacksWindows(seen), someSettingLacksWindows(seen)),
      says: (seen) => `${describe(seen)}, and so it is set: no Windows authentication.`,
      shown: { ...wrong, ...wrongSetting },
      cleared: { ...right, ...rightSetting },
    }),
    strong('no-windows-authentication', {
      group: 'offer',
      when: (seen) => any(someOfferLacksWindows(seen), someSettingLacksWindows(seen)),
      says: (seen) => `${describe(seen)}, neither Negotiate nor NTLM.`,
      shown: wrong,
      cleared: { ...right, ...rightSetting },
    }),
    fair('checked-wrong', {
      group: 'offer',
      ...leafIs(
        'checked[virtual-directories].result',
        ['wrong'],
        'The virtual directories were looked over and are wrong.',
        'right',
      ),
    }),
    fair('differs-from-default', {
      group: 'offer',
      when: (seen) =>
        seen.some('iis', (key) => {
          if (!/\/default web site\/autodiscover$/i.test(key)) return false;
          const different = seen.list(`iis[${key}].differsFromDefault`);
          return different === undefined ? undefined : different.length > 0;
        }),
      says: (seen) =>
        `${names(seen.keys('iis').filter((key) => (seen.list(`iis[${key}].differsFromDefault`)?.length ?? 0) > 0))} differs from the defaults.`,
      shown: { [`${path}.differsFromDefault`]: { value: ['providers'], from: 'worker' } },
      cleared: { [`${path}.differsFromDefault`]: { value: [], from: 'worker' } },
    }),
    fair('own-refusal', {
      group: 'refused',
      when: (seen) => seen.someElement('log', (line) => isRefusedThere(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => isRefusedThere(seen, line)))}: this user's request to /autodiscover was refused (401).`,
      shown: { ...searched, 'log[]': refusal },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('own-account-refused', {
      group: 'refused',
      ownAccount: true,
      when: (seen) => {
        const each = signedIn(seen).map(({ key }) => seen.is(`autodiscover[${key}].status`, 401));
        return each.length === 0 ? undefined : any(...each);
      },
      says: (seen) =>
        `${names(
          signedIn(seen)
            .filter(({ key }) => seen.number(`autodiscover[${key}].status`) === 401)
            .map(({ host, node }) => `${host} at ${node}`),
        )} refused our own account (401), which another server accepted.`,
      shown: { ...right, [`${at}.status`]: 401 },
      cleared: { ...right, [`${at}.status`]: 200 },
    }),
    fair(
      'comes-with-each-lookup',
      leafIs(
        'timeline.pattern',
        ['hourly'],
        'It comes every hour, as Outlook asks Autodiscover.',
        'constant',
      ),
    ),
    strong('box-names-the-autodiscover-host', {
      group: 'box',
      when: (seen) => {
        const host = boxHost(seen);
        return host === undefined
          ? undefined
          : host === `autodiscover.${mailDomain(seen)}` || host.startsWith('autodiscover.');
      },
      says: (seen) => `The box names ${boxHost(seen)}.`,
      shown: { 'popup.host': 'autodiscover.contoso.example' },
      cleared: { 'popup.host': 'mail.contoso.example' },
    }),
    strong('box-is-of-autodiscover', {
      group: 'box',
      ...listNames('popup.belongsTo', ['autodiscover'], 'The box belongs to Autodiscover.', 'mail'),
    }),
    fair(
      'during-set-up',
      flagIs(
        'popup.duringProfileCreation',
        true,
        'It comes while the profile is being made, when only Autodiscover is asked.',
      ),
    ),
    cures(
      fair,
      'other-methods-cure',
      ['ntlm-only', 'basic', 'iis-reset'],
      'Other sign-in methods, or a restart of IIS, ended it.',
    ),
    weak(
      'several-people',
      leafIs(
        'scope.affected',
        ['all', 'some', 'all-on-one-version', 'one-path'],
        (seen) => `Affected: ${seen.text('scope.affected')}.`,
        'one-user',
      ),
    ),
    weak(
      'began-with-servers',
      listNames(
        'timeline.after',
        ['server-update', 'new-server', 'namespace-change'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    against.strong('every-front-end-offers-windows', {
      when: (seen) => all(not(someOfferLacksWindows(seen)), someSettingLacksWindows(seen) !== true),
      says: (seen) =>
        `${names([...new Set(offers(seen).map(({ node }) => node))])} offer Windows authentication at /autodiscover.`,
      shown: right,
      cleared: wrong,
    }),
    against.strong('answers-for-her', {
      group: 'answers',
      when: (seen) => {
        const known = signedIn(seen).flatMap(({ key }) => seen.number(`autodiscover[${key}].status`) ?? []);
        return known.length === 0
          ? undefined
          : known.every((status) => status === 200) && someOfferLacksWindows(seen) !== true;
      },
      says: (seen) =>
        `${names([...new Set(signedIn(seen).map(({ node }) => node))])} let our own account in at /autodiscover (200).`,
      shown: { ...right, [`${at}.status`]: 200 },
      cleared: { ...right, [`${at}.status`]: 401 },
    }),
    against.strong('own-success', {
      group: 'answers',
      when: (seen) => seen.someElement('log', (line) => succeedsThere(seen, line), lately(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => succeedsThere(seen, line)))}: this user's request to /autodiscover went well.`,
      shown: { ...searched, 'log[]': accepted },
      cleared: { ...searched, 'log[]': refusal },
    }),
    against.strong(
      'checked-right',
      leafIs(
        'checked[virtual-directories].result',
        ['right'],
        'The virtual directories were looked over and are right.',
        'wrong',
      ),
    ),
    against.strong('box-belongs-elsewhere', {
      when: (seen) => {
        const of = seen.list('popup.belongsTo');
        return of === undefined || of.length === 0 ? undefined : !of.includes('autodiscover');
      },
      says: (seen) => `The box belongs to ${names(seen.list('popup.belongsTo') ?? [])}, not to Autodiscover.`,
      shown: { 'popup.belongsTo': ['mail'] },
      cleared: { 'popup.belongsTo': ['autodiscover'] },
    }),
    cures(
      against.strong,
      'ends-without-mapi-http',
      ['mapi-http-off-client', 'mapi-http-off-mailbox', 'mapi-http-off-organisation'],
      'With MAPI/HTTP switched off it was gone; Autodiscover is asked either way.',
    ),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; the front ends answer every PC alike.'),
    ),
  ],
  remedies: ['restore-autodiscover-authentication'],
  meanwhile: [
    'Press Cancel; do not tick "Remember my credentials".',
    'Do not create a new profile: it needs Autodiscover.',
  ],
  sources: [
    'Microsoft, "Default settings for Exchange virtual directories"',
    'Microsoft, Set-AutodiscoverVirtualDirectory',
  ],
});
