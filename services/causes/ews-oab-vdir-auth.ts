import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { asksInTheBackground } from '../readings/address-book-url.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { keysWhere, someKey } from '../readings/her-servers.ts';
import { textOf } from '../readings/lines.ts';
import { names, place } from '../readings/sentences.ts';
import { anySigned, hersSigned, hersSignedWhere, lineOf } from '../readings/signed-lines.ts';
import { leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import {
  isServiceLine,
  listsBasicOnly,
  mailRefused,
  nameOf,
  ntlmStatus,
  offered,
  offersBoth,
  offersNothing,
  refused,
  type Service,
  serviceOf,
  services,
  settingRefuses,
} from '../readings/web-services.ts';
import { mendedNearTheUser, wellElsewhere } from '../readings/who-sees-it.ts';

const isRefusal = (line: ElementValue): boolean => isServiceLine(line);
const some = (seen: Seen, test: (one: Service) => Truth): Truth => {
  const known = services(seen);
  return known.length === 0 ? undefined : any(...known.map(test));
};
const every = (seen: Seen, test: (one: Service) => Truth): Truth => {
  const known = services(seen);
  return known.length === 0 ? undefined : all(...known.map(test));
};
const those = (seen: Seen, test: (one: Service) => Truth): readonly Service[] =>
  services(seen).filter((one) => test(one) === true);
const setting = (seen: Seen): Truth => someKey(seen, 'iis', (key) => settingRefuses(seen, key));
/** The line's own server offers nothing there, or is set so. */
const whereNothingIsOffered = (seen: Seen, line: ElementValue): Truth => {
  const there = serviceOf(seen, line);
  const server = textOf(line, 'server')?.toLowerCase() ?? '';
  const part = /\/oab/i.test(textOf(line, 'stem') ?? '') ? 'oab' : 'ews';
  return any(
    there.length === 0 ? undefined : any(...there.map((one) => offersNothing(seen, one))),
    settingRefuses(seen, `${server}/default web site/${part}`),
    settingRefuses(seen, `${server}/exchange back end/${part}`),
  );
};
const ews = 'ews[mail.contoso.example@ex16a]';
const line = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/EWS/Exchange.asmx',
  status: 401,
  signature: 'front-end-401',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(80),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const nothing = { [`${ews}.anonymousStatus`]: 401, [`${ews}.schemes`]: ['Basic'] };
const both = { [`${ews}.anonymousStatus`]: 401, [`${ews}.schemes`]: ['Negotiate', 'NTLM'] };

export default cause({
  id: 'ews-oab-vdir-auth',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'The directories for free/busy, out-of-office (EWS) or the offline address book (OAB) refuse the sign-in, while mail itself works.',
  toUser: {
    says: 'Outlook is asked for a password when it looks up calendars or the address book, because our server is set wrong there. Your password is right, and your mail works.',
    todo: 'Nothing to do: press Cancel and go on working.',
  },
  signs: [
    proof('her-refusal-where-nothing-is-offered', {
      group: 'offer',
      when: (seen) =>
        hersSignedWhere(seen, refused, (one) => all(isRefusal(one), whereNothingIsOffered(seen, one))),
      says: (seen) =>
        `${place(lineOf(seen, refused, isRefusal))}: this user's request to ${textOf(lineOf(seen, refused, isRefusal) ?? {}, 'stem') ?? '/EWS'} was refused (401), and that server offers neither NTLM nor Negotiate there.`,
      shown: { ...searched, ...nothing, 'log[]': line },
      cleared: { ...searched, ...both, 'log[]': harmlessLine },
    }),
    strong('nothing-that-outlook-can-use', {
      group: 'offer',
      when: (seen) => some(seen, (one) => offersNothing(seen, one)),
      says: (seen) =>
        names(
          those(seen, (one) => offersNothing(seen, one)).map(
            (one) => `${nameOf(one)} offers ${names(offered(seen, one))}`,
          ),
        ).concat(', neither NTLM nor Negotiate.'),
      shown: nothing,
      cleared: both,
    }),
    strong('lists-basic-only', {
      group: 'offer',
      when: listsBasicOnly,
      says: () => 'A directory for EWS or the address book lists neither NTLM nor Negotiate.',
      shown: { 'vdirs[ex16a/oab].internalAuth': ['Basic'] },
      cleared: { 'vdirs[ex16a/oab].internalAuth': ['WindowsIntegrated', 'OAuth'] },
    }),
    risk('windows-sign-in-is-off', {
      group: 'offer',
      when: setting,
      says: (seen) =>
        `${names(keysWhere(seen, 'iis', (key) => settingRefuses(seen, key)))}: Windows authentication is off.`,
      shown: { 'iis[ex16a/default web site/ews].windows': false },
      cleared: { 'iis[ex16a/default web site/ews].windows': true },
    }),
    strong('our-own-account-is-refused', {
      group: 'refused',
      ownAccount: true,
      when: (seen) =>
        some(seen, (one) =>
          ntlmStatus(seen, one) === undefined ? undefined : ntlmStatus(seen, one) === 401,
        ),
      says: (seen) =>
        `${names(those(seen, (one) => ntlmStatus(seen, one) === 401).map(nameOf))} refused our own account by NTLM (401).`,
      shown: { [`${ews}.ntlmStatus`]: 401 },
      cleared: { [`${ews}.ntlmStatus`]: 200 },
    }),
    strong('her-refusal', {
      group: 'refused',
      when: (seen) => hersSignedWhere(seen, refused, (one) => isRefusal(one)),
      says: (seen) =>
        `${place(lineOf(seen, refused, isRefusal))}: this user's request to ${textOf(lineOf(seen, refused, isRefusal) ?? {}, 'stem') ?? '/EWS'} was refused (401).`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    fair('refusals-of-others', {
      group: 'refused',
      when: (seen) => anySigned(seen, refused),
      says: (seen) =>
        `${place(lineOf(seen, refused))}: a request to ${textOf(lineOf(seen, refused) ?? {}, 'stem') ?? '/EWS'} was refused (401).`,
      shown: { ...searched, 'log[]': line.map((one) => ({ ...one, user: 'CORP\\otto' })) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    fair('it-answers-no-sign-in', {
      group: 'refused',
      when: (seen) =>
        some(seen, ({ group, key }) => seen.is(`${group}[${key}].anonymousStatus`, 403, 404, 500)),
      says: (seen) =>
        names(
          services(seen).flatMap((one) => {
            const status = seen.number(`${one.group}[${one.key}].anonymousStatus`);
            return status !== undefined && [403, 404, 500].includes(status)
              ? [`${nameOf(one)} answers ${status}`]
              : [];
          }),
        ).concat(' before anybody signs in.'),
      shown: { [`${ews}.anonymousStatus`]: 403 },
      cleared: { [`${ews}.anonymousStatus`]: 401 },
    }),
    fair('mail-rows-are-well', {
      when: (seen) => {
        const rows = seen.elements('connections').filter(({ value }) => value.type === 'mail');
        return rows.length === 0
          ? undefined
          : rows.every(
              ({ value }) => /established/i.test(String(value.status ?? '')) && (value.failures ?? 0) === 0,
            );
      },
      says: () => 'Connection Status shows every mail row as established while the box is there.',
      shown: { 'connections[]': [{ type: 'mail', status: 'Established' }] },
      cleared: { 'connections[]': [{ type: 'mail', status: 'Connecting' }] },
    }),
    asksInTheBackground,
    fair('box-is-of-these-services', {
      when: (seen) =>
        any(seen.has('popup.belongsTo', 'web-services'), seen.has('popup.belongsTo', 'offline-address-book')),
      says: () => 'The box belongs to the web services or the offline address book.',
      shown: { 'popup.belongsTo': ['web-services'] },
      cleared: { 'popup.belongsTo': ['mail'] },
    }),
    leafSign(
      fair,
      'the-address-book-fails',
      'client.addressBookFails',
      [true],
      false,
      'The address book fails.',
    ),
    leafSign(
      fair,
      'directories-were-found-wrong',
      'checked[virtual-directories].result',
      ['wrong'],
      'right',
      'Somebody found the virtual directories wrong.',
    ),
    leafSign(
      weak,
      'comes-and-goes',
      'timeline.pattern',
      ['random', 'hourly'],
      'every-start',
      'It comes while Outlook is open, as background requests do.',
    ),
    leafSign(weak, 'web-mail-works', 'scope.webmailWorks', [true], false, 'Web mail works.'),
    leafSign(
      weak,
      'press-cancel-and-go-on',
      'popup.afterCancel',
      ['nothing', 'gone'],
      'failed',
      'After Cancel Outlook goes on working.',
    ),
    leafSign(
      weak,
      'a-mac-fails-too',
      'scope.macWorks',
      [false],
      true,
      'Outlook for Mac, which uses EWS alone, fails too.',
    ),
    inVain(weak, 'recycling-in-vain', ['recycle-services'], 'Recycling the Services pool changed nothing.'),
    against.strong('everything-offers-both', {
      when: (seen) => every(seen, (one) => offersBoth(seen, one)),
      says: (seen) => `${names(services(seen).map(nameOf))} offer Negotiate and NTLM.`,
      shown: both,
      cleared: nothing,
    }),
    against.strong('our-own-account-is-let-in', {
      when: (seen) =>
        every(seen, (one) =>
          ntlmStatus(seen, one) === undefined ? undefined : ntlmStatus(seen, one) === 200,
        ),
      says: (seen) => `${names(services(seen).map(nameOf))} let our own account in by NTLM.`,
      shown: { [`${ews}.ntlmStatus`]: 200 },
      cleared: { [`${ews}.ntlmStatus`]: 401 },
    }),
    cures(
      against.strong,
      'recycling-cures',
      ['recycle-services', 'recycle-autodiscover'],
      'Recycling a pool cured it: a held location, not a setting.',
    ),
    wellElsewhere(against.strong, 'another-pc-works', 'it asks the same directories'),
    leafSign(
      against.fair,
      'a-mac-works',
      'scope.macWorks',
      [true],
      false,
      'Outlook for Mac, which uses EWS alone, works.',
    ),
    against.fair('mail-itself-is-refused', {
      when: (seen) => hersSigned(seen, mailRefused),
      says: (seen) => `${place(lineOf(seen, mailRefused))}: her mail connection itself was refused.`,
      shown: {
        ...searched,
        'log[]': exampleLine({
          server: 'ex16a',
          log: 'http-proxy',
          stem: '/mapi/emsmdb/',
          status: 401,
          signature: 'front-end-401',
        }),
      },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    leafSign(
      against.fair,
      'directories-were-found-right',
      'checked[virtual-directories].result',
      ['right'],
      'wrong',
      'Somebody looked the virtual directories over and found them right.',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['restore-ews-oab-authentication'],
  meanwhile: [
    'Press Cancel: mail goes on working; free/busy and the address book may be old.',
    'Do not tick "Remember my credentials", and do not create a new profile.',
  ],
  sources: [
    'Microsoft, Default settings for Exchange virtual directories',
    'Microsoft, Set-WebServicesVirtualDirectory and Set-OabVirtualDirectory',
    'Microsoft KB3047178 (OAB in coexistence)',
  ],
});
