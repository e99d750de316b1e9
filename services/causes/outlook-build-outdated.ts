import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { day, onModernExchange, tried } from '../readings/mailbox.ts';
import { buildOfLine, lacksChanges, onlyOutlook, outlookBuild } from '../readings/outlook-build.ts';
import { names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, eases, inVain } from '../readings/tries.ts';

const byBuild = (seen: Seen): Truth => {
  const build = outlookBuild(seen);
  return build === undefined ? undefined : lacksChanges(build);
};
function lacking(seen: Seen): Truth {
  const build = byBuild(seen);
  const updated = seen.flag('client.updated');
  if (build === true || updated === false) return true;
  if (build === false || updated === true) return false;
  return tried(seen, ['client-update'], 'cured') === true ? true : undefined;
}
const version = (seen: Seen): string => outlookBuild(seen)?.text ?? 'This Outlook';

const refusals = ['front-end-401', 'back-end-401', 'session-lost', 'negotiate-logon-denied'];
/** A refusal of hers, of the last three days, written by an Outlook that lacks the changes. */
function refusedOld(seen: Seen, line: Parameters<typeof isAboutHer>[1]): Truth {
  if (!refusals.includes(textOf(line, 'signature') ?? '')) return false;
  const build = buildOfLine(line);
  if (build === undefined || lacksChanges(build) !== true) return false;
  const at = writtenAt(line);
  return all(
    isAboutHer(seen, line),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
  );
}
const kerberos = (seen: Seen): Truth =>
  any(
    seen.has('timeline.after', 'kerberos-enabled'),
    seen.has('scope.only', 'with:kerberos'),
    seen.flag('kerberos.deployed'),
  );
const refused = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 401,
  userAgent: 'Microsoft Office/14.0 (Windows NT 6.1; Microsoft Outlook 14.0.7015; Pro)',
  signature: 'front-end-401',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(100),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const old = { 'client.outlookBuild': '14.0.7015.1000', 'mailbox.exchange': '2016' } as const;
const recent = { 'client.outlookBuild': '14.0.7265.5000', 'mailbox.exchange': '2016' } as const;

export default cause({
  id: 'outlook-build-outdated',
  side: 'client',
  popups: ['credential', 'need-password', 'restart', 'disconnected', 'encrypted-unavailable'],
  usual: 'occasional',
  says: 'This Outlook lacks a change that the newer Exchange needs (MAPI/HTTP, or Kerberos in a coexistence).',
  toUser: {
    says: 'Your Outlook is missing updates that our newer mail servers need. Your password and your mailbox are fine.',
    todo: 'Have Outlook updated by the helpdesk; web mail works meanwhile.',
  },
  signs: [
    must('lacks-a-change', {
      when: lacking,
      says: (seen) =>
        lacking(seen) === true
          ? `${version(seen)} lacks updates that it needs.`
          : `${version(seen)} has the updates that it needs.`,
      shown: { 'client.updated': false },
      cleared: { 'client.updated': true },
    }),
    proof('old-build-refused', {
      group: 'build',
      when: (seen) =>
        seen.someElement(
          'log',
          (line) => refusedOld(seen, line),
          everyFrontEnd(seen, 'http-proxy', () => seen.now - 3 * day),
        ),
      says: (seen) => {
        const line = firstLine(seen, (one) => refusedOld(seen, one));
        return `${place(line)}: a request of this user was refused (${textOf(line ?? {}, 'signature')}), written by Outlook ${buildOfLine(line ?? {})?.text}, which lacks the changes.`;
      },
      shown: { ...searched, 'log[]': refused },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('too-old-for-the-mailbox', {
      group: 'build',
      when: (seen) => all(byBuild(seen), onModernExchange(seen)),
      says: (seen) =>
        `Outlook ${version(seen)} is older than what Exchange ${seen.text('mailbox.exchange')} needs: 2010 with KB2956191 and KB2965295, 2013 with SP1.`,
      shown: old,
      cleared: recent,
    }),
    leafSign(
      strong,
      'not-updated',
      'client.updated',
      [false],
      true,
      'Outlook does not have the updates that its version needs.',
      'build',
    ),
    cures(strong, 'update-cures', ['client-update'], 'With Outlook updated it was gone.'),
    eases(fair, 'update-helps-some', ['client-update'], 'With Outlook updated it was gone for some.'),
    fair('only-an-old-outlook', {
      when: (seen) => onlyOutlook(seen, 11, 12, 14, 15),
      says: (seen) => `Only an older Outlook sees it (${names(seen.list('scope.only') ?? [])}).`,
      shown: { 'scope.only': ['outlook:14'] },
      cleared: { 'scope.only': ['domain-joined'] },
    }),
    strong('old-outlook-with-kerberos', {
      group: 'kerberos',
      when: (seen) => all(kerberos(seen), any(lacking(seen), onlyOutlook(seen, 12, 14, 15))),
      says: () => 'Kerberos is used, and an older Outlook asks in a coexistence until it is updated.',
      shown: { 'timeline.after': ['kerberos-enabled'], 'client.updated': false },
      cleared: {
        'timeline.after': ['kerberos-enabled'],
        'client.updated': true,
        'scope.only': ['outlook:16'],
      },
    }),
    listSign(
      fair,
      'after-new-servers',
      'timeline.after',
      ['own-move', 'protocol-switch', 'new-server', 'namespace-change', 'server-update', 'other-move'],
      'password-change',
      (seen) =>
        `It began after: ${names(seen.list('timeline.after') ?? [])}; from then on Outlook meets a newer Exchange.`,
    ),
    cures(
      fair,
      'ends-without-mapi-http',
      ['mapi-http-off-client', 'mapi-http-off-mailbox'],
      'Without MAPI/HTTP, which this Outlook speaks only in part, it was gone.',
    ),
    weak('a-newer-outlook-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.flag('scope.macWorks')),
      says: () => 'Another PC works, with another Outlook.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.macWorks': false },
    }),
    leafSign(
      weak,
      'one-version',
      'scope.affected',
      ['all-on-one-version', 'some', 'moved-only'],
      'one-user',
      (seen) => `Affected: ${seen.text('scope.affected')}.`,
    ),
    against.strong('only-a-new-outlook', {
      when: (seen) => onlyOutlook(seen, 16),
      says: () => 'Only Outlook 2016 or later sees it, which lacks nothing.',
      shown: { 'scope.only': ['outlook:16'] },
      cleared: { 'scope.only': ['outlook:14'] },
    }),
    inVain(against.strong, 'update-in-vain', ['client-update'], 'Updating Outlook changed nothing.'),
    cures(
      against.strong,
      'mended-otherwise',
      ['clear-credentials', 'new-profile', 'change-password', 'unlock', 'recycle-autodiscover'],
      'Something else ended it, and Outlook is as old as before.',
    ),
  ],
  remedies: ['update-outlook', 'set-mailbox-mapi-http'],
  meanwhile: [
    'Use web mail.',
    'Do not create a new profile: the program stays the same.',
    'Do not switch MAPI/HTTP off for everybody because of one old Outlook: it falls back by itself.',
  ],
  sources: [
    'Microsoft KB2956191 and KB2965295 (MAPI over HTTP for Outlook 2010)',
    'Microsoft, "MAPI over HTTP in Exchange Server" (Outlook 2013 SP1)',
    'Microsoft KB2972952 (updates for Outlook)',
  ],
});
