import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  proof,
  risk,
  type Seen,
  strong,
  weak,
} from '../cause.ts';
import { harmlessLine, hoursBefore, invalidToken, legacyServer } from '../readings/examples.ts';
import {
  concerned,
  concernsHer,
  everyFrontEndToday,
  fileVersion,
  hintsMissing,
  legacySecondaries,
  offersBasicOnly,
  ofOthers,
  onEach,
  passwordSinceBoot,
  patch,
  provesMissing,
  runningSince,
  touchesLegacy,
} from '../readings/legacy-path.ts';
import { firstLine, textOf } from '../readings/lines.ts';
import { onModernExchange, secondaryIsLegacy, tried } from '../readings/mailbox.ts';
import {
  comesAndGoes,
  failsOnTheWayDown,
  listedOrSuperseded,
  namesMoved,
  notListed,
  oldFiles,
  passwordChangedSinceBoot,
  reachesThroughNewer,
} from '../readings/patch-of-2008r2.ts';
import { moment, names, place } from '../readings/sentences.ts';
import { legacyOn2008R2, onWindows2008R2 } from '../readings/servers.ts';
import { cures, helps, inVain } from '../readings/tries.ts';

const shared = 'secondary[shared@contoso.example]';
const hotfix = `hotfixes[ex10a/${patch}]`;
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(48),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const ofAnother = invalidToken.map((line) => ({ ...line, user: 'CORP\\otto' }));
const withoutIt = ['remove-secondary', 'automapping-off', 'public-folders-off'];
const says = (seen: Seen, line: ElementValue | undefined): string =>
  `${place(line)}: the front end could not sign in to ${(line === undefined ? undefined : textOf(line, 'target')) ?? candidates(seen)} (InvalidToken).`;
const candidates = (seen: Seen): string => names(legacyOn2008R2(seen));

const entersByNewer = (seen: Seen) =>
  all(not(onModernExchange(seen)), any(...namesMoved.map((what) => seen.has('timeline.after', what))));

export default cause({
  id: 'server-patch-2008r2',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'usual',
  says: 'Exchange 2010 on Windows Server 2008 R2 lacks KB3140410: after its computer password changes, a newer front end can no longer sign in to it.',
  toUser: {
    says: 'One of our older servers lacks an update, and Outlook asks for a password when it reaches that server. Your password is right.',
    todo: 'Nothing to do: press Cancel, and use web mail for what is missing.',
  },
  signs: [
    must('legacy-on-2008-r2', {
      when: (seen) =>
        seen.some('servers', (server) =>
          all(seen.is(`servers[${server}].exchange`, '2007', '2010'), onWindows2008R2(seen, server)),
        ),
      says: (seen) =>
        legacyOn2008R2(seen).length > 0
          ? `${candidates(seen)} runs Exchange 2010 or 2007 on Windows Server 2008 R2.`
          : 'No Exchange 2010 or 2007 stands on Windows Server 2008 R2.',
      shown: legacyServer,
      cleared: { 'servers[ex10a].exchange': '2010', 'servers[ex10a].osVersion': '6.3 (9600)' },
    }),
    must('reaches-it-through-a-newer-server', {
      when: reachesThroughNewer,
      says: (seen) =>
        onModernExchange(seen) === false
          ? `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}.`
          : legacySecondaries(seen).length > 0
            ? `${seen.mailbox} opens ${names(legacySecondaries(seen))} on Exchange 2010.`
            : touchesLegacy(seen) === true
              ? `${seen.mailbox} opens something on Exchange 2010${reachesThroughNewer(seen) === false ? ', and no newer server stands before it' : ''}.`
              : `${seen.mailbox} opens nothing on Exchange 2010.`,
      shown: { [`${shared}.exchange`]: '2010', 'servers[ex16a].exchange': '2016' },
      cleared: { 'mailbox.exchange': '2016', secondary: [], 'publicFolders.where': '2013+' },
    }),
    proof('line-and-file-version', {
      group: 'invalid-token',
      when: (seen) => seen.someElement('log', (line) => provesMissing(seen, line), everyFrontEndToday(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => provesMissing(seen, one));
        const server = line === undefined ? undefined : concerned(seen, line);
        return `${place(line)}: InvalidToken towards ${server ?? 'Exchange 2010'}, running since ${moment(runningSince(seen, server ?? ''))}, whose files are older than those of KB3140410.`;
      },
      shown: {
        ...legacyServer,
        ...searched,
        [`${shared}.exchange`]: '2010',
        [`${hotfix}.fileVersionOk`]: false,
        'log[]': invalidToken,
      },
      cleared: { ...legacyServer, ...searched, [`${hotfix}.fileVersionOk`]: true, 'log[]': harmlessLine },
    }),
    strong('invalid-token', {
      group: 'invalid-token',
      when: (seen) => seen.someElement('log', (line) => concernsHer(seen, line), everyFrontEndToday(seen)),
      says: (seen) =>
        says(
          seen,
          firstLine(seen, (line) => concernsHer(seen, line)),
        ),
      shown: { ...legacyServer, ...searched, [`${shared}.exchange`]: '2010', 'log[]': invalidToken },
      cleared: { ...legacyServer, ...searched, 'log[]': harmlessLine },
    }),
    fair('invalid-token-of-others', {
      group: 'invalid-token',
      when: (seen) => seen.someElement('log', (line) => ofOthers(seen, line), everyFrontEndToday(seen)),
      says: (seen) =>
        says(
          seen,
          firstLine(seen, (line) => ofOthers(seen, line)),
        ),
      shown: { ...legacyServer, ...searched, 'log[]': ofAnother },
      cleared: { ...legacyServer, ...searched, 'log[]': harmlessLine },
    }),
    // A setting alone, that is a risk: the fault shows only after a computer password was changed.
    risk('old-files', {
      group: 'patch',
      when: oldFiles,
      says: (seen) =>
        `${names(legacyOn2008R2(seen).filter((server) => fileVersion(seen, server) === false))}: the files are older than those of KB3140410.`,
      shown: { ...legacyServer, [`${hotfix}.fileVersionOk`]: false },
      cleared: { ...legacyServer, [`${hotfix}.fileVersionOk`]: true },
    }),
    // The list of hotfixes alone shows nothing: later roll-ups may hold the fix (field notes 10).
    risk('not-listed', {
      group: 'patch',
      when: notListed,
      says: (seen) => `${candidates(seen)} does not list KB3140410; a later roll-up may hold it.`,
      shown: { ...legacyServer, [`${hotfix}.listed`]: false },
      cleared: { ...legacyServer, [`${hotfix}.listed`]: true },
    }),
    fair('computer-password-changed-since-boot', {
      when: passwordChangedSinceBoot,
      says: (seen) =>
        names(
          legacyOn2008R2(seen)
            .filter((server) => passwordSinceBoot(seen, server) === true)
            .map(
              (server) =>
                `${server} changed its computer password ${moment(seen.time(`servers[${server}].machinePasswordAt`))}, and runs since ${moment(runningSince(seen, server))}`,
            ),
        ).concat('.'),
      shown: { ...legacyServer, 'servers[ex10a].machinePasswordAt': hoursBefore(100) },
      cleared: { ...legacyServer, 'servers[ex10a].machinePasswordAt': hoursBefore(600) },
    }),
    fair('only-with-something-on-2010', {
      group: 'scope',
      when: (seen) =>
        any(
          seen.has('scope.only', 'with:secondary'),
          seen.has('scope.only', 'with:public-folders'),
          seen.has('scope.only', 'mailbox:2010'),
        ),
      says: (seen) => `Only some see it: ${names(seen.list('scope.only') ?? [])}.`,
      shown: { 'scope.only': ['with:secondary'] },
      cleared: { 'scope.only': ['outlook:16'] },
    }),
    cures(fair, 'ends-without-it', withoutIt, 'Without what lives on Exchange 2010 it is gone.', 'scope'),
    fair('fails-on-the-way-to-2010', {
      when: failsOnTheWayDown,
      says: () =>
        'The connection concerned is Outlook Anywhere (RPC/HTTP), which a front end passes on to Exchange 2010.',
      shown: { 'client.protocol': 'RPC/HTTP', 'mailbox.exchange': '2010' },
      cleared: { 'client.protocol': 'HTTP', 'mailbox.exchange': '2010' },
    }),
    fair('began-when-names-moved-and-2008-r2-is-there', {
      group: 'change',
      when: (seen) => all(entersByNewer(seen), legacyOn2008R2(seen).length > 0 || undefined),
      says: (seen) =>
        `A mailbox on Exchange ${seen.text('mailbox.exchange')} has entered through a newer server since: ${names(seen.list('timeline.after') ?? [])}; ${candidates(seen)} runs Windows Server 2008 R2.`,
      shown: { ...legacyServer, 'mailbox.exchange': '2010', 'timeline.after': ['namespace-change'] },
      cleared: { ...legacyServer, 'mailbox.exchange': '2010', 'timeline.after': ['password-change'] },
    }),
    weak('began-when-names-moved', {
      group: 'change',
      when: entersByNewer,
      says: (seen) =>
        `A mailbox on Exchange ${seen.text('mailbox.exchange')} has entered through a newer server since: ${names(seen.list('timeline.after') ?? [])}.`,
      shown: { 'mailbox.exchange': '2010', 'timeline.after': ['namespace-change'] },
      cleared: { 'mailbox.exchange': '2010', 'timeline.after': ['password-change'] },
    }),
    cures(strong, 'update-cures', ['server-update'], 'Updating the server ended it.', 'server'),
    helps(
      fair,
      'reboot-helps',
      ['reboot-server'],
      'Restarting the server ended it, as it does until the next computer password.',
      'server',
    ),
    fair('comes-and-goes', {
      when: comesAndGoes,
      says: () => 'It comes and goes: it begins when the computer password changes, and ends with a restart.',
      shown: { ...legacyServer, 'timeline.pattern': 'random' },
      cleared: { ...legacyServer, 'timeline.pattern': 'peak' },
    }),
    against.proof('files-are-new-enough', {
      group: 'patched',
      when: (seen) => onEach(seen, (server) => fileVersion(seen, server)),
      says: (seen) => `${candidates(seen)}: the files are at least those of KB3140410.`,
      shown: { ...legacyServer, [`${hotfix}.fileVersionOk`]: true },
      cleared: { ...legacyServer, [`${hotfix}.fileVersionOk`]: false },
    }),
    against.strong('listed-or-superseded', {
      group: 'patched',
      when: listedOrSuperseded,
      says: (seen) =>
        `${names(
          legacyOn2008R2(seen).map(
            (server) =>
              `${server} lists ${seen.text(`hotfixes[${server}/${patch}].supersededBy`) || 'KB3140410'}`,
          ),
        )}.`,
      shown: { ...legacyServer, [`${hotfix}.listed`]: true },
      cleared: { ...legacyServer, [`${hotfix}.listed`]: false },
    }),
    against.strong('nothing-known-on-2010', {
      when: (seen) =>
        all(
          onModernExchange(seen),
          touchesLegacy(seen) !== true,
          not(seen.some('secondary', (address) => secondaryIsLegacy(seen, address))),
        ),
      says: (seen) => `The directory knows nothing on Exchange 2010 that ${seen.mailbox} opens.`,
      shown: { 'mailbox.exchange': '2016', secondary: [] },
      cleared: { 'mailbox.exchange': '2016', [`${shared}.exchange`]: '2010' },
    }),
    against.strong('no-such-line', {
      when: (seen) =>
        not(seen.someElement('log', (line) => hintsMissing(seen, line), everyFrontEndToday(seen))),
      says: (seen) =>
        `The http-proxy logs of ${names(everyFrontEndToday(seen).servers ?? [])} of the last day hold no InvalidToken towards ${candidates(seen)}.`,
      shown: { ...legacyServer, ...searched, 'log[]': harmlessLine },
      cleared: { ...legacyServer, ...searched, 'log[]': invalidToken },
    }),
    inVain(against.strong, 'update-did-nothing', ['server-update'], 'Updating the server changed nothing.'),
    against.fair('one-pc-only', {
      when: (seen) =>
        any(
          seen.flag('scope.otherPcWorks'),
          seen.is('scope.affected', 'one-pc'),
          seen.flag('popup.domainUserWorks'),
          tried(seen, ['new-profile', 'clear-credentials', 'new-windows-profile'], 'cured'),
        ),
      says: () => 'It follows the PC, its profile or the name that was typed, not the way to Exchange 2010.',
      shown: { 'scope.otherPcWorks': true },
      cleared: {
        'scope.otherPcWorks': false,
        'popup.domainUserWorks': false,
        'scope.affected': 'some',
        'tried[]': [{ what: 'new-profile', result: 'nothing' }],
      },
    }),
    against.fair('legacy-offers-basic-only', {
      when: (seen) => onEach(seen, (server) => offersBasicOnly(seen, server)),
      says: (seen) =>
        `${candidates(seen)} offers only Basic on /rpc, which fails with or without the update.`,
      shown: { ...legacyServer, 'iis[ex10a/default web site/rpc].windows': false },
      cleared: {
        ...legacyServer,
        'iis[ex10a/default web site/rpc].windows': true,
        'vdirs[ex10a/rpc].internalAuth': ['basic', 'ntlm'],
      },
    }),
  ],
  remedies: ['run-defaultapppool-as-network-service', 'install-kb3140410'],
  meanwhile: [
    'Press Cancel in the box; do not tick "Remember my credentials".',
    'Use web mail for the mailbox or folders on Exchange 2010.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: ['Microsoft KB2990117 (Outlook Anywhere users prompted for credentials)', 'Microsoft KB3140410'],
});
