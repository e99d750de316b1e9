import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { everyFrontEndIs, everyKey, someServer } from '../readings/her-servers.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { tried, withoutDomainController } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { frontEnds, shortName } from '../readings/servers.ts';
import { anySigned, broughtForHer, hersSignedWhere, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';
import { mendedNearTheUser, wellElsewhere } from '../readings/who-sees-it.ts';

const blocked: Wanted = {
  signatures: ['ntlm-blocked'],
  logs: ['security', 'system', 'application', 'iis', 'http-proxy', 'netlogon', 'script'],
  writtenBy: 'front-ends',
  // Event 4625 with STATUS_NTLM_BLOCKED, or one of the NTLM operational log's own.
  whateverSignature: true,
  alike: (line) =>
    /C0000418/i.test(textOf(line, 'text') ?? '') ||
    (/ntlm/i.test(textOf(line, 'text') ?? '') &&
      [4001, 4002, 4003, 4010, 4015].includes(numberOf(line, 'eventId') ?? 0)),
};
const onExchange = (seen: Seen, line: ElementValue): Truth => {
  if (['iis', 'http-proxy'].includes(textOf(line, 'log') ?? '')) return true;
  const server = shortName(textOf(line, 'server') ?? '');
  return server === '' ? undefined : frontEnds(seen).includes(server);
};
const status = (seen: Seen): Truth => seen.has('account.failedLogon', 'C0000418');
const restricts = (seen: Seen, server: string): Truth => seen.flag(`servers[${server}].ntlmRestricted`);
const restricting = (seen: Seen): Truth => someServer(seen, (server) => restricts(seen, server));
const restrictingNames = (seen: Seen): string =>
  names(seen.keys('servers').filter((server) => restricts(seen, server) === true));
/** "Deny all" of the three policies under Restrict NTLM. */
const policies = [
  ['RestrictSendingNTLMTraffic', 2],
  ['RestrictReceivingNTLMTraffic', 1],
  ['RestrictNTLMInDomain', 1],
] as const;
const policy = (seen: Seen): Truth => {
  const known = policies.flatMap(([name, from]) => {
    const value = seen.number(`client.registry[${name}]`) ?? seen.number(`client.policy[${name}]`);
    return value === undefined ? [] : [value >= from];
  });
  return known.length === 0 ? undefined : known.includes(true);
};
/** Kerberos cannot stand in: no domain controller for this PC, or our own Negotiate was refused as well. */
const withoutKerberos = (seen: Seen): Truth =>
  any(
    withoutDomainController(seen),
    seen.keys('mapi').some((key) => seen.is(`mapi[${key}].negotiateStatus`, 401) === true) ? true : undefined,
    seen.keys('spn').some((host) => seen.flag(`spn[${host}].rightAccount`) === false) ? true : undefined,
  );
const nspi = (node: string) => `mapi[mail.contoso.example@${node}/nspi]`;
const line = exampleLine({ server: 'ex16a', log: 'security', eventId: 4625, signature: 'ntlm-blocked' });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/security].from': hoursBefore(80),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;

export default cause({
  id: 'ntlm-restricted',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'A policy forbids NTLM, and Kerberos is not at hand for this client, so no way of signing in is left.',
  toUser: {
    says: 'A security rule forbids the way in which your PC signs in to mail from where it is. Your password is right.',
    todo: 'Connect to the company network or VPN and start Outlook again.',
  },
  signs: [
    proof('her-logon-was-blocked', {
      group: 'blocked',
      // A PC may be refused NTLM by a printer's server, and be well here.
      when: (seen) => hersSignedWhere(seen, blocked, (one) => onExchange(seen, one)),
      says: (seen) => `${place(lineOf(seen, blocked))}: this user's NTLM logon was blocked by policy.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('refused-as-blocked', {
      group: 'blocked',
      when: status,
      says: () => 'Her logon was refused with C0000418: NTLM is blocked.',
      shown: { 'account.failedLogon': ['C0000418'] },
      cleared: { 'account.failedLogon': ['C000006A'] },
    }),
    strong('a-logon-was-blocked', {
      group: 'blocked',
      // A line that names nobody was written or brought for whoever was blocked.
      when: (seen) => broughtForHer(seen, blocked),
      says: (seen) => `${place(lineOf(seen, blocked))}: an NTLM logon was blocked by policy.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    weak('logons-of-others-are-blocked', {
      group: 'blocked',
      when: (seen) => anySigned(seen, blocked),
      says: (seen) => `${place(lineOf(seen, blocked))}: NTLM logons are blocked by policy.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('restricted-and-no-kerberos', {
      group: 'policy',
      when: (seen) => all(any(restricting(seen), policy(seen)), withoutKerberos(seen)),
      says: (seen) =>
        `NTLM is restricted${restricting(seen) === true ? ` on ${restrictingNames(seen)}` : ' on this PC'}, and Kerberos is not at hand here.`,
      shown: { 'servers[ex16a].ntlmRestricted': true, 'client.domainJoined': false },
      cleared: {
        'servers[ex16a].ntlmRestricted': false,
        'client.registry[RestrictSendingNTLMTraffic]': 0,
        'client.domainJoined': false,
      },
    }),
    strong('restricted-since-a-policy', {
      group: 'policy',
      when: (seen) => all(any(restricting(seen), policy(seen)), seen.has('timeline.after', 'policy-change')),
      says: (seen) =>
        `NTLM is restricted${restricting(seen) === true ? ` on ${restrictingNames(seen)}` : ' on this PC'}, and it began with a policy.`,
      shown: { 'servers[ex16a].ntlmRestricted': true, 'timeline.after': ['policy-change'] },
      cleared: {
        'servers[ex16a].ntlmRestricted': false,
        'client.registry[RestrictSendingNTLMTraffic]': 0,
        'timeline.after': ['policy-change'],
      },
    }),
    strong('the-pc-may-not-send-ntlm', {
      group: 'policy-value',
      when: policy,
      says: () => 'A policy on this PC denies NTLM to other servers.',
      shown: { 'client.registry[RestrictSendingNTLMTraffic]': 2 },
      cleared: { 'client.registry[RestrictSendingNTLMTraffic]': 1 },
    }),
    risk('ntlm-is-restricted', {
      group: 'policy-value',
      when: restricting,
      says: (seen) => `${restrictingNames(seen)} restricts NTLM; Kerberos goes on working.`,
      shown: { 'servers[ex16a].ntlmRestricted': true },
      cleared: { 'servers[ex16a].ntlmRestricted': false },
    }),
    risk('protected-user', {
      when: (seen) => seen.flag('mailbox.protectedUser'),
      says: (seen) => `${seen.mailbox} is in Protected Users, who cannot sign in by NTLM.`,
      shown: { 'mailbox.protectedUser': true },
      cleared: { 'mailbox.protectedUser': false },
    }),
    strong('protected-user-without-kerberos', {
      group: 'policy',
      when: (seen) => all(seen.flag('mailbox.protectedUser'), withoutKerberos(seen)),
      says: (seen) =>
        `${seen.mailbox} is in Protected Users, who cannot use NTLM, and Kerberos is not at hand here.`,
      shown: { 'mailbox.protectedUser': true, 'client.domainJoined': false },
      cleared: { 'mailbox.protectedUser': false, 'client.domainJoined': false },
    }),
    strong('ntlm-refused-kerberos-taken', {
      ownAccount: true,
      when: (seen) => {
        const both = seen
          .keys('mapi')
          .map((key) =>
            all(seen.is(`mapi[${key}].ntlmStatus`, 401), seen.is(`mapi[${key}].negotiateStatus`, 200)),
          );
        return both.length === 0 ? undefined : any(...both);
      },
      says: () => 'Our own account is refused by NTLM and let in by Kerberos at the same place.',
      shown: { [`${nspi('ex16a')}.ntlmStatus`]: 401, [`${nspi('ex16a')}.negotiateStatus`]: 200 },
      cleared: { [`${nspi('ex16a')}.ntlmStatus`]: 200, [`${nspi('ex16a')}.negotiateStatus`]: 200 },
    }),
    began(fair, 'began-with-a-policy', ['policy-change'], 'restrictions of NTLM come that way'),
    only(fair, 'only-without-domain-controller', ['not-domain-joined'], 'there only NTLM is left'),
    cures(
      fair,
      'kerberos-alone-cures',
      ['negotiate-only'],
      'Without NTLM on offer, by Kerberos, it was gone.',
    ),
    cures(fair, 'basic-cures', ['basic'], 'By Basic, which policy does not restrict, it was gone.'),
    fair('ntlm-alone-is-worse', {
      when: (seen) => tried(seen, ['ntlm-only'], 'worse'),
      says: () => 'With NTLM alone it became worse.',
      shown: { 'tried[]': [{ what: 'ntlm-only', result: 'worse' }] },
      cleared: { 'tried[]': [{ what: 'ntlm-only', result: 'cured' }] },
    }),
    cures(
      against.strong,
      'ntlm-alone-cures',
      ['ntlm-only'],
      'With NTLM alone it was gone, so NTLM is allowed.',
    ),
    against.strong('own-ntlm-accepted', {
      when: (seen) => everyKey(seen, 'mapi', (key) => seen.is(`mapi[${key}].ntlmStatus`, 200)),
      says: () => 'Our own account is let in by NTLM everywhere.',
      shown: { [`${nspi('ex16a')}.ntlmStatus`]: 200 },
      cleared: { [`${nspi('ex16a')}.ntlmStatus`]: 401 },
    }),
    against.strong('nothing-restricts', {
      when: (seen) =>
        all(
          everyFrontEndIs(seen, (server) => not(restricts(seen, server))),
          policy(seen) !== true,
          seen.flag('mailbox.protectedUser') !== true,
        ),
      says: () => 'No front end restricts NTLM.',
      shown: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].ntlmRestricted': false },
      cleared: { 'servers[ex16a].exchange': '2016', 'servers[ex16a].ntlmRestricted': true },
    }),
    leafSign(
      against.fair,
      'password-is-taken',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The typed password is taken.',
    ),
    wellElsewhere(against.weak, 'another-pc-works', 'a rule of one PC only would do that'),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['allow-ntlm-to-exchange'],
  meanwhile: [
    'Connect by VPN or work inside, where Kerberos is at hand.',
    'Do not type the password again and again: it is right, and wrong tries lock the account.',
    'Do not switch the whole restriction off: exempt the mail servers.',
  ],
  sources: [
    'Microsoft, Network security: Restrict NTLM (policy settings)',
    'Microsoft, Protected Users security group',
    'NTSTATUS C0000418 (STATUS_NTLM_BLOCKED)',
  ],
});
