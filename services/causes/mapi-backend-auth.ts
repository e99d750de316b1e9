import { against, all, any, cause, fair, must, not, proof, risk, strong, weak } from '../cause.ts';
import { onlyDirectoryFails } from '../readings/connection-rows.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { textOf } from '../readings/lines.ts';
import { tried } from '../readings/mailbox.ts';
import {
  backEndRefusal,
  backEndSays,
  backEnds,
  cannotWork,
  drift,
  drifted,
  someAnswer,
  someBackEnd,
} from '../readings/mapi-back-end.ts';
import { usesMapiHttp, withoutMapiHttp } from '../readings/mapi-http.ts';
import { endpoints, frontEndRefused } from '../readings/mapi-offer.ts';
import { names, place } from '../readings/sentences.ts';
import {
  anySigned,
  broughtForHer,
  hersSigned,
  hersSignedWhere,
  lineOf,
  targetOf,
  whose,
} from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { eases, inVain, otherCure } from '../readings/tries.ts';

const nspi = 'iis[ex16a/exchange back end/mapi/nspi]';
const right = {
  [`${nspi}.windows`]: true,
  [`${nspi}.providers`]: ['Negotiate', 'NTLM'],
  [`${nspi}.ssl`]: ['Ssl'],
  [`${nspi}.anonymous`]: false,
  [`${nspi}.differsFromDefault`]: [],
};
const swapped = { [`${nspi}.providers`]: ['NTLM', 'Negotiate'] };
const refused = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  stem: '/mapi/nspi/',
  status: 401,
  backEndStatus: 401,
  target: 'ex16a.corp.local',
  signature: 'back-end-401',
});
const searched = {
  'servers[ex16b].exchange': '2016',
  'searched[ex16b/http-proxy].from': hoursBefore(96),
  'searched[ex16b/http-proxy].to': hoursBefore(0),
} as const;
const wire = 'mapi[mail.contoso.example@ex16b/nspi]';

export default cause({
  id: 'mapi-backend-auth',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'The back end’s mapi/nspi or mapi/emsmdb departs from what Exchange ships (providers, SSL, rights) and refuses what the front end passes on.',
  toUser: {
    says: 'One of our mail servers is set up wrongly on the inside, and Outlook asks you instead. Your password is right.',
    todo: 'Nothing to do: press Cancel and use web mail.',
  },
  signs: [
    must('uses-mapi-http', {
      when: usesMapiHttp,
      says: (seen) =>
        usesMapiHttp(seen) === false
          ? 'Outlook does not use MAPI/HTTP here.'
          : `${seen.mailbox} is reached by MAPI/HTTP (Exchange ${seen.text('mailbox.exchange') ?? '2013 or later'}).`,
      shown: { 'mailbox.exchange': '2016' },
      cleared: { 'mailbox.exchange': '2010' },
    }),
    proof('own-refusal-and-drift', {
      group: 'refusal',
      when: (seen) =>
        hersSignedWhere(seen, backEndRefusal, (line) => {
          const target = targetOf(line);
          const meant = backEnds(seen).filter(({ server, part }) => {
            const stem = textOf(line, 'stem') ?? '';
            return (
              (target === '' || server === target) &&
              (!/nspi|emsmdb/i.test(stem) || stem.toLowerCase().includes(part))
            );
          });
          return meant.length === 0 ? undefined : any(...meant.map((one) => drifted(seen, one)));
        }),
      says: (seen) =>
        `${place(lineOf(seen, backEndRefusal))}: the back end refused this user's request to /mapi (401), and it departs from the defaults: ${drift(seen)}.`,
      shown: { ...swapped, ...searched, 'log[]': refused },
      cleared: { ...right, ...searched, 'log[]': harmlessLine },
    }),
    strong('own-refusal', {
      group: 'refusal',
      when: (seen) => broughtForHer(seen, backEndRefusal),
      says: (seen) => {
        const line = lineOf(seen, backEndRefusal);
        return `${place(line)}: the back end refused ${whose(seen, backEndRefusal)} request to ${(line === undefined ? undefined : textOf(line, 'stem')) ?? '/mapi'} (401).`;
      },
      shown: { ...searched, 'log[]': refused },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('back-end-says-unauthorized', {
      group: 'refusal',
      when: (seen) => someAnswer(seen, (key) => backEndSays(seen, key)),
      says: (seen) =>
        `The answer of ${names(
          endpoints(seen)
            .filter(({ key }) => backEndSays(seen, key) === true)
            .map(({ node, part }) => `${node} /mapi/${part}`),
        )} says that the back end refused (401).`,
      shown: { [`${wire}.failureContext`]: 'BackEnd;401;VW5hdXRob3JpemVk;;;;' },
      cleared: { [`${wire}.failureContext`]: 'FrontEnd;401;VW5hdXRob3JpemVk;;;;' },
    }),
    fair('others-refused', {
      group: 'refusal',
      when: (seen) => anySigned(seen, backEndRefusal),
      says: (seen) =>
        `${place(lineOf(seen, backEndRefusal))}: the back end refused a request to /mapi (401).`,
      shown: { ...searched, 'log[]': refused.map((line) => ({ ...line, user: 'CORP\\otto' })) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('back-end-cannot-work', {
      group: 'setting',
      when: (seen) => someBackEnd(seen, (one) => cannotWork(seen, one)),
      says: (seen) => `A front end cannot sign in to ${drift(seen)}.`,
      shown: { [`${nspi}.windows`]: false },
      cleared: right,
    }),
    risk('back-end-drifted', {
      group: 'setting',
      when: (seen) => someBackEnd(seen, (one) => drifted(seen, one)),
      says: (seen) => `It departs from what Exchange ships: ${drift(seen)}.`,
      shown: swapped,
      cleared: right,
    }),
    strong('ends-without-mapi-http', {
      when: (seen) => any(tried(seen, withoutMapiHttp, 'cured'), tried(seen, ['ntlm-only'], 'cured')),
      says: () => 'With MAPI/HTTP switched off, or NTLM put first on it, it was gone.',
      shown: { 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      cleared: {
        'tried[]': [
          { what: 'mapi-http-off-client', result: 'nothing' },
          { what: 'ntlm-only', result: 'nothing' },
        ],
      },
    }),
    fair('address-book-fails', {
      when: (seen) =>
        any(
          seen.flag('client.addressBookFails'),
          onlyDirectoryFails(seen),
          seen.has('popup.belongsTo', 'directory'),
        ),
      says: () => 'The address book (mapi/nspi) fails.',
      shown: { 'client.addressBookFails': true },
      cleared: {
        'client.addressBookFails': false,
        'popup.belongsTo': ['mail'],
        'connections[]': [{ type: 'directory', protocol: 'HTTP', status: 'Established' }],
      },
    }),
    fair('new-profile-in-vain', {
      when: (seen) =>
        tried(seen, ['new-profile', 'new-windows-profile'], 'nothing', 'until-restart', 'worse'),
      says: () => 'A new profile did not help beyond the next start of Outlook.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'until-restart' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
    }),
    only(
      fair,
      'only-one-back-end',
      ['database:', 'mailbox:2016', 'mailbox:2013', 'mailbox:2019'],
      'they share a back end',
      'where',
    ),
    leafSign(
      fair,
      'one-database',
      'scope.affected',
      ['one-database'],
      'one-site',
      'It follows where the mailbox is.',
      'where',
    ),
    leafSign(
      weak,
      'mailboxes-of-one-kind',
      'scope.affected',
      ['moved-only', 'all-on-one-version'],
      'one-site',
      'Those concerned share their servers.',
      'where',
    ),
    began(
      fair,
      'began-with-an-update',
      ['server-update', 'new-server'],
      'setup writes the back-end directories anew, or finds them changed',
    ),
    eases(weak, 'restarting-iis-eases', ['iis-reset', 'recycle-mapi'], 'Restarting IIS helps for a while.'),
    fair('methods-found-wrong', {
      when: (seen) =>
        any(
          seen.is('checked[authentication].result', 'wrong'),
          seen.is('checked[virtual-directories].result', 'wrong'),
        ),
      says: () => 'Somebody looked the directories over and found them wrong.',
      shown: { 'checked[virtual-directories].result': 'wrong' },
      cleared: { 'checked[virtual-directories].result': 'right', 'checked[authentication].result': 'right' },
    }),
    against.strong('back-end-as-shipped', {
      when: (seen) => not(someBackEnd(seen, (one) => drifted(seen, one))),
      says: (seen) =>
        `mapi of the back ends seen (${names([...new Set(backEnds(seen).map(({ server }) => server))])}) is as Exchange ships it.`,
      shown: right,
      cleared: swapped,
    }),
    against.fair('front-end-refused-itself', {
      when: (seen) =>
        all(
          someAnswer(seen, (key) => {
            const node = endpoints(seen).find((one) => one.key === key);
            return node === undefined ? undefined : frontEndRefused(seen, node);
          }),
          hersSigned(seen, backEndRefusal) !== true,
        ),
      says: () => 'The answer on the wire says that the front end refused by itself.',
      shown: { [`${wire}.failureContext`]: 'FrontEnd;401;VW5hdXRob3JpemVk;;;;' },
      cleared: { [`${wire}.failureContext`]: 'BackEnd;401;VW5hdXRob3JpemVk;;;;' },
    }),
    against.strong('our-account-let-in', {
      when: (seen) => {
        const each = endpoints(seen).filter(({ part }) => part === 'nspi' || part === 'emsmdb');
        return each.length === 0
          ? undefined
          : all(...each.map(({ key }) => seen.is(`mapi[${key}].ntlmStatus`, 200)));
      },
      says: (seen) =>
        `${names([...new Set(endpoints(seen).map(({ node }) => node))])} and the back end let our own account in on /mapi.`,
      shown: { [`${wire}.ntlmStatus`]: 200 },
      cleared: { [`${wire}.ntlmStatus`]: 401 },
    }),
    inVain(
      against.strong,
      'goes-on-without-mapi-http',
      withoutMapiHttp,
      'With MAPI/HTTP switched off it went on.',
    ),
    against.strong('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC, which is passed on to the same back end.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    against.fair('works-from-one-side', {
      when: (seen) => any(seen.flag('scope.insideWorks'), seen.flag('scope.outsideWorks')),
      says: () => 'From one side it works, which is passed on to the same back end.',
      shown: { 'scope.insideWorks': true },
      cleared: { 'scope.insideWorks': false, 'scope.outsideWorks': false },
    }),
    otherCure(
      'mapi-http-off-client',
      'mapi-http-off-mailbox',
      'mapi-http-off-organisation',
      'ntlm-only',
      'recycle-mapi',
      'kernel-mode-off',
      'server-update',
    ),
  ],
  remedies: ['set-mailbox-mapi-http', 'restore-iis-defaults'],
  meanwhile: [
    'Use web mail.',
    'Do not change providers, SSL or rights of the back end by trial: compare with the defaults first.',
    'Do not ask for the mailbox to be moved back, and do not create new profiles.',
  ],
  sources: [
    'Microsoft, Default settings for Exchange virtual directories (the back end should not be configured)',
    'Microsoft CSS-Exchange, HealthChecker (applicationHost.config of Exchange 2016)',
    'serverfault.com 854631',
  ],
});
