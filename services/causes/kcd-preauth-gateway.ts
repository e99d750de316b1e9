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
import { preAuthenticates } from '../readings/device-path.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { textOf } from '../readings/lines.ts';
import { place } from '../readings/sentences.ts';
import { anySigned, hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { began, leafSign, only } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { mendedNearTheUser } from '../readings/who-sees-it.ts';

const delegation: Wanted = {
  signatures: ['negotiate-target-unknown', 'negotiate-logon-denied', 'spn-wrong-account', 'no-etype'],
  logs: ['device'],
  whateverSignature: true,
  alike: (line) =>
    /delegat|S4U|KDC_ERR|constrained|kerberos.{0,60}(fail|error|denied)|0x80090303|0x80090322/i.test(
      textOf(line, 'text') ?? '',
    ),
};
const delegates = (seen: Seen): Truth => seen.is('path.preAuthentication', 'kcd');
/** The ways of saying that the gateway is what makes the difference. */
const onlyThroughIt = (seen: Seen): Truth =>
  any(
    seen.flag('scope.directWorks'),
    all(seen.flag('scope.insideWorks'), seen.flag('scope.outsideWorks') !== true),
    seen.is('scope.affected', 'one-path'),
    seen.has('scope.only', 'through:device'),
  );
/** Kerberos to the common name needs its SPN on the account that all servers share. */
const targetCannotWork = (seen: Seen): Truth => {
  if (delegates(seen) !== true) return delegates(seen);
  const target = seen.text('path.preAuthenticationTarget');
  if (target !== 'vip') return target === undefined ? undefined : false;
  const hosts = seen.keys('spn');
  const wrong = hosts.map((host) =>
    any(
      not(seen.flag(`spn[${host}].rightAccount`)),
      seen.list(`spn[${host}].accounts`)?.length === 0 ? true : undefined,
    ),
  );
  return any(not(seen.flag('kerberos.deployed')), wrong.length === 0 ? undefined : any(...wrong));
};
/** Delegation ends in a Kerberos ticket: where Exchange takes NTLM or Basic only, it is refused. */
const takesNoTicket = (seen: Seen): Truth => {
  if (delegates(seen) !== true) return delegates(seen);
  const offered = [
    ...seen.keys('mapi').map((key) => not(seen.has(`mapi[${key}].schemes`, 'Negotiate'))),
    ...seen
      .keys('iis')
      .flatMap((key) =>
        /\/default web site\/(mapi|rpc|ews|autodiscover)$/i.test(key)
          ? [
              not(
                any(
                  seen.has(`iis[${key}].providers`, 'Negotiate'),
                  seen.has(`iis[${key}].providers`, 'Negotiate:Kerberos'),
                ),
              ),
            ]
          : [],
      ),
  ];
  return offered.length === 0 ? undefined : any(...offered);
};
const line = exampleLine({ server: 'gate1', log: 'device', signature: 'negotiate-target-unknown' });
const searched = {
  'searched[gate1/device].from': hoursBefore(80),
  'searched[gate1/device].to': hoursBefore(0),
} as const;
const kcd = { 'path.preAuthentication': 'kcd' } as const;

export default cause({
  id: 'kcd-preauth-gateway',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected', 'web-sign-in'],
  usual: 'occasional',
  says: 'The gateway signs people in first and then fails to pass the sign-in on: its constrained delegation does not fit the mail servers.',
  toUser: {
    says: 'The gateway through which you reach mail from outside cannot hand your sign-in over to the mail server. Your password is right.',
    todo: 'Work inside or over VPN until it is put right.',
  },
  signs: [
    must('the-gateway-signs-people-in', {
      when: (seen) => {
        const kind = seen.text('path.preAuthentication');
        if (kind !== undefined) return kind !== 'none';
        if (preAuthenticates(seen) === true) return true;
        return anySigned(seen, delegation) === true ? true : undefined;
      },
      says: (seen) =>
        seen.is('path.preAuthentication', 'none') === true
          ? 'The gateway passes sign-ins through untouched.'
          : `The gateway${seen.text('path.product') === undefined ? '' : ` (${seen.text('path.product')})`} signs people in itself (${seen.text('path.preAuthentication') ?? 'by its own log'}).`,
      shown: kcd,
      cleared: { 'path.preAuthentication': 'none' },
    }),
    proof('the-gateway-logs-her-failed-delegation', {
      group: 'delegation',
      when: (seen) => hersSigned(seen, delegation),
      says: (seen) =>
        `${place(lineOf(seen, delegation))}: the gateway got no ticket for the mail server in this user's name.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('the-gateway-logs-failed-delegation', {
      group: 'delegation',
      when: (seen) => anySigned(seen, delegation),
      says: (seen) => `${place(lineOf(seen, delegation))}: the gateway got no ticket for the mail server.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    proof('its-target-cannot-work', {
      group: 'delegation',
      when: targetCannotWork,
      says: () =>
        'The gateway asks for a ticket to the common name, for which no shared account with the right SPN stands.',
      shown: { ...kcd, 'path.preAuthenticationTarget': 'vip', 'kerberos.deployed': false },
      cleared: { ...kcd, 'path.preAuthenticationTarget': 'server' },
    }),
    strong('delegates-and-only-there', {
      group: 'gateway',
      when: (seen) => all(delegates(seen), onlyThroughIt(seen)),
      says: () => 'The gateway delegates by Kerberos (KCD), and only through it does the popup appear.',
      shown: { ...kcd, 'scope.directWorks': true },
      cleared: { 'path.preAuthentication': 'basic', 'scope.directWorks': true },
    }),
    strong('signs-people-in-and-only-there', {
      group: 'gateway',
      when: (seen) => all(seen.is('path.preAuthentication', 'basic', 'forms', 'kcd'), onlyThroughIt(seen)),
      says: (seen) =>
        `The gateway signs people in itself (${seen.text('path.preAuthentication')}), and only through it does the popup appear.`,
      shown: { 'path.preAuthentication': 'basic', 'scope.directWorks': true },
      cleared: { 'path.preAuthentication': 'none', 'scope.directWorks': true },
    }),
    risk('delegates', {
      group: 'gateway',
      when: delegates,
      says: () => 'The gateway delegates by Kerberos (KCD).',
      shown: kcd,
      cleared: { 'path.preAuthentication': 'basic' },
    }),
    strong('exchange-takes-no-ticket', {
      when: takesNoTicket,
      says: () => 'The gateway hands over a Kerberos ticket, and Exchange offers no Negotiate.',
      shown: { ...kcd, 'mapi[mail.contoso.example@ex16a/nspi].schemes': ['NTLM'] },
      cleared: { ...kcd, 'mapi[mail.contoso.example@ex16a/nspi].schemes': ['Negotiate', 'NTLM'] },
    }),
    strong('not-in-the-admitted-group', {
      when: (seen) =>
        any(
          seen.has('scope.only', 'not-in-group'),
          all(seen.flag('path.admitsOnlyGroup'), onlyThroughIt(seen)),
        ),
      says: () => 'The gateway admits only members of a group, and those outside it are asked.',
      shown: { 'scope.only': ['not-in-group'] },
      cleared: { 'scope.only': ['outlook:16'], 'path.admitsOnlyGroup': false },
    }),
    fair('only-through-the-gateway', {
      group: 'way',
      when: onlyThroughIt,
      says: () => 'Past the gateway it works.',
      shown: { 'scope.directWorks': true },
      cleared: {
        'scope.directWorks': false,
        'scope.insideWorks': false,
        'scope.affected': 'all',
        'scope.only': ['outlook:16'],
      },
    }),
    cures(
      strong,
      'past-it-cures',
      ['direct-to-server', 'layer-4-instead'],
      'Past the gateway, or passed through untouched, it was gone.',
      'way',
    ),
    cures(fair, 'negotiate-cures', ['negotiate-only'], 'With Negotiate offered it was gone.'),
    began(
      fair,
      'began-with-the-ticket',
      ['kerberos-enabled', 'service-account-change', 'gateway-change'],
      'the delegation must follow the account that holds the SPN',
      'change',
    ),
    began(
      weak,
      'began-with-other-servers',
      ['new-server', 'namespace-change', 'own-move'],
      'delegation must list the new servers too',
      'change',
    ),
    strong('a-gateway-that-signs-people-in-and-only-there', {
      group: 'device',
      when: (seen) => all(preAuthenticates(seen), onlyThroughIt(seen)),
      says: (seen) =>
        `${seen.text('path.product')} signs people in before it passes them on, and only through it does the popup appear.`,
      shown: { 'path.product': 'Web Application Proxy', 'scope.directWorks': true },
      cleared: { 'path.product': 'HAProxy', 'scope.directWorks': true },
    }),
    fair('a-gateway-that-signs-people-in', {
      group: 'device',
      when: (seen) =>
        any(
          preAuthenticates(seen),
          all(
            seen.is('path.through', 'reverse-proxy'),
            seen.is('path.preAuthentication', 'basic', 'forms', 'kcd'),
          ),
        ),
      says: (seen) =>
        `${seen.text('path.product') ?? 'The reverse proxy'} is a gateway that signs people in before it passes them on.`,
      shown: { 'path.product': 'Web Application Proxy' },
      cleared: { 'path.product': 'HAProxy', 'path.through': 'load-balancer' },
    }),
    leafSign(
      weak,
      'a-reverse-proxy',
      'path.through',
      ['reverse-proxy'],
      'direct',
      'The way leads through a reverse proxy.',
      'device',
    ),
    leafSign(
      against.strong,
      'direct-way',
      'path.through',
      ['direct'],
      'reverse-proxy',
      'Nothing stands between client and Exchange.',
    ),
    leafSign(
      against.strong,
      'inside-fails-too',
      'scope.insideWorks',
      [false],
      true,
      'Inside, past the gateway, it fails as well.',
    ),
    leafSign(
      against.strong,
      'past-it-fails-too',
      'scope.directWorks',
      [false],
      true,
      'Past the gateway it fails as well.',
    ),
    inVain(
      against.strong,
      'past-it-in-vain',
      ['direct-to-server', 'layer-4-instead'],
      'Past the gateway it went on.',
    ),
    leafSign(
      against.fair,
      'asks-for-a-client-certificate',
      'path.asksClientCertificate',
      [true],
      false,
      'The device asks for a client certificate: a fault of its own.',
    ),
    only(
      against.fair,
      'one-version',
      ['outlook:', 'windows:'],
      'delegation does not know the version of a client',
    ),
    mendedNearTheUser(against.strong, 'mended-near-the-user'),
  ],
  remedies: ['fit-constrained-delegation'],
  meanwhile: [
    'Work inside or over VPN, past the gateway.',
    'Do not type the password again and again: the gateway took it already.',
  ],
  sources: [
    'Microsoft, Kerberos constrained delegation overview',
    'Microsoft, Publishing Exchange with Web Application Proxy and pre-authentication',
    'Microsoft, Kerberos authentication for load-balanced client access services',
  ],
});
