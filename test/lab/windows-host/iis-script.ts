import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { overlay } from '../world/overlay.ts';
import type { IisDirectory, Server } from '../world.ts';

const backEnd = 'back-end/';
const printed = ({ path, enabled: _, ...settings }: IisDirectory) => ({
  site: path.startsWith(backEnd) ? 'Exchange Back End' : 'Default Web Site',
  path: path.startsWith(backEnd) ? path.slice(backEnd.length) : path,
  ...settings,
});

/** The directories that IIS serves now, and those of each snapshot: as now, overlaid by what the world says was different. */
export function iisConfiguration({ iis, iisHistory, createdAt }: Server) {
  const served = iis.filter(({ enabled }) => enabled);
  const history = iisHistory
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ at, iis: then }) => ({
      at,
      directories: served.map((each) =>
        printed(
          overlay(
            each,
            then.find(({ path }) => path === each.path),
          ),
        ),
      ),
    }));
  return {
    writtenAt: history.at(-1)?.at ?? createdAt,
    directories: served.map(printed),
    history,
  };
}

/** Every https binding: by default the web site's certificate on 443, and on 444 the one that setup made for itself. */
export function certificateBindings({ name, exchange, bindings }: Server, chain: string) {
  const old = exchange === '2007' || exchange === '2010';
  const ports = old
    ? [['443', 'Default Web Site', 'web'] as const]
    : [['443', 'Default Web Site', 'web'] as const, ['444', 'Exchange Back End', 'own'] as const];
  return ports.map(([port, site, usual]) => {
    const state = bindings[port] ?? usual;
    return { site, port: Number(port), host: '', ...certificateOf(state, `${name} ${port}`, chain) };
  });
}

function certificateOf(state: 'web' | 'own' | 'lost' | 'none', made: string, chain: string) {
  if (state === 'none') return { thumbprint: '', sha256: null, inStore: false };
  if (state === 'web') {
    const certificate = new X509Certificate(readFileSync(chain));
    const plain = (print: string) => print.replaceAll(':', '');
    return {
      thumbprint: plain(certificate.fingerprint),
      sha256: plain(certificate.fingerprint256).toLowerCase(),
      inStore: true,
    };
  }
  const hash = (name: string) => createHash(name).update(`${made} ${state}`).digest('hex');
  const inStore = state === 'own';
  return { thumbprint: hash('sha1').toUpperCase(), sha256: inStore ? hash('sha256') : null, inStore };
}
