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
import { mailDomain, oneOfTheseBoxes } from '../readings/box.ts';
import { names } from '../readings/sentences.ts';
import { hostOf, shortName } from '../readings/servers.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password', 'disconnected'];
const port = 'ports[ex10a/6004]';
/** Hosts with an IPv6 address by which Outlook reaches Exchange: names that were looked up, but none of strangers. */
const withV6 = (seen: Seen): readonly string[] =>
  seen.keys('dns').filter((host) => (seen.list(`dns[${host}].aaaa`)?.length ?? 0) > 0 && isOwn(seen, host));
function isOwn(seen: Seen, host: string): boolean {
  const domain = mailDomain(seen);
  return (
    host === domain ||
    host.endsWith(`.${domain}`) ||
    seen.keys('servers').includes(shortName(host)) ||
    hostOf(seen.text('popup.host') ?? '').toLowerCase() === host
  );
}
const answersV6 = (seen: Seen): Truth => {
  const told = seen.flag('path.ipv6Answers');
  if (told !== undefined) return told;
  const known = seen
    .keys('dns')
    .filter((host) => isOwn(seen, host) && seen.list(`dns[${host}].aaaa`) !== undefined);
  return known.length === 0 ? undefined : withV6(seen).length > 0;
};
/** Ports that take connections over IPv4 and none over IPv6. */
const onlyV4 = (seen: Seen): readonly string[] =>
  seen
    .keys('ports')
    .filter(
      (key) =>
        seen.is(`ports[${key}].v4`, 'listening') === true && seen.is(`ports[${key}].v6`, 'closed') === true,
    );
/** Whether something tries such a port over IPv6. */
const triedOverV6 = (seen: Seen, key: string): Truth => {
  const server = key.split('/')[0] ?? '';
  return any(
    seen.is(`ports[${key}].openedOver`, 'v6'),
    seen.flag(`servers[${server}].ipv6Preferred`),
    withV6(seen).some((host) => shortName(host) === server) || undefined,
  );
};
const closedOverV6 = (seen: Seen): Truth => {
  const known = seen
    .keys('ports')
    .filter(
      (key) => seen.text(`ports[${key}].v4`) !== undefined && seen.text(`ports[${key}].v6`) !== undefined,
    );
  return known.length === 0 ? undefined : onlyV4(seen).length > 0;
};

export default cause({
  id: 'ipv6',
  side: 'network',
  popups: boxes,
  usual: 'occasional',
  says: 'A name answers with an IPv6 address, or a server prefers IPv6, on a way where IPv6 does not carry: the connection fails or waits before IPv4 is tried.',
  toUser: {
    says: 'Your PC, or one of our servers, first tries a network address that does not work here. Your password is right.',
    todo: 'Nothing to do: press Cancel, and use web mail until we have put it right.',
  },
  signs: [
    must('fitting-box', oneOfTheseBoxes(boxes, 'certificate')),
    proof('port-closed-over-v6-and-tried', {
      group: 'v6',
      when: (seen) => {
        const closed = onlyV4(seen).map((key) => triedOverV6(seen, key));
        return closed.length > 0 ? any(...closed) : closedOverV6(seen);
      },
      says: (seen) => `${names(onlyV4(seen))} listens on IPv4 only, and IPv6 is tried there first.`,
      shown: { [`${port}.v4`]: 'listening', [`${port}.v6`]: 'closed', [`${port}.openedOver`]: 'v6' },
      cleared: { [`${port}.v4`]: 'listening', [`${port}.v6`]: 'listening' },
    }),
    strong('answers-but-does-not-carry', {
      group: 'v6',
      when: (seen) => all(answersV6(seen) !== false, not(seen.flag('path.ipv6Works'))),
      says: (seen) =>
        `IPv6 does not carry on this way${withV6(seen).length > 0 ? `, and ${names(withV6(seen))} has an IPv6 address` : ''}.`,
      shown: { 'path.ipv6Answers': true, 'path.ipv6Works': false },
      cleared: { 'path.ipv6Answers': true, 'path.ipv6Works': true },
    }),
    strong('port-closed-over-v6', {
      group: 'v6',
      when: closedOverV6,
      says: (seen) => `${names(onlyV4(seen))} listens on IPv4 only.`,
      shown: { [`${port}.v4`]: 'listening', [`${port}.v6`]: 'closed' },
      cleared: { [`${port}.v4`]: 'listening', [`${port}.v6`]: 'listening' },
    }),
    risk('name-has-v6-address', {
      group: 'v6',
      when: answersV6,
      says: (seen) =>
        `${names(withV6(seen).length > 0 ? withV6(seen) : ['The name that Outlook uses'])} has an IPv6 address.`,
      shown: { 'dns[mail.contoso.example].aaaa': ['2001:db8::10'] },
      cleared: { 'dns[mail.contoso.example].aaaa': [] },
    }),
    fair('server-prefers-v6', {
      when: (seen) => {
        const known = seen
          .keys('servers')
          .flatMap((server) => seen.flag(`servers[${server}].ipv6Preferred`) ?? []);
        return known.length === 0
          ? undefined
          : all(known.includes(true), any(closedOverV6(seen), not(seen.flag('path.ipv6Works'))) === true);
      },
      says: (seen) =>
        `${names(seen.keys('servers').filter((server) => seen.flag(`servers[${server}].ipv6Preferred`) === true))} prefers IPv6.`,
      shown: { 'servers[ex10a].ipv6Preferred': true, [`${port}.v4`]: 'listening', [`${port}.v6`]: 'closed' },
      cleared: { 'servers[ex10a].ipv6Preferred': false },
    }),
    cures(strong, 'v6-off-cures', ['ipv6-off'], 'With IPv6 off it is gone.', 'tried'),
    cures(
      fair,
      'address-cures',
      ['hosts-file', 'dns-change'],
      'An IPv4 address in the hosts file, or another record, ended it.',
      'tried',
    ),
    fair('only-on-one-network', {
      when: (seen) =>
        any(
          seen.has('scope.only', 'through:vpn'),
          seen.list('scope.only')?.some((one) => one.startsWith('segment:')),
          seen.is('timeline.pattern', 'after-network-change'),
        ),
      says: () => 'It comes on one network only, or when the network changes.',
      shown: { 'scope.only': ['through:vpn'] },
      cleared: { 'scope.only': ['domain-joined'], 'timeline.pattern': 'constant' },
    }),
    weak(
      'slow-at-first',
      flagIs(
        'path.slow',
        true,
        'The connection waits long before it succeeds, as one that first tries another address.',
      ),
    ),
    weak('client-uses-v6', flagIs('client.ipv6', true, 'IPv6 is on at this PC.')),
    fair('directory-row-fails', {
      when: (seen) => {
        const rows = seen
          .elements('connections')
          .filter(({ value }) => value.type === 'directory' || value.type === 'referral');
        return rows.length === 0
          ? undefined
          : all(
              rows.some(
                ({ value }) =>
                  (typeof value.failures === 'number' && value.failures > 0) ||
                  (typeof value.error === 'string' && value.error !== ''),
              ),
              closedOverV6(seen) !== false,
            );
      },
      says: () =>
        'The directory row of Connection Status fails, as when only its port listens on IPv4 alone.',
      shown: { 'connections[]': [{ type: 'directory', protocol: 'RPC/HTTP', failures: 5 }] },
      cleared: { 'connections[]': [{ type: 'directory', protocol: 'RPC/HTTP', failures: 0 }] },
    }),
    weak(
      'network-changed',
      listNames(
        'timeline.after',
        ['dns-change', 'gateway-change', 'os-update', 'new-server'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    against.strong('v6-carries', flagIs('path.ipv6Works', true, 'IPv6 carries on this way.')),
    inVain(against.strong, 'v6-off-in-vain', ['ipv6-off'], 'With IPv6 off it goes on.'),
    against.strong('client-without-v6', {
      when: (seen) => all(not(seen.flag('client.ipv6')), closedOverV6(seen) !== true),
      says: () => 'IPv6 is off at this PC.',
      shown: { 'client.ipv6': false },
      cleared: { 'client.ipv6': true },
    }),
    against.strong('no-v6-address', {
      when: (seen) => all(not(answersV6(seen)), closedOverV6(seen) !== true),
      says: (seen) =>
        `No name that was looked up has an IPv6 address (${names(seen.keys('dns').filter((host) => isOwn(seen, host)))}).`,
      shown: { 'dns[mail.contoso.example].aaaa': [] },
      cleared: { 'dns[mail.contoso.example].aaaa': ['2001:db8::10'] },
    }),
    against.fair(
      'password-refused',
      leafIs(
        'popup.passwordAccepted',
        ['refused'],
        'A password is refused at once, so a server was reached.',
        'accepted-returns',
      ),
    ),
    against.weak('follows-the-pc', followsThePc('It follows the PC or its profile.')),
  ],
  remedies: ['correct-ipv6'],
  meanwhile: [
    'Use web mail, or a network on which it works.',
    'Do not switch IPv6 off on Exchange servers: put the record or the listener right.',
  ],
  sources: ['Microsoft KB929852 (Guidance for configuring IPv6 in Windows for advanced users)'],
});
