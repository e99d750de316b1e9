import type { Answer, Call, ProxyTrace, SignedCall } from './call.ts';
import { clientAccessServerOf, proxyDownLevel } from './down-level.ts';
import { type Exchange, iisDirectory, isLegacy, livesHere, published, serverNamed } from './exchange.ts';
import type { Locate } from './locations.ts';
import { readPox, writePox, writePoxError } from './pox.ts';
import { redirectToAddress, settingsAnswer } from './settings-answer.ts';

const plain = /^\/autodiscover\/autodiscover\.xml$/i;
const explicit = /^\/autodiscover\/([^/]+@[^/]+)\/autodiscover\.xml$/i;

/** What a 2013 or later front end answers at /autodiscover: it asks the back end, or the 2010 server, on which it believes the anchor to live. */
export async function autodiscoverFrontEnd(
  call: SignedCall,
  exchange: Exchange,
  locate: Locate,
): Promise<Answer> {
  const way = wayOf(call);
  if (way === undefined) return notFound;
  const pool = iisDirectory(exchange.server, 'autodiscover')?.pool ?? '';
  const home =
    serverNamed(exchange.world, (await locate(pool, way.anchor)) ?? exchange.server.name) ?? exchange.server;
  if (isLegacy(home))
    return proxyDownLevel(
      call,
      exchange,
      clientAccessServerOf(exchange, home),
      way,
      '/autodiscover/autodiscover.xml',
    );
  const answer = await pox(call, exchange);
  return {
    ...answer,
    headers: [
      ...answer.headers,
      ['X-CalculatedBETarget', home.fqdn.toLowerCase()],
      ['X-DiagInfo', home.name.toUpperCase()],
      ['X-BEServer', home.name.toUpperCase()],
    ],
    trace: {
      ...way,
      targetServer: home.fqdn,
      targetBuild: home.build,
      backEndStatus: answer.status,
      downLevel: false,
    },
  };
}

/** What a 2010 client access server answers: it knows no explicit logon and sends moved mailboxes to the newer servers. */
export const autodiscoverLegacy = async (call: SignedCall, exchange: Exchange): Promise<Answer> =>
  plain.test(call.path) ? pox(call, exchange) : notFound;

/** Autodiscover V2: where a protocol's URL is told to anybody. */
export function autodiscoverJson(call: Call, { server }: Exchange): Answer {
  const protocol = call.query.get('Protocol');
  const email = call.query.get('Email');
  const said = (status: number, body: Readonly<Record<string, string>>): Answer => ({
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: JSON.stringify(body),
  });
  const wrong = (ErrorCode: string, ErrorMessage: string) => said(400, { ErrorCode, ErrorMessage });
  if (protocol === null || protocol === '')
    return wrong(
      'MandatoryParameterMissing',
      'A valid value must be provided for the query parameter ‘Protocol’',
    );
  if (email === null || !email.includes('@'))
    return wrong('InvalidUserId', 'A valid smtp address must be provided');
  const ews = published(server, 'ews')?.externalUrl ?? '';
  const urls: Readonly<Record<string, string | undefined>> = {
    autodiscoverv1: published(server, 'autodiscover')?.externalUrl,
    ews,
    activesync: ews.replace(/\/EWS\/.*$/i, '/Microsoft-Server-ActiveSync'),
  };
  const url = urls[protocol.toLowerCase()];
  return url === undefined
    ? wrong('InvalidProtocol', `The given protocol value ‘${protocol}’ is invalid.`)
    : said(200, { Protocol: protocol, Url: url });
}

const notFound: Answer = { status: 404, headers: [['Content-Type', 'text/html']], body: '404 - not found' };

/** Which anchor decides the back end: an explicit logon in the URL, the header, else the caller himself. */
function wayOf(call: SignedCall): Pick<ProxyTrace, 'anchor' | 'routingHint'> | undefined {
  const logon = explicit.exec(call.path)?.[1];
  if (logon !== undefined)
    return { anchor: `Smtp~${decoded(logon).toLowerCase()}`, routingHint: 'ExplicitLogon-SMTP' };
  if (!plain.test(call.path)) return undefined;
  const header = call.headers['x-anchormailbox'];
  if (typeof header === 'string' && header.includes('@'))
    return { anchor: `Smtp~${header.toLowerCase()}`, routingHint: 'AnchorMailboxHeader-SMTP' };
  return { anchor: `Sid~${call.caller.account.sid}`, routingHint: 'WindowsIdentity' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text; // a stray % is taken as it stands
    throw error;
  }
}

async function pox(call: SignedCall, exchange: Exchange): Promise<Answer> {
  const { server, world } = exchange;
  const xml = (body: string): Answer => ({
    status: 200,
    headers: [
      ['Cache-Control', 'private'],
      ['Content-Type', 'text/xml; charset=utf-8'],
    ],
    body,
  });
  const error = (code: number) => xml(writePoxError(code, call.now, server.name));
  if (call.method !== 'POST') return error(600);
  const asked = readPox(call.body);
  if (asked.kind === 'wrong') return error(asked.code);
  const found = await exchange.ask('locate', {
    anchor: asked.anchor,
    domainController: server.domainController,
  });
  if (found === null || found.kind === 'none') return error(500);
  if (!livesHere(found)) {
    const target = world.mailboxes.find(({ guid }) => guid === found.guid)?.targetAddress;
    return target === undefined ? error(501) : xml(writePox(redirectToAddress(target)));
  }
  const home = serverNamed(world, found.server);
  if (home === undefined) return error(501);
  if (exchange.legacy && !isLegacy(home))
    return {
      status: 302,
      headers: [
        [
          'Location',
          published(home, 'autodiscover')?.internalUrl ??
            `https://${home.fqdn}/autodiscover/autodiscover.xml`,
        ],
        ['Content-Type', 'text/html; charset=utf-8'],
      ],
      body: '<html><head><title>Object moved</title></head><body><h2>Object moved</h2></body></html>',
    };
  return xml(
    writePox(
      settingsAnswer(exchange, found, home, {
        mapiHttp: Number(call.headers['x-mapihttpcapability'] ?? 0) >= 1,
        exHttp: /\bExHttpInfo\b/i.test(String(call.headers['x-clientcanhandle'] ?? '')),
      }),
    ),
  );
}
