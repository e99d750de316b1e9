import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Server } from '../world.ts';
import type { Answer, ProxyTrace, SignedCall } from './call.ts';
import { delegationHeader, speakFor } from './delegation.ts';
import { type Exchange, isLegacy } from './exchange.ts';
import { failureContext } from './failure-context.ts';

type Way = Pick<ProxyTrace, 'anchor' | 'routingHint'>;

/** The 2010 server that answers for a mailbox there: itself when it has the client access role, else another one that has. */
export const clientAccessServerOf = ({ world }: Exchange, home: Server): Server =>
  home.roles.includes('cas')
    ? home
    : (world.servers.find((each) => isLegacy(each) && each.roles.includes('cas')) ?? home);

/** Asks the 2010 server for the caller, over a connection of its own, and hands on what it says. */
export async function proxyDownLevel(
  call: SignedCall,
  exchange: Exchange,
  target: Server,
  way: Way,
  path: string,
): Promise<Answer> {
  const trace = { ...way, targetServer: target.fqdn, targetBuild: target.build, downLevel: true };
  const place = await exchange.ask('dial', { server: target.name, listener: 'https' });
  try {
    if (place === null) throw new Error(`${target.fqdn} is down`);
    const reply = await sendOn(call, exchange, target, place, path);
    const kept = ['location', 'content-type'].flatMap((name) => {
      const value = reply.headers[name];
      return typeof value === 'string'
        ? [[name === 'location' ? 'Location' : 'Content-Type', value] as const]
        : [];
    });
    return {
      status: reply.status,
      headers: [
        ...kept,
        ['X-CalculatedBETarget', target.fqdn.toLowerCase()],
        ...(reply.status === 200 ? [] : [['X-BackEndHttpStatus', String(reply.status)] as const]),
      ],
      body: reply.body,
      ...(reply.headers['x-lab-ticket'] === 'InvalidToken' ? { invalidToken: true } : {}),
      ...(reply.statusMessage === undefined ? {} : { reason: reply.statusMessage }),
      trace: { ...trace, backEndStatus: reply.status },
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      status: 503,
      headers: [
        ['X-CalculatedBETarget', target.fqdn.toLowerCase()],
        failureContext({
          point: 'FrontEnd',
          status: 503,
          error: 'Service Unavailable',
          webException: 'ConnectFailure',
        }),
      ],
      trace: {
        ...trace,
        errors: `WebExceptionStatus=ConnectFailure;WebException=System.Net.WebException: ${why};`,
      },
    };
  }
}

interface Reply {
  readonly status: number;
  readonly statusMessage: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function sendOn(
  call: SignedCall,
  exchange: Exchange,
  target: Server,
  place: string,
  path: string,
): Promise<Reply> {
  const [host, port] = place.split(':');
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host,
        port,
        path,
        method: call.method,
        servername: target.fqdn,
        // Exchange accepts whatever certificate an internal server has, and speaks to 2008 R2 by TLS 1.0.
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
        agent: false,
        timeout: 60_000,
        headers: {
          Host: target.fqdn,
          'Content-Type': call.headers['content-type'] ?? 'text/xml; charset=utf-8',
          'Content-Length': call.body.length,
          'User-Agent': call.headers['user-agent'] ?? '',
          'X-Forwarded-For': call.clientIp,
          ...anchorOf(call),
          [delegationHeader]: speakFor(call.caller, exchange),
        },
      },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 502,
            statusMessage: reply.statusMessage,
            headers: reply.headers,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`${target.fqdn} did not answer within 60 s`)));
    sent.on('error', reject);
    sent.end(call.body);
  });
}

const anchorOf = ({ headers }: SignedCall): Readonly<Record<string, string>> => {
  const anchor = headers['x-anchormailbox'];
  return typeof anchor === 'string' ? { 'X-AnchorMailbox': anchor } : {};
};
