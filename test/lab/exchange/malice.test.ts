import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { curl, curlIsHere } from './curl.ts';
import { isBind, readConnect } from './mapi-bodies.ts';
import { readPox } from './pox.ts';
import { type StartedWorld, startWorld } from './started-world.ts';

describe('readers of foreign bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 120 }).map((each) => Buffer.from(each));

  test('no bytes make one throw', () => {
    fc.assert(
      fc.property(bytes, (body) => {
        readPox(body);
        readConnect(body);
        isBind(body);
      }),
    );
  });

  test('no XML makes the POX reader throw, nor find what was not asked', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'Autodiscover',
      'Request',
      '&x;',
      '<!DOCTYPE a [',
      ']>',
      '"',
      'xmlns=',
      '<__proto__>',
      '<![CDATA[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(readPox(Buffer.from(pieces.join(''))).kind).toBe('wrong');
      }),
    );
  });

  test('a Bind is 45 bytes with a STAT, 9 without, and nothing else', () => {
    const [withStat, without] = [Buffer.alloc(45), Buffer.alloc(9)];
    withStat.writeUInt8(0xff, 4);
    expect([
      isBind(withStat),
      isBind(without),
      isBind(withStat.subarray(1)),
      isBind(Buffer.alloc(45)),
    ]).toEqual([true, true, false, false]);
  });
});

(curlIsHere() ? describe : describe.skip)('faults of the world (needs curl with NTLM)', () => {
  let started: StartedWorld;
  const server = (name: string, ...faults: readonly object[]) => ({ name, exchange: '2016', faults });
  beforeAll(async () => {
    started = await startWorld({
      organisation: { domain: 'corp.local' },
      servers: [
        { name: 'ex16a', exchange: '2016', delays: { roundTripMs: 40 } },
        server('connects', { on: 'https', does: 'stall-in-connect' }),
        server('tls', { on: 'https', does: 'stall-in-tls' }),
        server('noise', { on: 'https', does: 'garbage-in-tls' }),
        server(
          'paths',
          { on: 'https/mapi/nspi', does: 'stall-in-headers' },
          { on: 'https/autodiscover', does: 'huge-xml' },
          { on: 'https/ews', does: 'entities' },
          { on: 'https/oab', does: 'redirect-away' },
          { on: 'https/mapi/emsmdb', does: 'status', status: 503 },
        ),
        {
          name: 'stopped',
          exchange: '2016',
          pools: [{ name: 'MSExchangeMapiFrontEndAppPool', state: 'stopped' }],
        },
        { name: 'foreign', exchange: '2016', certificate: { issuer: 'foreign' } },
        // Last, since its port is free again and could be given to another.
        server('refuses', { on: 'https', does: 'refuse' }),
      ],
    });
  });
  afterAll(() => started.end());
  const ask = (name: string, path: string, ...further: readonly string[]) =>
    curl(
      { host: `${name}.corp.local`, port: started.portOf(name), path, ca: started.ca },
      '-m',
      '2',
      ...further,
    );
  const signedIn = ['--ntlm', '-u', 'CORP\\svc-popupdesk:Popup-Desk-Lab-1!'];

  test.each([
    ['refuses', 7],
    ['connects', 28],
    ['tls', 28],
    ['noise', 35],
    ['foreign', 60],
  ])('%s ends curl with %i', async (name, exit) => {
    expect((await ask(name, '/mapi/nspi/', '-m', '1')).exit).toBe(exit);
  });

  test('paths stall, swell, redirect and fail on their own', async () => {
    expect((await ask('paths', '/mapi/nspi/')).exit).toBe(28);
    const huge = await ask('paths', '/autodiscover/autodiscover.xml', ...signedIn);
    expect(huge.body.length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await ask('paths', '/ews/exchange.asmx', ...signedIn)).body).toContain('<!ENTITY');
    expect((await ask('paths', '/oab/oab.xml')).headers.get('location')?.[0]).toMatch(
      /^https:\/\/(?!.*corp\.local)/,
    );
    expect((await ask('paths', '/mapi/emsmdb/')).status).toBe(503);
    expect((await ask('paths', '/mapi/healthcheck.htm')).status).toBe(200);
  });

  test('a stopped pool is answered by http.sys, without a trace of Exchange', async () => {
    const answer = await ask('stopped', '/mapi/nspi/');
    expect([answer.status, answer.headers.get('server'), answer.headers.has('x-feserver')]).toEqual([
      503,
      ['Microsoft-HTTPAPI/2.0'],
      false,
    ]);
  });

  test('an injected round trip is paid in connect, in TLS and in each request', async () => {
    await ask('ex16a', '/autodiscover/autodiscover.xml', ...signedIn);
    const lines = started.accessLog().filter((line) => line.server === 'ex16a' && line.kind === 'http');
    const [last] = lines.slice(-1);
    // connect, TLS 1.2 (two), then type 1 and type 3: four and a half round trips when the last request has arrived.
    expect(last?.status).toBe(200);
    expect(Number(last?.sinceConnect)).toBeGreaterThanOrEqual(4 * 40);
  });

  test('garbage on an open TLS connection leaves the process alive', async () => {
    const port = started.portOf('ex16a');
    const ca = readFileSync(started.ca);
    const say = (bytes: Uint8Array) =>
      new Promise<void>((resolve) => {
        const socket = connect({ host: '127.0.0.1', port, ca, servername: 'ex16a.corp.local' }, () =>
          socket.end(bytes),
        );
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
      });
    const { pid } = started.server('ex16a').pools()[0] ?? { pid: 0 };
    const token = fc
      .tuple(
        fc.constantFrom('TlRMTVNTUAABAAAA', 'TlRMTVNTUAADAAAA', 'YII', ''),
        fc.base64String({ maxLength: 200 }),
      )
      .map((parts) => parts.join(''));
    const spoken = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .tuple(
          fc.constantFrom('NTLM', 'Negotiate', 'Basic', 'x'),
          token,
          fc.constantFrom('/mapi/nspi/', '/autodiscover/%zz@b/autodiscover.xml', '/oab/', '/%'),
        )
        .map(([scheme, value, path]) =>
          Buffer.from(
            `GET ${path} HTTP/1.1\r\nHost: a\r\nCookie: MapiContext=;;=\r\nAuthorization: ${scheme} ${value}\r\nConnection: close\r\n\r\n`,
          ),
        ),
    );
    await fc.assert(fc.asyncProperty(spoken, say), { numRuns: 30 });
    expect((await ask('ex16a', '/mapi/healthcheck.htm')).status).toBe(200);
    expect(process.kill(pid, 0)).toBe(true);
  }, 60_000);
});
