import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { isOutside } from '../readings/access-blocks.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { withoutDomainController } from '../readings/mailbox.ts';
import { withoutMapiHttp } from '../readings/mapi-http.ts';
import { endpoints, offersNoNtlm } from '../readings/mapi-offer.ts';
import { names, place } from '../readings/sentences.ts';
import { hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { leafSign, only } from '../readings/told-signs.ts';
import { cures, helps, inVain, otherCure } from '../readings/tries.ts';

const frontEndKey = /^([^/]+)\/default web site\/(\w+)$/i;
const places = (seen: Seen) =>
  seen.keys('iis').flatMap((key) => {
    const found = frontEndKey.exec(key);
    const providers = found === null ? undefined : seen.list(`iis[${key}].providers`);
    return found === null || providers === undefined
      ? []
      : [
          {
            where: `${found[1]} /${found[2]}`,
            kerberosOnly:
              providers.some((one) => /^negotiate:kerberos$/i.test(one)) &&
              !providers.some((one) => /^ntlm$/i.test(one)),
          },
        ];
  });
const isSet = (seen: Seen): Truth => {
  const seenThere = places(seen);
  return seenThere.length === 0 ? undefined : seenThere.some(({ kerberosOnly }) => kerberosOnly);
};
/** On the wire the provider shows as Negotiate without NTLM; where NTLM is offered too, a client has a way. */
const everywhereNtlm = (seen: Seen): Truth => {
  const each = endpoints(seen);
  return each.length === 0 ? undefined : all(...each.map((node) => not(offersNoNtlm(seen, node))));
};
const without = (seen: Seen): Truth => any(withoutDomainController(seen), isOutside(seen));
const set = (seen: Seen): string =>
  names(
    places(seen)
      .filter(({ kerberosOnly }) => kerberosOnly)
      .map(({ where }) => where),
  );
const refusal: Wanted = {
  signatures: ['front-end-401'],
  logs: ['http-proxy', 'iis'],
  stem: /^\/(mapi|rpc|autodiscover|ews|oab)/i,
  writtenBy: 'front-ends',
};
const mapi = 'iis[ex16a/default web site/mapi].providers';
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(96),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const refused = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'front-end-401',
});

export default cause({
  id: 'negotiate-kerberos-only',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'IIS offers the provider Negotiate:Kerberos, which never falls back to NTLM: a client without a domain controller has no way in.',
  toUser: {
    says: 'Our mail servers accept only a way to sign in that works inside the office network. Your password is right.',
    todo: 'Connect by VPN first, or use web mail.',
  },
  signs: [
    must('kerberos-only-is-set', {
      when: (seen) => isSet(seen) ?? (everywhereNtlm(seen) === true ? false : undefined),
      says: (seen) =>
        isSet(seen) === true
          ? `${set(seen)}: the provider is Negotiate:Kerberos, without NTLM.`
          : 'The front ends seen leave a client NTLM or plain Negotiate.',
      shown: { [mapi]: ['Negotiate:Kerberos'] },
      cleared: { [mapi]: ['Negotiate', 'NTLM'] },
    }),
    proof('without-domain-controller', {
      group: 'no-way',
      when: (seen) => all(isSet(seen), without(seen)),
      says: (seen) =>
        `${set(seen)} takes Kerberos alone, and this client reaches no domain controller to get a ticket.`,
      shown: { [mapi]: ['Negotiate:Kerberos'], 'client.domainJoined': { value: false, from: 'log' } },
      cleared: { [mapi]: ['Negotiate'], 'client.domainJoined': { value: false, from: 'log' } },
    }),
    proof('own-refusal-there', {
      group: 'no-way',
      when: (seen) => all(isSet(seen), hersSigned(seen, refusal)),
      says: (seen) =>
        `${place(lineOf(seen, refusal))}: this user was refused (401), and ${set(seen)} takes Kerberos alone.`,
      shown: { [mapi]: ['Negotiate:Kerberos'], ...searched, 'log[]': refused },
      cleared: { [mapi]: ['Negotiate', 'NTLM'], ...searched, 'log[]': harmlessLine },
    }),
    risk('provider-set', {
      group: 'no-way',
      when: isSet,
      says: (seen) => `${set(seen)}: the provider is Negotiate:Kerberos.`,
      shown: { [mapi]: ['Negotiate:Kerberos'] },
      cleared: { [mapi]: ['Negotiate'] },
    }),
    only(fair, 'only-outside-the-domain', ['not-domain-joined'], 'they get no Kerberos ticket', 'who'),
    fair('outside-only', {
      group: 'who',
      when: (seen) => all(seen.flag('scope.insideWorks'), not(seen.flag('scope.outsideWorks'))),
      says: () => 'Inside it works, outside, where no domain controller is, it does not.',
      shown: { 'scope.insideWorks': true, 'scope.outsideWorks': false },
      cleared: { 'scope.insideWorks': false, 'scope.outsideWorks': false },
    }),
    leafSign(
      weak,
      'vpn-helps',
      'scope.vpn',
      [true],
      false,
      'By VPN, where a domain controller answers, it works.',
      'who',
    ),
    cures(strong, 'ends-with-ntlm', ['ntlm-only'], 'With NTLM offered it was gone.', 'cure'),
    helps(fair, 'ends-without-mapi-http', withoutMapiHttp, 'By another path than /mapi it is gone.', 'cure'),
    inVain(
      fair,
      'negotiate-alone-is-no-better',
      ['negotiate-only'],
      'With Negotiate alone it went on, or was worse.',
    ),
    against.strong('inside-fails-too', {
      when: (seen) =>
        any(
          all(not(seen.flag('scope.insideWorks')), seen.flag('client.domainJoined') !== false),
          seen.has('scope.only', 'domain-joined'),
        ),
      says: () => 'It fails inside on PCs of the domain, which can get a Kerberos ticket.',
      shown: { 'scope.insideWorks': false },
      cleared: { 'scope.insideWorks': true, 'scope.only': ['not-domain-joined'] },
    }),
    against.strong('our-ntlm-accepted', {
      when: (seen) => {
        const each = endpoints(seen);
        return each.length === 0
          ? undefined
          : all(...each.map(({ key }) => seen.is(`mapi[${key}].ntlmStatus`, 200)));
      },
      says: () => 'Every front end let our own account in by NTLM.',
      shown: { 'mapi[mail.contoso.example@ex16a/nspi].ntlmStatus': 200 },
      cleared: { 'mapi[mail.contoso.example@ex16a/nspi].ntlmStatus': 401 },
    }),
    inVain(against.strong, 'ntlm-did-nothing', ['ntlm-only'], 'With NTLM offered it went on.', 'cure'),
    otherCure(
      'ntlm-only',
      'mapi-http-off-client',
      'mapi-http-off-mailbox',
      'mapi-http-off-organisation',
      'recycle-mapi',
      'negotiate-only',
      'basic',
    ),
  ],
  remedies: ['restore-mapi-vdir-authentication', 'restore-iis-defaults'],
  meanwhile: [
    'Connect by VPN, or use web mail.',
    'Do not take this for a wrong password: no password gets in where only Kerberos is taken.',
    'Do not create new profiles.',
  ],
  sources: [
    'Microsoft, IIS windowsAuthentication providers (Negotiate:Kerberos does not fall back)',
    'Microsoft, Set-MapiVirtualDirectory (default: NTLM, OAuth, Negotiate)',
  ],
});
