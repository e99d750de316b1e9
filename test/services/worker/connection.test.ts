import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { selfSigned } from '../../../services/worker/certificate.ts';
import { connectGateway, NotEnrolled, NotReached, pauseMs } from '../../../services/worker/connection.ts';

const identity = selfSigned(['localhost'], new Date(), 2);
const answer = z.object({ fine: z.literal(true) });
let serve: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;
let close: () => Promise<void>;
beforeEach(async () => {
  const server = createServer({ cert: identity.certificate, key: identity.key }, (request, response) =>
    serve(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  url = `https://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
});
afterEach(() => close());

function connected(ca = identity.certificate) {
  const states: string[] = [];
  const pauses: number[] = [];
  const connection = connectGateway({
    url,
    ca,
    token: 'pdw1.secret',
    onState: (state) => states.push(state),
    pause: async (ms) => {
      pauses.push(ms);
    },
  });
  return { connection, states, pauses };
}
const { signal } = new AbortController();
const fine = (response: ServerResponse) => response.end('{"fine":true}');

test('goes on asking until it is answered, and says once that it was lost and is back', async () => {
  const failures = [
    (_request: IncomingMessage, response: ServerResponse) => response.destroy(),
    (_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(503);
      response.end('{"says":"the store does not answer"}');
    },
    (_request: IncomingMessage, response: ServerResponse) => response.end('<html>a proxy</html>'),
  ];
  serve = (request, response) => {
    const fails = failures.shift();
    if (fails === undefined) fine(response);
    else fails(request, response);
  };
  const { connection, states, pauses } = connected();
  expect(await connection.persist('/finish', {}, answer, signal)).toEqual({ fine: true });
  expect(pauses).toHaveLength(3);
  expect(states).toEqual(['lost', 'answers']);
  await connection.close();
});
test('gives its token to nobody whose certificate is not the one it was given', async () => {
  const tokens: unknown[] = [];
  serve = (request, response) => {
    tokens.push(request.headers.authorization);
    fine(response);
  };
  const { connection } = connected(selfSigned(['localhost'], new Date(), 2).certificate);
  await expect(connection.post('/claim', {}, answer, signal)).rejects.toThrow(NotReached);
  expect(tokens).toEqual([]);
  await connection.close();
});
test('follows no redirect', async () => {
  const asked: (string | undefined)[] = [];
  serve = (request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: '/elsewhere' });
    response.end();
  };
  const { connection } = connected();
  await expect(connection.post('/claim', {}, answer, signal)).rejects.toThrow('307');
  expect(asked).toEqual(['/claim']);
  await connection.close();
});
test('stops at once when it is not known (any more)', async () => {
  serve = (_request, response) => {
    response.writeHead(401);
    response.end('{"says":"this token is not known here"}');
  };
  const { connection, pauses } = connected();
  await expect(connection.persist('/claim', {}, answer, signal)).rejects.toThrow(NotEnrolled);
  expect(pauses).toEqual([]);
  await connection.close();
});
test('gives up on a gateway that stalls, within its time', async () => {
  serve = () => undefined;
  const { connection } = connected();
  const from = performance.now();
  await expect(connection.post('/claim', {}, answer, signal, 200)).rejects.toThrow(NotReached);
  expect(performance.now() - from).toBeLessThan(1_500);
  await connection.close();
});
test('waits ever longer, half a minute at most', () => {
  for (const failures of [0, 3, 6, 50]) {
    const most = Math.min(30_000, 500 * 2 ** Math.min(failures, 6));
    expect(pauseMs(failures)).toBeGreaterThanOrEqual(most / 2);
    expect(pauseMs(failures)).toBeLessThanOrEqual(most);
  }
});
