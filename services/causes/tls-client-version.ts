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
import {
  defaultProtocols,
  offeredVersions,
  oldWindows,
  presumedVersions,
  refusedSomewhere,
  refusingEndpoints,
  userProtocols,
  withoutValue,
} from '../readings/client-tls.ts';
import { either, tried } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { hexadecimal, isWrongProtocolValue } from '../registry-file.ts';

const secureChannel = /secure (channel|connection)|0x80072f7d|schannel|\b(SSL|TLS)\b/i;
const afterTls = (seen: Seen): Truth => seen.has('timeline.after', 'tls-change');
const measured = (seen: Seen): Truth => refusedSomewhere(seen, offeredVersions(seen));
const presumed = (seen: Seen): Truth => refusedSomewhere(seen, presumedVersions(seen));
const wrongValue = (seen: Seen): Truth => {
  const values = [defaultProtocols(seen), userProtocols(seen)].filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.some(isWrongProtocolValue);
};
/** What was measured decides; else what such a Windows offers, or what was told of the change and its cure, may stand in. */
const tooOld = (seen: Seen): Truth =>
  measured(seen) ??
  (any(
    presumed(seen),
    all(afterTls(seen), oldWindows(seen)),
    wrongValue(seen),
    withoutValue(seen),
    tried(seen, ['os-update'], 'cured'),
  ) === true
    ? true
    : undefined);
const registry = (seen: Seen): string =>
  [
    ['DefaultSecureProtocols', defaultProtocols(seen)] as const,
    ['SecureProtocols', userProtocols(seen)] as const,
  ]
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${hexadecimal(value)}`]))
    .join(', ');
const offer = (seen: Seen, versions: readonly string[] | undefined): string =>
  `offers TLS ${names(versions ?? [])}${registry(seen) === '' ? '' : ` (${registry(seen)})`}`;

const endpoint = 'tls[mail.contoso.example@vip].versions';
const strict = { [endpoint]: ['1.2'] } as const;
const old = { 'client.tlsDefaultProtocols': { value: 0x80, from: 'pasted' } } as const;
const well = { 'client.tlsDefaultProtocols': { value: 0xa80, from: 'pasted' } } as const;

export default cause({
  id: 'tls-client-version',
  side: 'client',
  popups: [
    'credential',
    'need-password',
    'disconnected',
    'certificate',
    'proxy-certificate',
    'encrypted-unavailable',
  ],
  usual: 'occasional',
  says: "This PC's WinHTTP does not offer the TLS version that the servers now require.",
  toUser: {
    says: 'Windows on your PC speaks only an old form of encryption that our servers no longer accept. Your password is right.',
    todo: 'The helpdesk installs an update and a setting; web mail works meanwhile.',
  },
  signs: [
    must('nothing-in-common', {
      when: tooOld,
      says: (seen) =>
        tooOld(seen) === true
          ? `This PC ${offer(seen, offeredVersions(seen) ?? presumedVersions(seen))}; required is a newer one.`
          : `This PC ${offer(seen, offeredVersions(seen) ?? presumedVersions(seen))}, of which every server that was seen takes one.`,
      shown: { ...old, ...strict },
      cleared: { ...well, ...strict },
    }),
    proof('offered-and-refused', {
      group: 'versions',
      when: measured,
      says: (seen) =>
        `This PC ${offer(seen, offeredVersions(seen))}, and ${names(refusingEndpoints(seen, offeredVersions(seen) ?? []))} takes none of them.`,
      shown: { ...old, ...strict },
      cleared: { ...well, ...strict },
    }),
    strong('old-windows-refused', {
      group: 'versions',
      when: presumed,
      says: (seen) =>
        `Windows ${seen.text('client.windows') ?? '7'} offers TLS 1.0 by WinHTTP until KB3140245 and its value are there, and ${names(refusingEndpoints(seen, ['1.0']))} refuses it.`,
      shown: { 'client.windows': '6.1', ...strict },
      cleared: { 'client.windows': '10.0', ...strict },
    }),
    strong('no-value-on-an-old-windows', {
      group: 'versions',
      when: withoutValue,
      says: (seen) =>
        `DefaultSecureProtocols is not set on Windows ${seen.text('client.windows') ?? '7'}: WinHTTP offers no TLS 1.1 or 1.2.`,
      shown: { 'client.windows': '6.1', 'client.registry[DefaultSecureProtocols]': '' },
      cleared: { 'client.windows': '6.1', 'client.registry[DefaultSecureProtocols]': '0xA80' },
    }),
    strong('wrong-value', {
      group: 'versions',
      when: wrongValue,
      says: (seen) => `${registry(seen)} keeps TLS 1.2 off on this PC; 0xA80 allows TLS 1.0, 1.1 and 1.2.`,
      shown: { 'client.tlsUserProtocols': 0xa8 },
      cleared: { 'client.tlsUserProtocols': 0xa80 },
    }),
    strong('old-windows-after-the-change', {
      group: 'change',
      when: (seen) => all(afterTls(seen), oldWindows(seen)),
      says: (seen) =>
        `It began when TLS versions were switched off, on Windows ${seen.text('client.windows') ?? '7'}.`,
      shown: { 'timeline.after': ['tls-change'], 'client.windows': '6.1' },
      cleared: { 'timeline.after': ['tls-change'], 'client.windows': '10.0' },
    }),
    listSign(
      fair,
      'after-the-change',
      'timeline.after',
      ['tls-change'],
      'own-move',
      'It began after TLS versions or ciphers were changed.',
      'change',
    ),
    listSign(
      weak,
      'after-a-change-of-the-way',
      'timeline.after',
      ['gateway-change', 'server-update', 'new-server', 'namespace-change', 'own-move'],
      'password-change',
      (seen) =>
        `It began after: ${names(seen.list('timeline.after') ?? [])}; the new place may ask for newer TLS.`,
      'change',
    ),
    listSign(
      fair,
      'only-old-windows',
      'scope.only',
      ['windows:6.1', 'windows:6.0', 'windows:6.2', 'windows:7'],
      'domain-joined',
      (seen) => `Only PCs with an old Windows see it (${names(seen.list('scope.only') ?? [])}).`,
    ),
    cures(strong, 'windows-update-cures', ['os-update'], 'With the update of Windows it was gone.'),
    fair('patch-missing', {
      when: (seen) => all(oldWindows(seen), not(seen.has('client.hotfixes', 'KB3140245'))),
      says: () => 'KB3140245 is not among the updates of this old Windows.',
      shown: { 'client.windows': '6.1', 'client.hotfixes': ['KB2670838'] },
      cleared: { 'client.windows': '6.1', 'client.hotfixes': ['KB3140245'] },
    }),
    // Web browsers have a setting of their own for TLS, which was raised long before that of WinHTTP.
    weak('the-browser-gets-through', {
      when: (seen) =>
        either(
          seen.flag('scope.webmailWorks'),
          seen.list('scope.browserOpens')?.some((one) => one !== ''),
        ),
      says: () => 'The browser on the same PC gets through: it has a TLS setting of its own.',
      shown: { 'scope.webmailWorks': true },
      cleared: { 'scope.webmailWorks': false },
    }),
    leafSign(
      weak,
      'side-services-fail',
      'client.addressBookFails',
      [true],
      false,
      'The address book fails, which is fetched by WinHTTP.',
    ),
    fair('secure-channel-fails', {
      when: (seen) => {
        const said = [seen.text('client.startError'), seen.text('popup.text')].filter(
          (one) => one !== undefined,
        );
        return said.length === 0 ? undefined : said.some((one) => secureChannel.test(one));
      },
      says: (seen) =>
        `The words speak of the secure channel: ${seen.text('client.startError') ?? seen.text('popup.text')}.`,
      shown: { 'client.startError': 'Could not establish a secure channel (0x80072F7D)' },
      cleared: { 'client.startError': 'The name cannot be resolved' },
    }),
    weak('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'all' },
    }),
    against.strong('new-windows', {
      when: (seen) => all(not(oldWindows(seen)), wrongValue(seen) !== true),
      says: (seen) => `Windows ${seen.text('client.windows') ?? 'there'} offers TLS 1.2 by itself.`,
      shown: { 'client.windows': '10.0' },
      cleared: { 'client.windows': '6.1' },
    }),
    inVain(against.strong, 'windows-update-in-vain', ['os-update'], 'Updating Windows changed nothing.'),
    leafSign(
      against.strong,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The box takes the password: the encrypted connection stands.',
    ),
  ],
  remedies: ['set-client-tls'],
  meanwhile: [
    'Never set SecureProtocols to 0xA8: that is SSL 2.0, SSL 3.0 and TLS 1.0, and switches TLS 1.1 and 1.2 off.',
    'Use web mail.',
  ],
  sources: [
    'Microsoft KB3140245 (TLS 1.1 and 1.2 as defaults of WinHTTP)',
    'Microsoft, WinHTTP option flags (WINHTTP_FLAG_SECURE_PROTOCOL_*)',
  ],
});
