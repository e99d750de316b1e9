import { against, all, any, cause, fair, proof, risk, type Seen, strong, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import {
  credentialLacks,
  duplicated,
  everyFrontEndHolds,
  kernelModeOn,
  missing,
  movedWithoutCredential,
  namesFoundRight,
  noEncryptionType,
  onWrongAccount,
  ticketRefused,
  withoutAes,
  withoutCredential,
  withoutTickets,
} from '../readings/kerberos.ts';
import { onlyInsideWithTickets, onlyKerberosIsRefused } from '../readings/kerberos-signs.ts';
import { day, youngerThan } from '../readings/mailbox.ts';
import { moment, names, place } from '../readings/sentences.ts';
import { anySigned, broughtForHer, hersSigned, lineOf, whose } from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain, otherCure } from '../readings/tries.ts';

const spn = 'spn[mail.contoso.example]';
const wrong = { [`${spn}.accounts`]: ['CORP\\EX10ASA$'], [`${spn}.rightAccount`]: false };
const right = { [`${spn}.accounts`]: ['CORP\\EX16ASA$'], [`${spn}.rightAccount`]: true };
const pair = {
  'servers[ex16a].exchange': '2016',
  'servers[ex16b].exchange': '2016',
  'kerberos.deployed': true,
} as const;
const holdsOne = { ...pair, 'kerberos.servers': ['ex16a'] } as const;
const holdBoth = { ...pair, 'kerberos.servers': ['ex16a', 'ex16b'] } as const;
const searched = Object.fromEntries(
  ['ex16a', 'ex16b'].flatMap((server) => [
    [`searched[${server}/http-proxy].from`, hoursBefore(96)],
    [`searched[${server}/http-proxy].to`, hoursBefore(0)],
  ]),
);
const refused = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'spn-wrong-account',
});
const lacking = (seen: Seen): string =>
  withoutCredential(seen).length > 0
    ? `${names(withoutCredential(seen))} does not hold the credential of ${seen.text('kerberos.account') ?? 'the service account'}.`
    : seen.text('kerberos.rollError')
      ? `Rolling the credential out failed: ${seen.text('kerberos.rollError')?.replace(/[.\s]+$/, '')}.`
      : 'The credential was rolled out to the members of the array only; newer servers may lack it.';

export default cause({
  id: 'kerberos-asa',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'Kerberos fails: the http name stands on a wrong account or on several, or a front end lacks the service account’s credential.',
  toUser: {
    says: 'Our mail servers cannot check the ticket that Windows sends for you, so Outlook asks for a password. Your password is right.',
    todo: 'Press Cancel and use web mail; after the repair sign out of Windows and in again.',
  },
  signs: [
    proof('wrong-account-and-refused', {
      group: 'name',
      when: (seen) =>
        all(
          seen.keys('spn').length === 0 ? undefined : onWrongAccount(seen).length > 0,
          hersSigned(seen, ticketRefused),
        ),
      says: (seen) =>
        `${place(lineOf(seen, ticketRefused))}: this user's ticket was refused, and http/${names(onWrongAccount(seen))} stands on ${names(seen.list(`spn[${onWrongAccount(seen)[0] ?? ''}].accounts`) ?? ['another account'])}, which does not serve it.`,
      shown: { ...wrong, ...pair, ...searched, 'log[]': refused },
      cleared: { ...right, ...pair, ...searched, 'log[]': harmlessLine },
    }),
    proof('credential-lacks-and-refused', {
      group: 'credential',
      when: (seen) => all(credentialLacks(seen), hersSigned(seen, ticketRefused)),
      says: (seen) =>
        `${place(lineOf(seen, ticketRefused))}: this user's ticket was refused. ${lacking(seen)}`,
      shown: { ...holdsOne, ...searched, 'log[]': refused },
      cleared: { ...holdBoth, ...searched, 'log[]': harmlessLine },
    }),
    strong('wrong-account', {
      group: 'name',
      when: (seen) => (seen.keys('spn').length === 0 ? undefined : onWrongAccount(seen).length > 0),
      says: (seen) => `http/${names(onWrongAccount(seen))} stands on an account that does not serve it.`,
      shown: wrong,
      cleared: right,
    }),
    strong('name-found-wrong', {
      group: 'name',
      when: (seen) => seen.is('checked[spn].result', 'wrong'),
      says: () => 'Somebody looked the service principal names over and found them wrong.',
      shown: { 'checked[spn].result': 'wrong' },
      cleared: { 'checked[spn].result': 'right' },
    }),
    fair('several-accounts', {
      group: 'name',
      when: (seen) => (seen.keys('spn').length === 0 ? undefined : duplicated(seen).length > 0),
      says: (seen) =>
        `http/${names(duplicated(seen))} stands on several accounts: no ticket is issued for it.`,
      shown: { [`${spn}.accounts`]: ['CORP\\EX10ASA$', 'CORP\\EX16ASA$'] },
      cleared: { [`${spn}.accounts`]: ['CORP\\EX16ASA$'] },
    }),
    // Without a name Negotiate falls back to NTLM, which mostly works; it matters where Kerberos was meant to be used.
    weak('no-account', {
      group: 'name',
      when: (seen) =>
        seen.keys('spn').length === 0
          ? undefined
          : all(missing(seen).length > 0, seen.flag('kerberos.deployed')),
      says: (seen) =>
        `http/${names(missing(seen))} stands on no account, though a service account is deployed.`,
      shown: { [`${spn}.accounts`]: [], 'kerberos.deployed': true },
      cleared: { [`${spn}.accounts`]: ['CORP\\EX16ASA$'], 'kerberos.deployed': true },
    }),
    strong('credential-lacks', {
      group: 'credential',
      when: credentialLacks,
      says: lacking,
      shown: holdsOne,
      cleared: { ...holdBoth, 'kerberos.rolledTo': 'all-servers', 'kerberos.rollError': '' },
    }),
    strong('own-ticket-refused', {
      group: 'refused',
      when: (seen) => broughtForHer(seen, ticketRefused),
      says: (seen) =>
        `${place(lineOf(seen, ticketRefused))}: ${whose(seen, ticketRefused)} ticket was refused: it was made for another account.`,
      shown: { ...pair, ...searched, 'log[]': refused },
      cleared: { ...pair, ...searched, 'log[]': harmlessLine },
    }),
    fair('tickets-refused', {
      group: 'refused',
      when: (seen) => anySigned(seen, ticketRefused),
      says: (seen) => `${place(lineOf(seen, ticketRefused))}: a ticket was refused.`,
      shown: { ...pair, ...searched, 'log[]': refused.map((line) => ({ ...line, user: 'CORP\\otto' })) },
      cleared: { ...pair, ...searched, 'log[]': harmlessLine },
    }),
    onlyKerberosIsRefused,
    began(
      strong,
      'began-with-kerberos',
      ['kerberos-enabled', 'service-account-change'],
      'since then tickets are made for the service account',
      'began',
    ),
    strong('names-moved-to-servers-without-it', {
      group: 'began',
      when: movedWithoutCredential,
      says: (seen) =>
        `Kerberos was in use when the names moved (Exchange ${names(seen.list('org.versions') ?? [])}): the newer servers need the credential, too.`,
      shown: {
        'kerberos.deployed': true,
        'timeline.after': ['namespace-change'],
        'org.versions': ['2010', '2016'],
      },
      cleared: {
        'kerberos.deployed': false,
        'timeline.after': ['namespace-change'],
        'org.versions': ['2010', '2016'],
      },
    }),
    began(
      fair,
      'began-with-names',
      ['namespace-change', 'new-server'],
      'the http name must move with them',
      'began',
    ),
    cures(strong, 'ends-with-ntlm', ['ntlm-only'], 'With NTLM alone it was gone.'),
    cures(
      strong,
      'ends-without-kernel-mode',
      ['kernel-mode-off'],
      'With kernel mode off it was gone: with it on, IIS opens tickets with the computer account.',
      'kernel',
    ),
    risk('kernel-mode-on', {
      group: 'kernel',
      when: kernelModeOn,
      says: () =>
        'Kernel mode is on at a front end: IIS then opens tickets with the computer account, not the service account.',
      shown: { 'iis[ex16a/default web site/mapi].kernelMode': true },
      cleared: { 'iis[ex16a/default web site/mapi].kernelMode': false },
    }),
    leafSign(
      weak,
      'pilot-worked',
      'timeline.pilotWorked',
      [true],
      false,
      'The test group worked: its servers hold the credential.',
    ),
    leafSign(
      weak,
      'typed-password-accepted',
      'popup.passwordAccepted',
      ['accepted', 'accepted-returns'],
      'refused',
      'The typed password is accepted: by NTLM.',
    ),
    inVain(
      fair,
      'kerberos-alone-is-worse',
      ['negotiate-only'],
      'With Negotiate alone it went on, or was worse.',
    ),
    only(strong, 'only-with-kerberos', ['with:kerberos'], 'only where a Kerberos ticket is used', 'who'),
    only(weak, 'only-in-the-domain', ['domain-joined'], 'only PCs of the domain get a ticket', 'who'),
    onlyInsideWithTickets,
    leafSign(
      weak,
      'at-random',
      'timeline.pattern',
      ['random'],
      'peak',
      'It depends on the front end that is met.',
    ),
    fair('credential-is-new', {
      when: (seen) => youngerThan(seen, seen.time('kerberos.passwordChangedAt'), 3 * day),
      says: (seen) =>
        `The service account's password was changed ${moment(seen.time('kerberos.passwordChangedAt'))}.`,
      shown: { 'kerberos.passwordChangedAt': hoursBefore(20) },
      cleared: { 'kerberos.passwordChangedAt': hoursBefore(900) },
    }),
    against.strong('names-and-credential-right', {
      group: 'right',
      when: (seen) => all(namesFoundRight(seen), everyFrontEndHolds(seen), credentialLacks(seen) !== true),
      says: () => 'The http names stand on the right account, and every front end holds its credential.',
      shown: { ...right, ...holdBoth },
      cleared: { ...wrong, ...holdBoth, 'checked[spn].result': 'wrong' },
    }),
    // Names say nothing of the credential, which each front end holds for itself.
    against.fair('names-right', {
      group: 'right',
      when: (seen) => all(namesFoundRight(seen), credentialLacks(seen) !== true),
      says: () => 'The http names stand on the right account.',
      shown: right,
      cleared: { ...wrong, 'checked[spn].result': 'wrong' },
    }),
    against.strong('clients-without-tickets', {
      when: withoutTickets,
      says: () => 'The clients concerned get no Kerberos ticket at all.',
      shown: { 'scope.only': ['not-domain-joined'] },
      cleared: { 'scope.only': ['with:kerberos'], 'client.domainJoined': true, 'scope.insideWorks': false },
    }),
    inVain(against.strong, 'ntlm-did-nothing', ['ntlm-only'], 'With NTLM alone it went on.'),
    against.strong('no-encryption-type', {
      when: (seen) => any(anySigned(seen, noEncryptionType), seen.flag('scope.otherDcWorks')),
      says: () =>
        'It depends on the domain controller, or one had no encryption type for the account: not the name or the credential.',
      shown: { 'scope.otherDcWorks': true },
      cleared: {
        'scope.otherDcWorks': false,
        'searched[dc1/system].from': hoursBefore(96),
        'searched[dc1/system].to': hoursBefore(0),
      },
    }),
    against.fair('no-aes', {
      when: withoutAes,
      says: (seen) =>
        `The service account has only ${names(seen.list('kerberos.encryptionTypes') ?? [])}, for which no ticket may be issued at all.`,
      shown: { 'kerberos.encryptionTypes': ['rc4'] },
      cleared: { 'kerberos.encryptionTypes': ['aes256'] },
    }),
    against.fair('one-pc-only', {
      when: (seen) => any(seen.is('scope.affected', 'one-pc'), seen.flag('scope.otherPcWorks')),
      says: () => 'The same person works on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    otherCure(
      'ntlm-only',
      'kernel-mode-off',
      'dns-change',
      'url-change',
      'hosts-file',
      'direct-to-server',
      'basic',
    ),
  ],
  remedies: ['roll-service-account-credential', 'correct-spn'],
  meanwhile: [
    'Use web mail; outside the network Outlook often works, as it uses NTLM there.',
    'Do not remove the http name as a stop-gap where NTLM is restricted.',
    'Do not switch kernel mode on or off: it is off on Exchange directories by default.',
  ],
  sources: [
    'Microsoft, Configuring Kerberos authentication for load-balanced Client Access services',
    'RFC 4120, KRB_AP_ERR_MODIFIED',
  ],
});
