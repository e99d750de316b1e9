import { against, any, cause, fair, must, not, proof, type Seen, strong } from '../cause.ts';
import { failsTowardsLegacy, reachesLegacyByHttp } from '../readings/connection-rows.ts';
import { exampleLine, harmlessLine, hoursBefore, invalidToken, legacyServer } from '../readings/examples.ts';
import { isInvalidToken, legacySecondaries } from '../readings/legacy-path.ts';
import { numberOf } from '../readings/lines.ts';
import {
  behindFrontEnds,
  entersByOlder,
  isLegacyTarget,
  isSwitchedOff,
  reachesLegacy,
  someBehind,
  speaksOf,
} from '../readings/outlook-anywhere.ts';
import { names, place, statuses } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { hersSignedWhere, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, only } from '../readings/told-signs.ts';
import { helps, otherCure } from '../readings/tries.ts';

const off = (seen: Seen) => behindFrontEnds(seen).filter((server) => isSwitchedOff(seen, server) === true);
/** A request to /rpc that was passed on to an older server and failed there, however. */
const failedBehind: Wanted = {
  signatures: ['down-level-401'],
  logs: ['http-proxy'],
  stem: /^\/rpc/i,
  alike: (line) => (numberOf(line, 'status') ?? 0) >= 400 && isLegacyTarget(line),
  whateverSignature: true,
  writtenBy: 'front-ends',
};
const vdir = 'vdirs[ex10a/rpc].enabled';
const failed = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/rpc/rpcproxy.dll',
  status: 404,
  backEndStatus: 404,
  target: 'ex10a.corp.local',
  downLevel: true,
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(96),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;

export default cause({
  id: 'legacy-oa-disabled',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Outlook Anywhere is not enabled on the older server, and that is the only way by which a newer front end reaches it.',
  toUser: {
    says: 'A newer mail server has to pass you on to an older one, and the older one is not set up for it. Your password is right.',
    todo: 'Nothing to do: press Cancel, and use web mail for what is missing.',
  },
  signs: [
    must('reaches-legacy-through-a-newer-server', {
      when: reachesLegacy,
      says: (seen) =>
        reachesLegacy(seen) === true
          ? legacySecondaries(seen).length > 0
            ? `${seen.mailbox} opens ${names(legacySecondaries(seen))} on an older server.`
            : `${seen.mailbox} reaches something on Exchange 2010 or 2007.`
          : `${seen.mailbox} reaches nothing on Exchange 2010 or 2007.`,
      shown: { 'secondary[shared@contoso.example].exchange': '2010' },
      cleared: { 'mailbox.exchange': '2016', secondary: [], 'publicFolders.where': '2013+' },
    }),
    proof('off-and-request-failed', {
      group: 'off',
      when: (seen) =>
        hersSignedWhere(seen, failedBehind, (line) => {
          const meant = behindFrontEnds(seen).filter((server) => speaksOf(seen, line, server));
          return meant.length === 0 ? undefined : any(...meant.map((server) => isSwitchedOff(seen, server)));
        }),
      says: (seen) => {
        const line = lineOf(seen, failedBehind);
        return `${place(line)}: this user's request to /rpc failed (${statuses(line)}), and Outlook Anywhere is off on ${names(off(seen))}.`;
      },
      shown: { ...legacyServer, [vdir]: false, ...searched, 'log[]': failed },
      cleared: { ...legacyServer, [vdir]: true, ...searched, 'log[]': harmlessLine },
    }),
    strong('off-on-the-older-server', {
      group: 'off',
      when: (seen) => someBehind(seen, (server) => isSwitchedOff(seen, server)),
      says: (seen) => `Outlook Anywhere is not enabled on ${names(off(seen))}.`,
      shown: { ...legacyServer, [vdir]: false },
      cleared: { ...legacyServer, [vdir]: true },
    }),
    only(
      fair,
      'only-to-legacy',
      ['with:secondary', 'with:public-folders', 'mailbox:2010', 'mailbox:2007'],
      'they are passed on to an older server',
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
      ['namespace-change', 'dns-change', 'new-server'],
      'since then clients of the older server enter through a newer one',
    ),
    against.strong('on-everywhere', {
      when: (seen) => not(someBehind(seen, (server) => isSwitchedOff(seen, server))),
      says: (seen) => `Outlook Anywhere is enabled on ${names(behindFrontEnds(seen))}.`,
      shown: { ...legacyServer, [vdir]: true },
      cleared: { ...legacyServer, [vdir]: false },
    }),
    against.strong('enters-by-the-older-server', {
      when: entersByOlder,
      says: (seen) => `Clients enter by Exchange ${seen.text('path.frontEnd')} itself: nothing is passed on.`,
      shown: { 'path.frontEnd': '2010' },
      cleared: { 'path.frontEnd': '2016' },
    }),
    against.strong('connected-there', {
      when: reachesLegacyByHttp,
      says: () => 'Outlook Anywhere to the older server is established.',
      shown: {
        ...legacyServer,
        'connections[]': [
          { server: 'ex10a.corp.local', type: 'mail', protocol: 'RPC/HTTP', status: 'Established' },
        ],
      },
      cleared: {
        ...legacyServer,
        'connections[]': [
          { server: 'ex10a.corp.local', type: 'mail', protocol: 'RPC/HTTP', status: 'Connecting' },
        ],
      },
    }),
    against.strong('front-end-cannot-make-a-ticket', {
      when: (seen) =>
        seen.someElement(
          'log',
          isInvalidToken,
          everyFrontEnd(seen, 'http-proxy', () => seen.now - 72 * 3_600_000),
        ),
      says: () =>
        'A front end could not make its ticket for the older server (InvalidToken): a missing update there.',
      shown: { ...searched, 'log[]': invalidToken },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    against.fair('one-pc-only', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    otherCure(
      'remove-secondary',
      'automapping-off',
      'public-folders-off',
      'recycle-rpcproxy',
      'url-change',
      'dns-change',
      'hosts-file',
    ),
  ],
  remedies: ['enable-legacy-outlook-anywhere'],
  meanwhile: [
    'Use web mail for what is on the older server.',
    'Do not point the client names back to the older server without a plan: mailboxes on the newer one would lose theirs.',
    'Do not create new profiles.',
  ],
  sources: [
    'Microsoft, Enable-OutlookAnywhere (Exchange 2010)',
    'Exchange Team blog, "Client Connectivity in an Exchange 2016 Coexistence Environment with Exchange 2010"',
  ],
});
