import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { converse, type HttpLimits, header, schemesOf } from '../../../services/protocols/http.ts';
import type { Network } from '../../../services/protocols/network.ts';
import { Unreachable } from '../../../services/protocols/unreachable.ts';
import { type Authority, type Identity, makeAuthority } from './certificates.ts';
import { http, networkOf, type Standing, standTcp, standTls } from './standing.ts';

const host = 'mail.contoso.example';
const node = 'ex16a.corp.local';
const limits: HttpLimits = { headersMs: 250, bodyMs: 250, mostBytes: 1_048_576 };
const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'popup-desk-http-'));
const caFile = (pem: string): string => {
  const file = join(folder, 'ca.pem');
  writeFileSync(file, pem);
  return file;
};
let authority: Authority;
let stranger: Authority;
let identity: Identity;
const standing: Standing[] = [];
const stand = async (server: Promise<Standing>): Promise<Standing> => {
  const one = await server;
  standing.push(one);
  return one;
};
const networkTo = (port: number): Network => networkOf(authority, { [`${node}:443`]: port }, caFile);
const ask = (network: Network, path = '/') => {
  const conversation = converse(network, { host, port: 443, through: node }, limits);
  return conversation.ask({ method: 'GET', path }, never).finally(conversation.close);
};
/** How a question ended, and how long that took. */
async function failure(work: Promise<unknown>) {
  const begun = performance.now();
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { error: { phase: error.phase, message: error.message }, ms: performance.now() - begun };
  }
  throw new Error('it was answered, though it should not have been');
}

beforeAll(async () => {
  authority = await makeAuthority('Contoso CA');
  stranger = await makeAuthority('Stranger CA');
  identity = await authority.leaf({ names: [host, 'autodiscover.contoso.example'] });
});
afterEach(async () => {
  await Promise.all(standing.splice(0).map((one) => one.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a node behind a common name', () => {
  test('is dialled by its own name, with the common name in Host and certificate check', async () => {
    let seen = '';
    const server = await stand(
      standTls(identity, (request, socket) => {
        seen = request;
        socket.write(http(401, { 'WWW-Authenticate': ['Negotiate', 'NTLM'], 'X-FEServer': 'EX16A' }));
      }),
    );
    const answer = await ask(networkTo(server.port), '/mapi/nspi/');
    expect(seen).toContain(`Host: ${host}`.toLowerCase().replace('host', 'host'));
    expect(seen.startsWith('GET /mapi/nspi/ HTTP/1.1')).toBe(true);
    expect(schemesOf(answer)).toEqual(['Negotiate', 'NTLM']);
    expect(header(answer, 'x-feserver')).toBe('EX16A');
  });
});

type Handle = (socket: Socket) => void;
const silent: Handle = () => undefined;
const tlsFault = (answer: (socket: Socket) => void) => () =>
  standTls(identity, (_request, socket) => answer(socket));
const faults: readonly (readonly [
  what: string,
  make: () => Promise<Standing>,
  phase: string,
  says: RegExp,
])[] = [
  [
    'says nothing after the connection',
    () => standTcp(silent),
    'tls',
    /no TLS connection: nothing within 0\.25 s$/,
  ],
  [
    'closes the connection at once',
    () => standTcp((socket) => socket.destroy()),
    'tls',
    /no TLS connection: /,
  ],
  [
    'speaks another protocol',
    () => standTcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')),
    'tls',
    /no TLS connection: .*\(ERR_SSL_/,
  ],
  ['never answers', tlsFault(silent), 'headers', /no answer: nothing within 0\.25 s$/],
  ['answers garbage', tlsFault((socket) => socket.write('hello there\r\n\r\n')), 'headers', /no answer: /],
  ['closes instead of answering', tlsFault((socket) => socket.destroy()), 'headers', /no answer: /],
  [
    'stops within the body',
    tlsFault((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')),
    'body',
    /did not come to its end: nothing within 0\.25 s$/,
  ],
  [
    'drips its body for ever',
    tlsFault((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    }),
    'body',
    /did not come to its end: nothing within 0\.25 s$/,
  ],
  [
    'sends 10 MB',
    tlsFault((socket) => socket.write(http(200, { 'Content-Type': 'text/xml' }, 'x'.repeat(10_000_000)))),
    'body',
    /longer than 1048576 bytes$/,
  ],
  [
    'sends endless headers',
    tlsFault((socket) => socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(200_000)}\r\n\r\n`)),
    'headers',
    /no answer: /,
  ],
];

describe('a host that', () => {
  test.each(faults)(
    '%s: one sentence with host and phase, in bounded time',
    async (_what, make, phase, says) => {
      const server = await stand(make());
      const { error, ms } = await failure(ask(networkTo(server.port)));
      expect(error).toEqual({ phase, message: expect.stringMatching(says) });
      expect(error.message).toContain(`${host}:443 at ${node}`);
      expect(ms).toBeLessThan(1_000);
    },
  );

  test('refuses the connection', async () => {
    const server = await standTcp(silent);
    await server.close();
    const { error } = await failure(ask(networkTo(server.port)));
    expect(error).toEqual({
      phase: 'connect',
      message: `${node}:443: no connection: refused (ECONNREFUSED)`,
    });
  });

  test('has no address', async () => {
    const { error } = await failure(
      converse(networkTo(1), { host: 'nowhere.invalid', port: 443 }, limits).ask(
        { method: 'GET', path: '/' },
        never,
      ),
    );
    expect(error).toEqual({
      phase: 'resolve',
      message: expect.stringContaining('nowhere.invalid: its name could not be resolved'),
    });
  });

  const certificates: readonly (readonly [string, () => Promise<Identity>, RegExp])[] = [
    [
      'of another CA',
      () => stranger.leaf({ names: [host] }),
      /the certificate’s (issuer|root) is not trusted/,
    ],
    [
      'for another name',
      () => authority.leaf({ names: ['www.contoso.example'] }),
      /the certificate is for other names/,
    ],
    [
      'that has expired',
      () => authority.leaf({ names: [host], notAfter: new Date(Date.now() - 60_000) }),
      /the certificate has expired/,
    ],
  ];
  test.each(certificates)('shows a certificate %s: nothing is asked of it', async (_what, leaf, says) => {
    let asked = 0;
    const server = await stand(
      standTls(await leaf(), (_request, socket) => {
        asked += 1;
        socket.write(http(200));
      }),
    );
    const { error } = await failure(ask(networkTo(server.port)));
    expect(error).toEqual({ phase: 'tls', message: expect.stringMatching(says) });
    expect(asked).toBe(0);
  });

  describe('does not even take the connection', () => {
    let child: ChildProcess;
    let port = 0;
    const waiting: Socket[] = [];
    beforeAll(async () => {
      child = spawn(process.execPath, [
        '-e',
        'require("net").createServer().listen({port:0,host:"127.0.0.1",backlog:1},function(){console.log(this.address().port)})',
      ]);
      port = await new Promise<number>((resolve) =>
        child.stdout?.once('data', (chunk) => resolve(Number(String(chunk)))),
      );
      // Stopped, it accepts nothing more: once its queue is full, the kernel leaves new connections unanswered.
      child.kill('SIGSTOP');
      for (let filled = 0; filled < 8; filled += 1)
        waiting.push(net.connect(port, '127.0.0.1').on('error', () => undefined));
      await new Promise((resolve) => waiting[0]?.once('connect', resolve));
    });
    afterAll(() => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    });
    test('the wait is bounded', async () => {
      const { error, ms } = await failure(ask(networkTo(port)));
      expect(error).toEqual({
        phase: 'connect',
        message: `${node}:443: no connection: nothing within 0.25 s`,
      });
      expect(ms).toBeLessThan(1_000);
    });
  });
});

describe('a redirect', () => {
  test('is an answer: it is not followed', async () => {
    let asked = 0;
    const server = await stand(
      standTls(identity, (_request, socket) => {
        asked += 1;
        socket.write(http(302, { Location: 'https://evil.example/autodiscover/autodiscover.xml' }));
      }),
    );
    const answer = await ask(networkTo(server.port));
    expect(answer.status).toBe(302);
    expect(asked).toBe(1);
  });
});

describe('a connection that changed between two questions', () => {
  test('shows in the answers', async () => {
    const server = await stand(
      standTls(identity, (_request, socket) => {
        socket.end(http(401, { Connection: 'close' }));
      }),
    );
    const conversation = converse(networkTo(server.port), { host, port: 443, through: node }, limits);
    const first = await conversation.ask({ method: 'GET', path: '/' }, never);
    const second = await conversation.ask({ method: 'GET', path: '/' }, never);
    conversation.close();
    expect([first.connection, second.connection]).toEqual([1, 2]);
  });
});

describe('giving up', () => {
  test('ends the question at once with the reason of who gave up', async () => {
    const server = await stand(standTcp(silent));
    const giver = new AbortController();
    const conversation = converse(networkTo(server.port), { host, port: 443, through: node }, limits);
    const asked = conversation.ask({ method: 'GET', path: '/' }, giver.signal);
    const begun = performance.now();
    giver.abort(new Error('somebody cancelled'));
    await expect(asked).rejects.toThrow('somebody cancelled');
    expect(performance.now() - begun).toBeLessThan(100);
  });
});
