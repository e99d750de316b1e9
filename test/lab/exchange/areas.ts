import type { IisDirectory } from '../world.ts';
import { autodiscoverFrontEnd, autodiscoverJson, autodiscoverLegacy } from './autodiscover.ts';
import type { Answer, Call, SignedCall } from './call.ts';
import { ewsFrontEnd, ewsLegacy } from './ews.ts';
import { type Exchange, iisDirectory } from './exchange.ts';

import type { Locate } from './locations.ts';
import { mapiFrontEnd } from './mapi.ts';
import type { Sessions } from './mapi-sessions.ts';
import { rpcFrontEnd } from './rpc-front-end.ts';
import { rpcProxy } from './rpc-proxy.ts';

export type ProxyProtocol = 'Autodiscover' | 'Mapi' | 'Ews' | 'Oab' | 'RpcHttp';

/** What this process keeps between requests; a recycle loses it. */
export interface Kept {
  readonly locate: Locate;
  readonly sessions: Sessions;
}
export interface Area {
  readonly directory: IisDirectory;
  /** Where its HttpProxy lines go. */
  readonly protocol?: ProxyProtocol;
  /** Answers anybody, before authentication; undefined for the other requests. */
  readonly anonymous?: (call: Call) => Answer | undefined;
  readonly signed: (call: SignedCall) => Promise<Answer>;
}

const page = (status: number, body: string): Answer => ({
  status,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
  body,
});
const notFound = page(404, '<h1>404 - File or directory not found.</h1>');

/** The component of Managed Availability behind each health page. */
const components: Readonly<Record<string, string>> = {
  autodiscover: 'autodiscoverproxy',
  ecp: 'ecpproxy',
  ews: 'ewsproxy',
  mapi: 'mapiproxy',
  'microsoft-server-activesync': 'activesyncproxy',
  oab: 'oabproxy',
  owa: 'owaproxy',
  rpc: 'rpcproxy',
};

/** What anybody may ask of this server outside its directories: health pages, which 2010 does not have, and nothing else. */
export function openPages(call: Call, { server, legacy }: Exchange): Answer | undefined {
  const [, area = ''] = /^\/([^/]+)\/healthcheck\.htm$/i.exec(call.path) ?? [];
  const component = components[area.toLowerCase()];
  if (component !== undefined && !legacy) {
    const states = new Map(
      Object.entries(server.components).map(([name, state]) => [name.toLowerCase(), state]),
    );
    const active = [component, 'serverwideoffline'].every(
      (name) => (states.get(name) ?? 'active') === 'active',
    );
    return active ? page(200, `200 OK<br/>${server.fqdn.toUpperCase()}`) : page(503, 'Service Unavailable');
  }
  return component === undefined ? undefined : notFound;
}

/** The directory of IIS that a path belongs to, with what answers there; undefined where there is none. */
export function areaOf(path: string, exchange: Exchange, kept: Kept): Area | undefined {
  const name = path.split('/')[1]?.toLowerCase();
  if (name !== 'autodiscover' && name !== 'mapi' && name !== 'ews' && name !== 'oab' && name !== 'rpc')
    return undefined;
  const directory = iisDirectory(exchange.server, name);
  if (directory === undefined) return undefined;
  const made = (rest: Omit<Area, 'directory'>): Area => ({ directory, ...rest });
  switch (name) {
    case 'autodiscover':
      return exchange.legacy
        ? made({ signed: (call) => autodiscoverLegacy(call, exchange) })
        : made({
            protocol: 'Autodiscover',
            anonymous: (call) =>
              /^\/autodiscover\/autodiscover\.json/i.test(call.path)
                ? autodiscoverJson(call, exchange)
                : undefined,
            signed: (call) => autodiscoverFrontEnd(call, exchange, kept.locate),
          });
    case 'mapi':
      return exchange.legacy
        ? undefined
        : made({
            protocol: 'Mapi',
            signed: (call) => mapiFrontEnd(call, exchange, kept.locate, kept.sessions),
          });
    case 'ews':
      return made({
        ...(exchange.legacy ? {} : { protocol: 'Ews' as const }),
        signed: (call) =>
          exchange.legacy ? ewsLegacy(call, exchange) : ewsFrontEnd(call, exchange, kept.locate),
      });
    case 'oab':
      return made({
        ...(exchange.legacy ? {} : { protocol: 'Oab' as const }),
        signed: async (call) => oab(call, exchange),
      });
    case 'rpc':
      return exchange.legacy
        ? made({ signed: async (call) => rpcProxy(call) })
        : made({ protocol: 'RpcHttp', signed: (call) => rpcFrontEnd(call, exchange, kept.locate) });
  }
}

function oab(call: SignedCall, { world, server }: Exchange): Answer {
  if (!/\/oab\.xml$/i.test(call.path) || server.addressBookAt === false) return notFound;
  return {
    status: 200,
    headers: [
      ['Content-Type', 'application/xml'],
      ['Last-Modified', new Date(server.addressBookAt).toUTCString()],
    ],
    body: `<?xml version="1.0" encoding="utf-8"?><OAB><OAL id="${world.organisation.name}" dn="/" name="\\Default Offline Address Book"><Full seq="1" ver="32" size="0" uncompressedsize="0" SHA="">data.lzx</Full></OAL></OAB>`,
  };
}
