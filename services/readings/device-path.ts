import { all, any, not, reading, type Seen, type SignBody, type Truth } from '../cause.ts';
import { either, tried } from './mailbox.ts';
import { frontEnds, type Node, nodes } from './servers.ts';

const around = ['direct-to-server', 'hosts-file'];
const ends = (seen: Seen): Truth => any(seen.flag('scope.directWorks'), tried(seen, around, 'cured'));
/** What a sign holds when the trouble ends past a device that is known to be there. */
export const endsPastTheDevice = (says: string): SignBody => ({
  when: (seen) => all(ends(seen), deviceIsNamed(seen) || undefined),
  says: () => says,
  shown: { 'scope.directWorks': true, 'path.through': 'load-balancer' },
  cleared: { 'scope.directWorks': false, 'tried[]': [{ what: 'direct-to-server', result: 'nothing' }] },
});
/** What a sign holds when the trouble ends straight at a server, whatever is passed by: a device, or a web proxy. */
export const endsPastSomething: SignBody = {
  when: ends,
  says: () => 'Straight to a server it is gone; nobody said what is passed by.',
  shown: { 'scope.directWorks': true },
  cleared: { 'scope.directWorks': false, 'tried[]': [{ what: 'direct-to-server', result: 'nothing' }] },
};
/** Whether somebody told of a device on the way, by more than that the way past it works. */
const deviceIsNamed = (seen: Seen): boolean => {
  const through = seen.text('path.through');
  return (
    (through !== undefined && through !== 'other' && through !== 'direct') ||
    (seen.text('path.product') ?? '') !== '' ||
    seen.has('scope.only', 'through:device') === true ||
    seen.is('path.tlsEndsAt', 'device') === true ||
    seen.text('path.balancing') !== undefined ||
    seen.text('path.behindDevice') !== undefined ||
    seen.flag('path.keepsConnection') === false ||
    seen.flag('path.asksClientCertificate') === true ||
    seen.is('popup.certificateOf', 'device') === true ||
    seen.is('scope.affected', 'one-path') === true ||
    seen.has('timeline.after', 'gateway-change') === true
  );
};
/** What a sign holds when it goes on past the device, so that the device cannot be at fault. */
export const goesOnPastTheDevice = (says: string): SignBody => ({
  when: (seen) => any(not(seen.flag('scope.directWorks')), tried(seen, around, 'nothing', 'worse')),
  says: () => says,
  shown: { 'scope.directWorks': false },
  cleared: { 'scope.directWorks': true, 'tried[]': [{ what: 'direct-to-server', result: 'cured' }] },
});

const told = (truth: Truth): Truth => truth === true || undefined;
/** Whether any device stands between this user and Exchange. */
export const throughDevice = reading((seen: Seen): Truth => {
  const through = seen.text('path.through');
  const product = seen.text('path.product');
  return either(
    through === undefined || through === 'other' ? undefined : through !== 'direct',
    product === undefined || product === '' ? undefined : true,
    told(seen.has('scope.only', 'through:device')),
    told(seen.is('path.tlsEndsAt', 'device')),
    told(not(seen.flag('path.keepsConnection'))),
    told(seen.is('scope.affected', 'one-path')),
    told(
      any(
        seen.flag('scope.directWorks'),
        tried(seen, ['direct-to-server', 'layer-4-instead'], 'cured', 'some-users', 'sometimes'),
      ),
    ),
    told(seen.has('timeline.after', 'gateway-change')),
    seen.text('path.balancing') === undefined ? undefined : true,
    told(seen.flag('path.asksClientCertificate')),
    told(splitOnTheWire(seen)),
  );
});

/** The /mapi endpoints asked through the common name, and those asked on a front end itself. */
export const throughCommonName = (seen: Seen): readonly Node[] =>
  nodes(seen, 'mapi').filter(({ node }) => node === 'vip');
export const onNodes = (seen: Seen): readonly Node[] =>
  nodes(seen, 'mapi').filter(({ node }) => node !== 'vip');

/** Whether our own account was refused by NTLM through the common name where every front end let it in. */
export const refusedOnlyThroughDevice = reading((seen: Seen): Truth => {
  const status = ({ key }: Node): number | undefined => seen.number(`mapi[${key}].ntlmStatus`);
  const through = throughCommonName(seen).flatMap((node) => status(node) ?? []);
  const direct = onNodes(seen).filter((node) => status(node) !== undefined);
  if (through.length === 0 || direct.length === 0) return undefined;
  if (!through.includes(401)) return false;
  return direct.some((node) => status(node) !== 200) ? false : coversEveryFrontEnd(seen, direct) || undefined;
});
/** Whether these looks hold one of every front end that is known; the device may lead to the one that is missing. */
export const coversEveryFrontEnd = (seen: Seen, looks: readonly Node[]): boolean =>
  frontEnds(seen).every((server) => looks.some(({ node }) => node === server));
/** Whether we saw the device give requests of one connection of ours to several connections behind it. */
export const splitOnTheWire = reading((seen: Seen): Truth => {
  const known = throughCommonName(seen).flatMap(({ key }) => seen.flag(`mapi[${key}].sameConnection`) ?? []);
  return known.length === 0 ? undefined : known.includes(false);
});
/** Whether the device does so, by our own look or as told. */
export const splitsConnections = reading(
  (seen: Seen): Truth => either(splitOnTheWire(seen), not(seen.flag('path.keepsConnection'))),
);
/** Whether Extended Protection is set to require on a front end's /mapi or /rpc, where a device that ends TLS fails by that. */
export const protectionRequired = reading(
  (seen: Seen): Truth =>
    seen.some('iis', (key) =>
      /\/default web site\/(mapi|rpc|ews)$/i.test(key)
        ? seen.is(`iis[${key}].extendedProtection`, 'require')
        : false,
    ),
);
export const switchingProtectionOffCures: SignBody = {
  when: (seen) =>
    any(
      tried(seen, ['extended-protection-off', 're-encrypt'], 'cured'),
      all(
        seen.has('timeline.after', 'extended-protection'),
        tried(seen, ['extended-protection-off'], 'nothing') !== true,
      ),
    ),
  says: () => 'It came with Extended Protection, or went with it.',
  shown: { 'tried[]': [{ what: 'extended-protection-off', result: 'cured' }] },
  cleared: {
    'tried[]': [{ what: 'extended-protection-off', result: 'nothing' }],
    'timeline.after': ['gateway-change'],
  },
};

const gateways =
  /\b(ISA|TMG|UAG|WAP|F5 APM|APM|NetScaler AAA)\b|web application proxy|forefront|threat management|app(lication)? proxy|preauth/i;
/** Whether the product is one that signs people in before it passes them on. */
export const preAuthenticates = (seen: Seen): Truth => {
  const product = seen.text('path.product');
  return product === undefined || product === '' || seen.is('path.preAuthentication', 'none') === true
    ? undefined
    : gateways.test(product);
};
