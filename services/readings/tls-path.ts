import { all, any, not, reading, type Seen, type Truth } from '../cause.ts';
import { either } from './mailbox.ts';
import { names } from './sentences.ts';
import { frontEnds, type Node, nodes } from './servers.ts';

interface Pair {
  readonly through: Node;
  readonly direct: Node;
}
/** The same name asked through the common name and on a node, where both certificates were seen. */
const pairs = reading((seen: Seen): readonly Pair[] => {
  const leafs = nodes(seen, 'tls').filter(({ key }) => (seen.text(`tls[${key}].leaf`) ?? '') !== '');
  return leafs
    .filter(({ node }) => node === 'vip')
    .flatMap((through) =>
      leafs
        .filter(({ host, node }) => host === through.host && node !== 'vip')
        .map((direct) => ({ through, direct })),
    );
});
const differ = (seen: Seen, { through, direct }: Pair): boolean =>
  seen.text(`tls[${through.key}].leaf`)?.toLowerCase() !==
  seen.text(`tls[${direct.key}].leaf`)?.toLowerCase();

/**
 * Whether the common name shows another certificate than the servers behind it. One that is like a server's and unlike
 * another's may be passed through to the first, or to one that was not looked at: that leaves it open.
 */
export const leafDiffers = reading((seen: Seen): Truth => {
  const hosts = [...Map.groupBy(pairs(seen), ({ through }) => through.host).values()].map((group) => {
    const each = group.map((pair) => differ(seen, pair));
    const [first] = each;
    if (first === true && group.length < frontEnds(seen).length) {
      const looked = group.map(({ direct }) => direct.node);
      const open = frontEnds(seen).filter((server) => !looked.includes(server));
      if (open.some((server) => seen.flag(`servers[${server}].inPool`) !== false)) return undefined;
    }
    return each.every((one) => one === first) ? first : undefined;
  });
  if (hosts.length === 0) return undefined;
  return any(...hosts);
});
/** Which servers show another certificate than the common name. */
export const serversWithOtherLeaf = (seen: Seen): string =>
  names([
    ...new Set(
      pairs(seen)
        .filter((pair) => differ(seen, pair))
        .map(({ direct }) => direct.node),
    ),
  ]);

/** Whether a device in front ends TLS and goes on without it, or with a session of another certificate. */
export const endsInFront = reading((seen: Seen): Truth => {
  if (seen.is('path.behindDevice', 'http') === true) return true;
  const same = either(seen.flag('path.nodesSameCertificate'), not(leafDiffers(seen)));
  if (same === false && seen.is('path.tlsEndsAt', 'exchange') !== true) return true;
  // A device that opens the session and closes it again with the very same certificate is supported.
  if (seen.is('path.behindDevice', 'https') === true && same === true) return false;
  return any(seen.is('path.tlsEndsAt', 'device'), offloads(seen) === true ? true : undefined);
});

/** Whether a server is set to let TLS end in front of it (SSL offloading of Outlook Anywhere). */
export const offloads = reading((seen: Seen): Truth => {
  const known = seen.keys('vdirs').flatMap((key) => seen.flag(`vdirs[${key}].sslOffloading`) ?? []);
  return known.length === 0 ? undefined : known.includes(true);
});

/** Whether TLS is known to reach Exchange unopened, or as the same certificate. */
export const reachesExchange = reading((seen: Seen): Truth => {
  if (seen.is('path.behindDevice', 'http') === true) return false;
  return any(
    seen.is('path.tlsEndsAt', 'exchange'),
    seen.is('path.behindDevice', 'passthrough'),
    seen.is('path.through', 'direct', 'load-balancer-4'),
    all(not(leafDiffers(seen)), offloads(seen) !== true),
  );
});

const scanners =
  /kaspersky|bitdefender|\beset\b|avast|\bavg\b|sophos|zscaler|fortinet|fortigate|mcafee|trellix|norton|symantec|bluecoat|blue coat|netskope|palo ?alto|trend ?micro|f-secure|withsecure|g ?data|cisco umbrella|forcepoint|watchguard|inspect/i;
/** Whether the certificate that this PC is shown was made by something between: its issuer is not the servers'. */
export const issuerIsForeign = reading((seen: Seen): Truth => {
  const shown = seen.text('client.certificateIssuerSeen');
  if (shown === undefined || shown === '') return undefined;
  if (scanners.test(shown)) return true;
  const real = nodes(seen, 'tls').flatMap(({ key }) => seen.text(`tls[${key}].issuer`) ?? []);
  if (real.length === 0) return undefined;
  return !real.some((issuer) => commonName(issuer) === commonName(shown));
});
const commonName = (name: string): string =>
  (/(?:^|[,/]\s*)CN\s*=\s*([^,/]+)/i.exec(name)?.[1] ?? name).trim().toLowerCase();
