import { against, any, cause, fair, must, not, proof, strong, weak } from '../cause.ts';
import { failsTowardsLegacy } from '../readings/connection-rows.ts';
import { exampleLine, harmlessLine, hoursBefore, invalidToken, legacyServer } from '../readings/examples.ts';
import { isInvalidToken } from '../readings/legacy-path.ts';
import { textOf } from '../readings/lines.ts';
import { withoutMapiHttp } from '../readings/mapi-http.ts';
import {
  behindFrontEnds,
  downLevelRefusal,
  entersByOlder,
  isSwitchedOff,
  mayUseOutlookAnywhere,
  reachesLegacy,
  someBehind,
  speaksOf,
  takesWindows,
  waysDown,
} from '../readings/outlook-anywhere.ts';
import {
  clientsMethodNotTaken,
  ownAccountThere,
  refusesWindows,
  takesWindowsLogons,
  toldWhatIsNotTaken,
} from '../readings/outlook-anywhere-methods.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { broughtForHer, hersSignedWhere, lineOf, whose } from '../readings/signed-lines.ts';
import { toldBy, usedBy } from '../readings/told-method.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, helps, otherCure } from '../readings/tries.ts';

const rpc = 'outlookAnywhere[mail.contoso.example@ex10a]';
const basicOnly = { ...legacyServer, 'iis[ex10a/default web site/rpc].windows': false };
const both = { ...legacyServer, 'iis[ex10a/default web site/rpc].windows': true };
const refused = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/rpc/rpcproxy.dll',
  status: 401,
  backEndStatus: 401,
  target: 'ex10a.corp.local',
  targetVersion: '14.03.0123.000',
  downLevel: true,
  signature: 'down-level-401',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(96),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;

export default cause({
  id: 'oa-auth-mismatch',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The sign-in methods of Outlook Anywhere do not fit: a newer front end signs in to the older server with a Windows logon that its /rpc does not take.',
  toUser: {
    says: 'Two of our mail servers do not agree on how to sign in, and Outlook asks you instead. Your password is right.',
    todo: 'Nothing to do: press Cancel, and use web mail for what is missing.',
  },
  signs: [
    must('by-outlook-anywhere-or-to-legacy', {
      when: (seen) => any(reachesLegacy(seen), mayUseOutlookAnywhere(seen)),
      says: (seen) =>
        reachesLegacy(seen) === true
          ? `${seen.mailbox} reaches something on Exchange 2010 or 2007 through a newer front end.`
          : mayUseOutlookAnywhere(seen) === true
            ? 'Outlook uses Outlook Anywhere (RPC/HTTP).'
            : `${seen.mailbox} neither reaches an older server nor uses Outlook Anywhere.`,
      shown: { 'secondary[shared@contoso.example].exchange': '2010' },
      cleared: {
        'mailbox.exchange': '2016',
        secondary: [],
        'publicFolders.where': '2013+',
        'client.protocol': 'HTTP',
      },
    }),
    proof('refused-where-windows-is-not-taken', {
      group: 'refusal',
      when: (seen) =>
        hersSignedWhere(seen, downLevelRefusal, (line) => {
          const meant = behindFrontEnds(seen).filter((server) => speaksOf(seen, line, server));
          return meant.length === 0
            ? undefined
            : any(...meant.map((server) => not(takesWindows(seen, server))));
        }),
      says: (seen) =>
        `${place(lineOf(seen, downLevelRefusal))}: this user's request was passed on and refused (401), and /rpc of ${names(refusesWindows(seen))} takes no Windows logon.`,
      shown: { ...basicOnly, ...searched, 'log[]': refused },
      cleared: { ...both, ...searched, 'log[]': harmlessLine },
    }),
    strong('own-request-refused-behind', {
      group: 'refusal',
      when: (seen) => broughtForHer(seen, downLevelRefusal),
      says: (seen) => {
        const line = lineOf(seen, downLevelRefusal);
        return `${place(line)}: ${whose(seen, downLevelRefusal)} request to /rpc was passed on to ${(line === undefined ? undefined : textOf(line, 'target')) ?? 'an older server'} and refused there (401).`;
      },
      shown: { ...searched, 'log[]': refused },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('our-account-refused-there', {
      group: 'refusal',
      ownAccount: true,
      when: (seen) => {
        const there = ownAccountThere(seen);
        return there.length === 0 ? undefined : there.some(({ status }) => status === 401);
      },
      says: (seen) =>
        `/rpc of ${names(
          ownAccountThere(seen)
            .filter(({ status }) => status === 401)
            .map(({ node }) => node),
        )} refused our own account by NTLM (401).`,
      shown: { ...legacyServer, [`${rpc}.ntlmStatus`]: 401 },
      cleared: { ...legacyServer, [`${rpc}.ntlmStatus`]: 200 },
    }),
    // The missing update of the older server (KB3140410) looks alike from here.
    fair('our-account-refused-on-the-way-down', {
      group: 'refusal',
      ownAccount: true,
      when: (seen) =>
        waysDown(seen).length === 0 ? undefined : waysDown(seen).some(({ status }) => status === 401),
      says: (seen) =>
        `/rpc refused our own account by NTLM on the way ${names(
          waysDown(seen)
            .filter(({ status }) => status === 401)
            .map(({ way }) => way),
        )}.`,
      shown: { 'outlookAnywhere[mail.contoso.example@ex16a/ex10a].ntlmStatus': 401 },
      cleared: { 'outlookAnywhere[mail.contoso.example@ex16a/ex10a].ntlmStatus': 200 },
    }),
    strong('legacy-takes-no-windows-logon', {
      group: 'methods',
      when: (seen) => someBehind(seen, (server) => not(takesWindows(seen, server))),
      says: (seen) =>
        `/rpc of ${names(refusesWindows(seen))} takes Basic only; a newer front end signs in there with NTLM or Kerberos.`,
      shown: basicOnly,
      cleared: both,
    }),
    strong('told-what-is-not-taken', {
      group: 'methods',
      when: toldWhatIsNotTaken,
      says: (seen) => `${toldBy(seen)}, which /rpc of a front end does not take.`,
      shown: {
        'servers[ex16a].exchange': '2016',
        'iis[ex16a/default web site/rpc].windows': false,
        'providers.exprAuth': 'ntlm',
      },
      cleared: {
        'servers[ex16a].exchange': '2016',
        'iis[ex16a/default web site/rpc].windows': true,
        'providers.exprAuth': 'ntlm',
      },
    }),
    strong('the-clients-method-is-not-taken', {
      group: 'methods',
      when: clientsMethodNotTaken,
      says: (seen) => `Outlook Anywhere signs in with ${usedBy(seen)}, which /rpc on its way does not take.`,
      shown: {
        ...legacyServer,
        'client.proxyAuthentication': 'basic',
        'vdirs[ex10a/rpc].internalAuth': ['Ntlm'],
      },
      cleared: {
        ...legacyServer,
        'client.proxyAuthentication': 'basic',
        'vdirs[ex10a/rpc].internalAuth': ['Basic', 'Ntlm'],
      },
    }),
    cures(
      strong,
      'ends-with-another-method',
      ['basic', 'ntlm-only'],
      'With another sign-in method for Outlook Anywhere it was gone.',
      'cure',
    ),
    only(
      fair,
      'only-by-outlook-anywhere-or-to-legacy',
      ['with:secondary', 'with:public-folders', 'mailbox:2010', 'mailbox:2007', 'protocol:rpc/http'],
      'they go by Outlook Anywhere through a newer server to an older one',
      'scope',
    ),
    helps(
      fair,
      'ends-without-what-is-older',
      ['remove-secondary', 'automapping-off', 'public-folders-off'],
      'Without what lives on the older server it is gone.',
      'scope',
    ),
    fair('fails-by-outlook-anywhere', {
      when: failsTowardsLegacy,
      says: () => 'The connection concerned is Outlook Anywhere (RPC/HTTP).',
      shown: { 'client.protocol': 'RPC/HTTP' },
      cleared: { 'client.protocol': 'HTTP' },
    }),
    began(
      fair,
      'began-when-names-moved',
      ['namespace-change', 'dns-change', 'new-server', 'protocol-switch'],
      'since then a newer front end passes Outlook Anywhere on to the older server',
      'began',
    ),
    began(
      weak,
      'began-with-the-move',
      ['own-move'],
      'since then what is left on the older server is reached through the newer one',
      'began',
    ),
    fair('methods-found-wrong', {
      when: (seen) => seen.is('checked[authentication].result', 'wrong'),
      says: () => 'Somebody looked the sign-in methods over and found them wrong.',
      shown: { 'checked[authentication].result': 'wrong' },
      cleared: { 'checked[authentication].result': 'right' },
    }),
    against.strong('takes-windows-logons', {
      when: takesWindowsLogons,
      says: (seen) => `/rpc of ${names(behindFrontEnds(seen))} takes Windows logons.`,
      shown: both,
      cleared: { ...basicOnly, [`${rpc}.ntlmStatus`]: 401 },
    }),
    against.strong('front-end-cannot-make-a-ticket', {
      when: (seen) =>
        seen.someElement(
          'log',
          isInvalidToken,
          everyFrontEnd(seen, 'http-proxy', () => seen.now - 72 * 3_600_000),
        ),
      says: () =>
        'A front end could not make its ticket for the older server (InvalidToken): a missing update, not a method.',
      shown: { ...searched, 'log[]': invalidToken },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    against.strong('enters-by-the-older-server', {
      when: entersByOlder,
      says: (seen) => `Clients enter by Exchange ${seen.text('path.frontEnd')} itself: nothing is passed on.`,
      shown: { 'path.frontEnd': '2010' },
      cleared: { 'path.frontEnd': '2016' },
    }),
    against.fair('switched-off-there', {
      when: (seen) => someBehind(seen, (server) => isSwitchedOff(seen, server)),
      says: (seen) =>
        `Outlook Anywhere is switched off on ${names(behindFrontEnds(seen).filter((server) => isSwitchedOff(seen, server) === true))}: nothing is there to sign in to.`,
      shown: { ...legacyServer, 'vdirs[ex10a/rpc].enabled': false },
      cleared: { ...legacyServer, 'vdirs[ex10a/rpc].enabled': true },
    }),
    leafSign(
      against.fair,
      'comes-and-goes',
      'timeline.pattern',
      ['random', 'after-reboot', 'peak'],
      'constant',
      'It comes and goes; methods that do not fit fail every time.',
    ),
    helps(
      against.fair,
      'a-restart-of-the-server-helps',
      ['reboot-server'],
      'Restarting the older server helped; a method would have stayed wrong.',
    ),
    cures(
      against.strong,
      'ends-by-outlook-anywhere',
      withoutMapiHttp,
      'With MAPI/HTTP off, that is by Outlook Anywhere, it is gone.',
    ),
    against.fair('one-pc-only', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    otherCure(
      'basic',
      'ntlm-only',
      'negotiate-only',
      'remove-secondary',
      'automapping-off',
      'public-folders-off',
      'recycle-rpcproxy',
      'mapi-http-off-client',
      'mapi-http-off-mailbox',
      'mapi-http-off-organisation',
    ),
  ],
  remedies: ['set-outlook-anywhere'],
  meanwhile: [
    'Press Cancel; do not tick "Remember my credentials".',
    'Use web mail for the mailbox or folders on the older server.',
    'Do not change methods in IIS Manager: Exchange writes its own back every 15 minutes.',
  ],
  sources: [
    'Microsoft, Set-OutlookAnywhere (ClientAuthenticationMethod, IISAuthenticationMethods)',
    'Microsoft, client connectivity in an Exchange 2016 coexistence environment with Exchange 2010',
  ],
});
