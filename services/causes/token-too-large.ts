import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { tried } from '../readings/mailbox.ts';
import { place } from '../readings/sentences.ts';
import { carries, hersSigned, isHers, lineOf, type Wanted, where } from '../readings/signed-lines.ts';
import { leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { byOne, wellElsewhere } from '../readings/who-sees-it.ts';

/** 12,000 bytes of token, the old limit, are reached by some 120 groups at the worst and 200 in practice (KB327825). */
const many = 200;
const few = 80;
const tooLong: Wanted = {
  signatures: ['request-too-large'],
  logs: ['iis', 'httperr', 'http-proxy', 'system', 'script', 'device'],
  writtenBy: 'front-ends',
  whateverSignature: true,
  alike: (line) =>
    numberOf(line, 'status') === 400 &&
    /too long|RequestLength|FieldLength/i.test(textOf(line, 'text') ?? ''),
};
/** http.sys refuses before a name is known, so a line without one counts where her groups explain it. */
const mayBeHers = (seen: Seen, line: Parameters<typeof isHers>[1]): Truth =>
  textOf(line, 'user') === undefined && textOf(line, 'anchor') === undefined ? true : isHers(seen, line);
const refusedTooLong = (seen: Seen): Truth =>
  seen.someElement(
    'log',
    (line) => carries(seen, line, tooLong) && mayBeHers(seen, line),
    where(seen, tooLong),
  );
const message = /request too long|bad request|\b400\b/i;
const said = (seen: Seen): Truth => {
  const texts = ['popup.text', 'popup.afterCancelText', 'client.startError'].flatMap(
    (path) => seen.text(path) ?? [],
  );
  const rows = seen.elements('connections').flatMap(({ value }) => textOf(value, 'error') ?? []);
  const all = [...texts, ...rows];
  return all.length === 0 ? undefined : all.some((text) => message.test(text));
};
const groups = (seen: Seen): number | undefined => seen.number('account.groups');
const inMany = (seen: Seen): Truth => {
  const count = groups(seen);
  return count === undefined ? undefined : count >= many;
};

const line = exampleLine({ server: 'ex16a', log: 'iis', status: 400, signature: 'request-too-large' });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(80),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

export default cause({
  id: 'token-too-large',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The account is in so many groups that its Kerberos token exceeds what the server takes in one request.',
  toUser: {
    says: 'Your account belongs to so many groups that your sign-in no longer fits into one request. Your password is right.',
    todo: 'Nothing to do: use web mail until the helpdesk has put it right.',
  },
  signs: [
    must('token-can-be-large', {
      // Few groups make a small token; where they were not counted, the refusal itself says so.
      when: (seen) => {
        const count = groups(seen);
        if (count !== undefined && count < few) return false;
        if (count !== undefined && count >= many) return true;
        return any(refusedTooLong(seen), said(seen)) === true ? true : undefined;
      },
      says: (seen) =>
        groups(seen) === undefined
          ? 'The server refused a request as too long.'
          : `The account of ${seen.mailbox} is in ${groups(seen)} groups.`,
      shown: { 'account.groups': 640 },
      cleared: { 'account.groups': 30 },
    }),
    proof('refused-as-too-long-with-many-groups', {
      group: 'too-long',
      when: (seen) => all(refusedTooLong(seen), inMany(seen)),
      says: (seen) =>
        `${place(lineOf(seen, tooLong))}: a request was refused as too long (400), and the account is in ${groups(seen)} groups.`,
      shown: { ...searched, 'log[]': line, 'account.groups': 640 },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.groups': 30 },
    }),
    proof('her-request-was-too-long', {
      group: 'too-long',
      when: (seen) => hersSigned(seen, tooLong),
      says: (seen) => `${place(lineOf(seen, tooLong))}: this user's request was refused as too long (400).`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('refused-as-too-long', {
      group: 'too-long',
      when: (seen) => any(refusedTooLong(seen), said(seen)),
      says: (seen) =>
        refusedTooLong(seen) === true
          ? `${place(lineOf(seen, tooLong))}: a request was refused as too long (400).`
          : 'The error that was told names a request too long (400).',
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'client.startError': 'The server is not available.' },
    }),
    strong('many-groups-and-only-this-account', {
      group: 'groups',
      when: (seen) =>
        all(
          inMany(seen),
          any(
            seen.is('scope.affected', 'one-user', 'some'),
            seen.flag('scope.otherUserOnThisPcWorks'),
            not(seen.flag('scope.otherPcWorks')),
          ),
        ),
      says: (seen) =>
        `The account is in ${groups(seen)} groups, and it goes with the account, not with the PC.`,
      shown: { 'account.groups': 640, 'scope.affected': 'one-user' },
      cleared: { 'account.groups': 30, 'scope.affected': 'one-user' },
    }),
    fair('many-groups', {
      when: inMany,
      says: (seen) => `The account is in ${groups(seen)} groups; from about ${many} on a token may not fit.`,
      shown: { 'account.groups': 640 },
      cleared: { 'account.groups': 30 },
    }),
    strong('only-by-kerberos', {
      group: 'kerberos',
      when: (seen) => any(tried(seen, ['ntlm-only'], 'cured'), seen.has('scope.only', 'with:kerberos')),
      says: () => 'It happens only with Kerberos: NTLM carries no list of groups.',
      shown: { 'tried[]': [{ what: 'ntlm-only', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'ntlm-only', result: 'nothing' }], 'scope.only': ['outlook:16'] },
    }),
    fair('fails-where-kerberos-is-used', {
      group: 'kerberos',
      when: (seen) => all(seen.flag('scope.outsideWorks'), not(seen.flag('scope.insideWorks'))),
      says: () => 'Inside, where a ticket is at hand, it fails; outside, without one, it works.',
      shown: { 'scope.outsideWorks': true, 'scope.insideWorks': false },
      cleared: { 'scope.outsideWorks': false, 'scope.insideWorks': true },
    }),
    fair('groups-were-added', {
      when: (seen) => seen.has('timeline.after', 'directory-edit'),
      says: () => 'It began after a change in the directory, such as a new group.',
      shown: { 'timeline.after': ['directory-edit'] },
      cleared: { 'timeline.after': ['own-move'] },
    }),
    leafSign(
      weak,
      'other-user-works-here',
      'scope.otherUserOnThisPcWorks',
      [true],
      false,
      'Another person is well on this PC.',
    ),
    only(
      against.fair,
      'without-a-ticket',
      ['not-domain-joined'],
      'a PC outside the domain sends no Kerberos token',
    ),
    inVain(against.strong, 'goes-on-by-ntlm', ['ntlm-only'], 'With NTLM alone it went on.', 'kerberos'),
    leafSign(
      fair,
      'goes-with-the-account',
      'scope.otherPcWorks',
      [false],
      true,
      'Another PC fails for the same account.',
    ),
    wellElsewhere(against.strong, 'another-pc-works', 'the token is the same there'),
    leafSign(
      against.strong,
      'everybody',
      'scope.affected',
      ['all', 'one-path', 'one-database'],
      'one-user',
      'Everybody there sees it, whatever their groups.',
    ),
    cures(
      against.strong,
      'password-helps',
      ['change-password', 'clear-credentials', 'unlock'],
      'A matter of the password cured it.',
    ),
    byOne(weak, 'one-account', 'the token is one account’s'),
  ],
  remedies: ['reduce-group-memberships', 'raise-request-limits'],
  meanwhile: [
    'Use web mail; do not type the password again, it is right.',
    'Do not create a new profile, and do not remove groups at random: nested ones count too.',
  ],
  sources: [
    'Microsoft KB327825 (Kerberos authentication with many groups)',
    'Microsoft KB2020943 (HTTP 400, request header too long)',
  ],
});
