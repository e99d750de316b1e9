import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { httpExecutor } from '../../../services/worker/executor.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function executor(answer: (body: string, request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => answer(body, request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return httpExecutor(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}
const call = {
  host: 'ex10a',
  script: 'get-hotfixes',
  parameters: { a: 1 },
  signal: new AbortController().signal,
};

describe('running a script on a Windows host', () => {
  test('posts the call and gives the output', async () => {
    const { run } = await executor((body, request, response) => {
      response.end(
        JSON.stringify({
          ok: true,
          output: { method: request.method, url: request.url, ...JSON.parse(body) },
        }),
      );
    });
    expect(await run(call)).toEqual({
      method: 'POST',
      url: '/run',
      host: 'ex10a',
      script: 'get-hotfixes',
      parameters: { a: 1 },
    });
  });

  test('a refusal keeps its category and names the right that is needed', async () => {
    const { run } = await executor((_body, _request, response) =>
      response.end(JSON.stringify({ ok: false, category: 'access-denied', message: 'not a member' })),
    );
    await expect(run(call)).rejects.toMatchObject({
      category: 'access-denied',
      message:
        'get-hotfixes on ex10a: not a member; it needs membership of the local Administrators group on ex10a',
    });
  });

  test('a script that is not of the catalogue is never sent', async () => {
    const { run } = await executor(() => {
      throw new Error('was sent');
    });
    for (const script of ['format-disk', 'constructor'])
      await expect(run({ ...call, script })).rejects.toMatchObject({ category: 'no-such-script' });
  });

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['no JSON', (response) => void response.end('<html>'), /not JSON/],
    ['another shape', (response) => void response.end('{"ok":1}'), /no result/],
    ['too much', (response) => void response.end('x'.repeat(4_100_000)), /more than 4000000 bytes/],
    [
      'a redirect',
      (response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' });
        response.end();
      },
      /redirects, which is not followed/,
    ],
    ['nothing', (response) => void response.destroy(), /does not answer/],
  ])('an executor that answers %s is said', async (_what, answer, says) => {
    const { run } = await executor((_body, _request, response) => answer(response));
    await expect(run(call)).rejects.toThrow(says);
  });

  test('a name that is none is never sent', async () => {
    const { run } = await executor(() => {
      throw new Error('was sent');
    });
    await expect(run({ ...call, host: '../ex10a' })).rejects.toMatchObject({ category: 'bad-call' });
    await expect(run({ ...call, script: 'rm -rf' })).rejects.toMatchObject({ category: 'bad-call' });
  });

  test('ends with its signal', async () => {
    const stop = new AbortController();
    const { run } = await executor(() => stop.abort(new Error('enough')));
    await expect(run({ ...call, signal: stop.signal })).rejects.toThrow('enough');
  });
});
