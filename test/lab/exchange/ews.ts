import type { Answer, ProxyTrace, SignedCall } from './call.ts';
import { clientAccessServerOf, proxyDownLevel } from './down-level.ts';
import { type Exchange, iisDirectory, isLegacy, livesHere, serverNamed } from './exchange.ts';
import type { Locate } from './locations.ts';

const service = /^\/ews\/exchange\.asmx$/i;
const notFound: Answer = {
  status: 404,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
  body: '<h1>404 - File or directory not found.</h1>',
};
const page: Answer = {
  status: 200,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
  body: '<html><head><title>Service</title></head><body>Exchange.asmx</body></html>',
};

/** What a 2013 or later front end answers at /EWS: by the mailbox in X-AnchorMailbox, else the caller's own, wherever it believes that to live. */
export async function ewsFrontEnd(call: SignedCall, exchange: Exchange, locate: Locate): Promise<Answer> {
  if (!service.test(call.path)) return notFound;
  if (call.method === 'GET') return page;
  const way = wayOf(call);
  const pool = iisDirectory(exchange.server, 'ews')?.pool ?? '';
  const home =
    serverNamed(exchange.world, (await locate(pool, way.anchor)) ?? exchange.server.name) ?? exchange.server;
  if (isLegacy(home))
    return proxyDownLevel(call, exchange, clientAccessServerOf(exchange, home), way, call.path);
  const answer = operation(call, exchange);
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

/** What a 2010 server answers: nothing about a mailbox that it does not hold, whoever passed the question on (KB3196518). */
export async function ewsLegacy(call: SignedCall, exchange: Exchange): Promise<Answer> {
  if (!service.test(call.path)) return notFound;
  if (call.method === 'GET') return page;
  const { anchor } = wayOf(call);
  const { domainController } = exchange.server;
  const found = await exchange.ask('locate', { anchor, domainController });
  const home = found === null || !livesHere(found) ? undefined : serverNamed(exchange.world, found.server);
  return home !== undefined && !isLegacy(home)
    ? fault(exchange, 'ErrorInternalServerError', 'An internal server error occurred. The operation failed.')
    : operation(call, exchange);
}

function wayOf({ headers, caller }: SignedCall): Pick<ProxyTrace, 'anchor' | 'routingHint'> {
  const header = headers['x-anchormailbox'];
  return typeof header === 'string' && header.includes('@')
    ? { anchor: `Smtp~${header.toLowerCase()}`, routingHint: 'AnchorMailboxHeader-SMTP' }
    : { anchor: `Sid~${caller.account.sid}`, routingHint: 'WindowsIdentity' };
}

/** The one operation that the lab knows; everything else fails its schema. */
function operation({ body }: SignedCall, exchange: Exchange): Answer {
  if (!/<(\w+:)?GetServerTimeZones[\s>]/.test(body.toString('utf8')))
    return fault(exchange, 'ErrorSchemaValidation', 'The request failed schema validation.');
  return {
    status: 200,
    headers: [['Content-Type', 'text/xml; charset=utf-8']],
    body: envelope(
      exchange,
      '<m:GetServerTimeZonesResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages><m:GetServerTimeZonesResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:TimeZoneDefinitions><t:TimeZoneDefinition Id="UTC" Name="(UTC) Coordinated Universal Time"/></m:TimeZoneDefinitions></m:GetServerTimeZonesResponseMessage></m:ResponseMessages></m:GetServerTimeZonesResponse>',
    ),
  };
}

const fault = (exchange: Exchange, code: string, says: string): Answer => ({
  status: 500,
  headers: [['Content-Type', 'text/xml; charset=utf-8']],
  body: envelope(
    exchange,
    `<s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode><faultstring>${says}</faultstring></s:Fault>`,
  ),
});

function envelope({ server }: Exchange, body: string): string {
  const [major = '', minor = '', build = '', revision = ''] = server.build.split('.');
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${build}" MinorBuildNumber="${revision}" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}
