import { against, all, cause, fair, must, proof, type Seen, strong, weak } from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { noEncryptionType, onWrongAccount, withoutAes, withoutTickets } from '../readings/kerberos.ts';
import { onlyInsideWithTickets, onlyKerberosIsRefused } from '../readings/kerberos-signs.ts';
import { moment, names, place } from '../readings/sentences.ts';
import { anySigned, broughtForHer, lineOf, whose } from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain, otherCure } from '../readings/tries.ts';

const boxes = ['credential', 'need-password', 'disconnected'];
const account = (seen: Seen): string => seen.text('kerberos.account') ?? 'The service account';
const types = 'kerberos.encryptionTypes';
const searched = {
  'searched[dc1/system].from': hoursBefore(96),
  'searched[dc1/system].to': hoursBefore(0),
} as const;
const noType = exampleLine({ server: 'dc1', log: 'system', eventId: 16, signature: 'no-etype' });

export default cause({
  id: 'kerberos-etype',
  side: 'server-authentication',
  popups: boxes,
  usual: 'occasional',
  says: 'Domain controllers no longer issue tickets of the encryption type that the service account supports (AES alone since the updates of 2026).',
  toUser: {
    says: 'Since an update, Windows gets no ticket for our mail servers, so Outlook asks for a password. Your password is right.',
    todo: 'Press Cancel and use web mail until it is put right.',
  },
  signs: [
    must('fitting-box', oneOfTheseBoxes(boxes, 'restart')),
    proof('no-aes-and-no-ticket', {
      group: 'type',
      when: (seen) => all(withoutAes(seen), anySigned(seen, noEncryptionType)),
      says: (seen) =>
        `${place(lineOf(seen, noEncryptionType))}: no encryption type in common, and ${account(seen)} has only ${names(seen.list(types) ?? [])}.`,
      shown: { [types]: ['rc4'], ...searched, 'log[]': noType },
      cleared: { [types]: ['aes256'], ...searched, 'log[]': harmlessLine },
    }),
    strong('own-ticket-not-issued', {
      group: 'type',
      when: (seen) => broughtForHer(seen, noEncryptionType),
      says: (seen) =>
        `${place(lineOf(seen, noEncryptionType))}: ${whose(seen, noEncryptionType)} ticket was not issued: no encryption type in common.`,
      shown: { ...searched, 'log[]': noType },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('tickets-not-issued', {
      group: 'type',
      when: (seen) => anySigned(seen, noEncryptionType),
      says: (seen) =>
        `${place(lineOf(seen, noEncryptionType))}: a domain controller had no encryption type in common with an account.`,
      shown: { ...searched, 'log[]': noType.map((line) => ({ ...line, user: 'CORP\\otto' })) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('no-aes', {
      group: 'type',
      when: withoutAes,
      says: (seen) =>
        `${account(seen)} has only ${names(seen.list(types) ?? [])}; tickets are issued with AES.`,
      shown: { [types]: ['rc4'] },
      cleared: { [types]: ['rc4', 'aes128', 'aes256'] },
    }),
    leafSign(
      strong,
      'another-dc-works',
      'scope.otherDcWorks',
      [true],
      false,
      'With another domain controller it works: that one still issues the old type.',
    ),
    began(
      fair,
      'began-with-domain-controllers',
      ['os-update', 'dc-change', 'policy-change'],
      'domain controllers may issue AES alone since then',
    ),
    only(strong, 'only-with-kerberos', ['with:kerberos'], 'only where a Kerberos ticket is used', 'who'),
    only(weak, 'only-in-the-domain', ['domain-joined'], 'only PCs of the domain get a ticket', 'who'),
    cures(fair, 'ends-with-ntlm', ['ntlm-only'], 'With NTLM alone it was gone.'),
    onlyInsideWithTickets,
    onlyKerberosIsRefused,
    weak('old-password', {
      when: (seen) => {
        const at = seen.time('kerberos.passwordChangedAt');
        return at === undefined ? undefined : seen.now - at > 5 * 365 * 86_400_000;
      },
      says: (seen) =>
        `${account(seen)} has its password since ${moment(seen.time('kerberos.passwordChangedAt'))}; an old one may have no AES key.`,
      shown: { 'kerberos.passwordChangedAt': '2016-05-01T00:00:00Z' },
      cleared: { 'kerberos.passwordChangedAt': hoursBefore(900) },
    }),
    against.proof('has-aes', {
      when: (seen) => {
        const without = withoutAes(seen);
        return all(without === undefined ? undefined : !without, anySigned(seen, noEncryptionType) !== true);
      },
      says: (seen) => `${account(seen)} supports ${names(seen.list(types) ?? [])}.`,
      shown: { [types]: ['aes128', 'aes256'] },
      cleared: { [types]: ['rc4'] },
    }),
    against.strong('name-on-wrong-account', {
      when: (seen) => (seen.keys('spn').length === 0 ? undefined : onWrongAccount(seen).length > 0),
      says: (seen) =>
        `http/${names(onWrongAccount(seen))} stands on a wrong account, whose tickets no front end can open.`,
      shown: { 'spn[mail.contoso.example].rightAccount': false },
      cleared: { 'spn[mail.contoso.example].rightAccount': true },
    }),
    against.strong('clients-without-tickets', {
      when: withoutTickets,
      says: () => 'The clients concerned get no Kerberos ticket at all.',
      shown: { 'scope.only': ['not-domain-joined'] },
      cleared: { 'scope.only': ['with:kerberos'], 'client.domainJoined': true, 'scope.insideWorks': false },
    }),
    inVain(against.strong, 'ntlm-did-nothing', ['ntlm-only'], 'With NTLM alone it went on.'),
    leafSign(
      against.fair,
      'one-pc-only',
      'scope.affected',
      ['one-pc', 'one-user'],
      'some',
      'Only one person or PC sees it.',
    ),
    otherCure('ntlm-only', 'os-update', 'direct-to-server', 'basic'),
  ],
  remedies: ['set-service-account-encryption'],
  meanwhile: [
    'Use web mail.',
    'Do not allow RC4 again for the whole domain: give the one account AES keys.',
    'Do not take the update off the domain controllers without the security team.',
  ],
  sources: [
    'Microsoft KB5073381 (Kerberos: AES by default for tickets, 2026)',
    'RFC 4120, KDC_ERR_ETYPE_NOSUPP',
    'Microsoft, msDS-SupportedEncryptionTypes',
  ],
});
