import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { runServer, type ServerSurroundings } from '../control.ts';
import { answerFaulty, requestFault } from '../faults.ts';
import type { Fault } from '../world.ts';
import { answerCall } from './answering.ts';
import { authenticator } from './authenticate.ts';
import type { Answer, Call } from './call.ts';
import { type Exchange, isLegacy, serverNamed } from './exchange.ts';
import { locationCache } from './locations.ts';
import { openSessions } from './mapi-sessions.ts';
import { recorder } from './record.ts';
import { openSecureHttp, type SecureConnection } from './secure-http.ts';

const largestBody = 4 * 1024 * 1024;

runServer(async (surroundings) => {
  const exchange = exchangeOf(surroundings);
  const { specification, accessLog, ports } = surroundings;
  const { server } = exchange;
  const kept = {
    locate: locationCache(exchange, specification.coldPools, Date.now),
    sessions: openSessions(),
  };
  const authenticate = authenticator(exchange);
  const record = recorder(exchange, specification.logs, accessLog);

  const serve = async (request: IncomingMessage, response: ServerResponse, connection: SecureConnection) => {
    const began = performance.now();
    const call = await readCall(request, exchange);
    const note = (answer: Answer) => record(call, connection, began, { answer });
    if (server.delays.answerMs > 0) await wait(server.delays.answerMs);
    const fault = requestFault(server.faults, 'https', call.path);
    if (fault !== undefined && !waitsForLogon(fault)) {
      note({ status: statusOf(fault), headers: [] });
      answerFaulty(fault, `https://${call.host}${call.path}`, response);
      return;
    }
    if (call.body.length > largestBody) return await send(response, tooLarge, note);
    const answered = await answerCall(call, connection, exchange, kept, authenticate);
    record(call, connection, began, answered);
    if (fault !== undefined && answered.answer.status !== 401) answerFaulty(fault, call.path, response);
    else await send(response, answered.answer, () => undefined);
  };

  const listener = await openSecureHttp({
    server,
    certificate: specification.certificate,
    ...(ports.https === undefined ? {} : { port: ports.https }),
    log: accessLog,
    onRequest: (request, response, connection) => {
      serve(request, response, connection).catch((error: unknown) => {
        // One request that fails, the client gone or the lab's directory away, is no end of the server.
        if (!request.destroyed) process.stderr.write(`${server.name}: ${String(error)}\n`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  });
  return { https: listener.port };
});

function exchangeOf({ specification, world, ask }: ServerSurroundings): Exchange {
  const server = serverNamed(world, specification.server);
  if (server === undefined) throw new Error(`the world ${world.name} has no server ${specification.server}`);
  const ca = readFileSync(specification.ca, 'utf8');
  return {
    world,
    server,
    legacy: isLegacy(server),
    ask,
    ca,
    stoppedPools: new Set(
      specification.pools.filter(({ state }) => state === 'stopped').map(({ name }) => name.toLowerCase()),
    ),
    fullPools: new Set(
      specification.pools
        .filter(({ queued, queueLimit }) => queued >= queueLimit)
        .map(({ name }) => name.toLowerCase()),
    ),
    trust: `${specification.worldFile}\n${world.start}\n${ca}`,
  };
}

async function readCall(request: IncomingMessage, { server }: Exchange): Promise<Call> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= largestBody + 1) parts.push(part);
  }
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const search = at < 0 ? '' : url.slice(at);
  return {
    requestId: randomUUID(),
    method: request.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    search,
    query: new URLSearchParams(search),
    headers: request.headers,
    host: request.headers.host ?? server.fqdn,
    clientIp: request.socket.remoteAddress ?? '127.0.0.1',
    body: size > largestBody ? Buffer.alloc(largestBody + 1) : Buffer.concat(parts),
    now: new Date(Date.now() + server.clockSkewSeconds * 1000),
  };
}

const tooLarge: Answer = { status: 413, substatus: 0, headers: [['Connection', 'close']] };

/** Answers with a bad body are given to whoever signed in, like the good ones whose place they take. */
const waitsForLogon = ({ does }: Fault): boolean =>
  does === 'stall-in-body' || does === 'huge-xml' || does === 'entities' || does === 'garbage';
const statusOf = ({ does, status }: Fault): number =>
  does === 'stall-in-headers' ? 0 : does.startsWith('redirect') ? 302 : (status ?? 503);

async function send(response: ServerResponse, answer: Answer, note: (answer: Answer) => void): Promise<void> {
  note(answer);
  response.statusCode = answer.status;
  if (answer.reason !== undefined) response.statusMessage = answer.reason;
  const names = new Set(answer.headers.map(([name]) => name));
  for (const name of names) {
    const values = answer.headers.filter(([each]) => each === name).map(([, value]) => value);
    response.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  }
  if (answer.chunks === undefined) {
    const body = answer.body ?? '';
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.end(body);
    return;
  }
  for (const chunk of answer.chunks) {
    response.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
