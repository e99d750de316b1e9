import { Resolver } from 'node:dns/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningWorld, runWorld } from './running.ts';

let lab: RunningWorld;
beforeAll(async () => {
  lab = await runWorld({
    servers: [
      { name: 'ex16a' },
      {
        name: 'ex16b',
        certificate: { issuer: 'foreign' },
        pools: [{ name: 'MSExchangeServicesAppPool', state: 'stopped' }],
      },
      {
        name: 'ex16c',
        certificate: { issuer: 'self', names: ['old.corp.local'] },
        inPool: false,
      },
      { name: 'ex16d', faults: [{ on: 'https', does: 'stall-in-connect' }], inPool: false },
      { name: 'ex16e', faults: [{ on: 'https', does: 'stall-in-tls' }], inPool: false },
      { name: 'ex16f', faults: [{ on: 'https', does: 'garbage-in-tls' }], inPool: false },
      {
        name: 'ex16g',
        certificate: { issuer: 'issuing' },
        delays: { roundTripMs: 40 },
        inPool: false,
      },
      {
        name: 'ex10a',
        exchange: '2010',
        certificate: { notAfter: '-P2D' },
        hotfixes: [
          { id: 'kb1', installedOn: '2016-04-12' },
          { id: 'KB2', listed: false, fileVersionOk: false },
        ],
        logs: {
          iis: [
            '{-PT2H} 10.20.0.28 POST /rpc/rpcproxy.dll {sid:anna@contoso.example} 443 - 10.0.0.9 MSRPC - 401 2 5 3',
            { at: '-PT1H', 'cs-method': 'GET', 'cs(User-Agent)': 'two words', 'sc-status': 200 },
          ],
        },
        monitoring: false,
      },
      { name: 'ex10b', exchange: '2010', down: true },
    ],
    webSites: [{ name: 'short.contoso.example', certificate: { issuer: 'issuing', sendsChain: false } }],
    mailboxes: [
      {
        address: 'anna@contoso.example',
        popup: { kind: 'restart' },
        told: [
          { fact: 'timeline.since', value: '-PT2H' },
          { fact: 'client.windows', value: '10', from: 'pasted', source: 'winver' },
        ],
      },
    ],
    dns: [
      { name: 'ex16f.corp.local', error: 'servfail' },
      { name: 'quiet.contoso.example', error: 'timeout' },
      { name: 'alias.contoso.example', cname: 'ex16a.corp.local' },
      { name: 'nobody.contoso.example', a: ['10.99.0.1'] },
      { name: '_autodiscover._tcp.contoso.example', srv: [{ target: 'mail.contoso.example' }] },
    ],
  });
});
afterAll(() => lab.stop());

const shake = (hostPort: string, servername: string, ca: Buffer | undefined = lab.ca) =>
  new Promise<string>((resolve) => {
    const socket = connectTls({ ...lab.at(hostPort), servername, ...(ca ? { ca } : {}) });
    socket.once('secureConnect', () => {
      resolve(`${socket.getProtocol()} ${socket.getPeerCertificate().subject.CN}`);
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

describe('names', () => {
  const resolver = () => {
    const own = new Resolver({ timeout: 300, tries: 1 });
    own.setServers([...lab.places.network.resolvers]);
    return own;
  };
  test.each([
    ['ex16a.corp.local', ['10.20.0.21']],
    ['EX16A.corp.local', ['10.20.0.21']],
    ['mail.contoso.example', ['10.20.0.101']],
    ['alias.contoso.example', ['10.20.0.21']],
  ])('%s has %j', async (name, addresses) => expect(await resolver().resolve4(name)).toEqual(addresses));
  test.each([
    ['unknown.contoso.example', 'ENOTFOUND'],
    ['ex16f.corp.local', 'ESERVFAIL'],
    ['quiet.contoso.example', 'ETIMEOUT'],
  ])('%s is %s', async (name, code) => expect(resolver().resolve4(name)).rejects.toMatchObject({ code }));
  test('services', async () => {
    expect(await resolver().resolveSrv('_autodiscover._tcp.contoso.example')).toMatchObject([
      { name: 'mail.contoso.example', port: 443 },
    ]);
    expect(await resolver().resolveSrv('_ldap._tcp.corp.local')).toMatchObject([{ name: 'dc1.corp.local' }]);
  });
  test('only names with an address may be dialled; an address of nobody refuses', async () => {
    const { connect: places } = lab.places.network;
    expect(places).toHaveProperty(['alias.contoso.example:443'], places['ex16a.corp.local:443']);
    for (const name of ['ex16f.corp.local', 'unknown.contoso.example', 'quiet.contoso.example'])
      expect(Object.keys(places).filter((key) => key.startsWith(name))).toEqual([]);
    expect(await shake('nobody.contoso.example:443', 'nobody.contoso.example')).toBe('ECONNREFUSED');
  });
});

describe('doors', () => {
  test.each([
    ['ex16a.corp.local', 'TLSv1.2 mail.contoso.example'],
    ['ex16b.corp.local', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['ex16c.corp.local', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['ex10a.corp.local', 'CERT_HAS_EXPIRED'],
    ['ex16g.corp.local', 'TLSv1.2 mail.contoso.example'],
    ['short.contoso.example', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['ex10b.corp.local', 'ECONNREFUSED'],
    ['dc1.corp.local', 'ECONNREFUSED'],
  ])('%s: %s', async (name, expected) => expect(await shake(`${name}:443`, name)).toBe(expected));
  test('LDAPS has a certificate of the lab', async () =>
    expect(await shake('dc1.corp.local:636', 'dc1.corp.local')).toBe('TLSv1.2 dc1.corp.local'));
  test('a common name leads to the servers behind it in turn', async () => {
    const shakes = [1, 2].map(() => shake('mail.contoso.example:443', 'mail.contoso.example'));
    expect((await Promise.all(shakes)).sort()).toEqual([
      'SELF_SIGNED_CERT_IN_CHAIN',
      'TLSv1.2 mail.contoso.example',
    ]);
    const carried = lab.accessLog().filter((line) => line.server === 'vip');
    expect(new Set(carried.map((line) => line.to))).toEqual(new Set(['ex16a', 'ex16b']));
  });
  test.each([
    ['connect', 'ex16d.corp.local:443', false],
    ['TLS', 'ex16e.corp.local:443', true],
  ])('one stalls in %s', async (_, place, connects) => {
    const socket = connect(lab.at(place));
    const secured = connectTls({ socket, servername: 'x', ca: lab.ca });
    secured.on('error', () => undefined);
    const seen: string[] = [];
    socket.on('connect', () => seen.push('connect'));
    secured.on('secureConnect', () => seen.push('secure'));
    // The kernel tells nothing of a SYN that it drops; a tenth of a second is a thousand times loopback's.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toEqual(connects ? ['connect'] : []);
    socket.destroy();
  });
  test('a far server costs a round trip for TCP and two for TLS 1.2', async () => {
    const before = performance.now();
    await shake('ex16g.corp.local:443', 'ex16g.corp.local');
    const took = performance.now() - before;
    expect(took).toBeGreaterThanOrEqual(3 * 40 - 2);
    expect(took).toBeLessThan(3 * 40 + 100);
  });
});

describe('the Windows side', () => {
  test('hotfixes: what is not listed has no date', async () =>
    expect(await lab.run('ex10a', 'get-hotfixes')).toEqual({
      ok: true,
      output: [
        { id: 'KB1', installedOn: '2016-04-12T00:00:00.000Z' },
        { id: 'KB2', installedOn: null, fileVersionOk: false },
      ],
    }));
  test.each([
    ['ex99', 'get-hotfixes', {}, 'no-such-host'],
    ['ex10b', 'get-hotfixes', {}, 'unreachable'],
    ['ex16a', 'format-disk', {}, 'no-such-script'],
    ['ex16a', 'recycle-app-pool', { name: 'Nothing' }, 'no-such-pool'],
    ['ex16a', 'recycle-app-pool', { nane: 'x' }, 'bad-call'],
    ['ex16b', 'recycle-app-pool', { name: 'MSExchangeServicesAppPool' }, 'pool-stopped'],
    [
      'ex16a',
      'recycle-app-pool',
      { name: 'MSExchangeServicesAppPool', expectStartedAt: '2020-01-01T00:00:00Z' },
      'changed',
    ],
  ])('%s %s %j: %s', async (host, script, parameters, category) =>
    expect(await lab.run(host, script, parameters)).toMatchObject({ ok: false, category }),
  );
  test('a recycle ends the process and starts another on the same port', async () => {
    const place = lab.at('ex16a.corp.local:443');
    const answer = await lab.run('EX16A', 'recycle-app-pool', { name: 'msexchangeautodiscoverapppool' });
    expect(answer).toMatchObject({
      ok: true,
      output: { before: { name: 'MSExchangeAutodiscoverAppPool', state: 'started' } },
    });
    const { before, after } = answer.output as Record<'before' | 'after', { pid: number; startedAt: string }>;
    expect(after.pid).not.toBe(before.pid);
    expect(Date.parse(after.startedAt)).toBeGreaterThan(Date.parse(before.startedAt));
    expect(() => process.kill(before.pid, 0)).toThrow();
    expect(() => process.kill(after.pid, 0)).not.toThrow();
    expect(lab.at('ex16a.corp.local:443')).toEqual(place);
    expect(await shake('ex16a.corp.local:443', 'ex16a.corp.local')).toBe('TLSv1.2 mail.contoso.example');
    const { output } = (await lab.run('ex16a', 'get-app-pools')) as {
      output: { name: string; startedAt: string }[];
    };
    expect(output.filter(({ startedAt }) => startedAt === after.startedAt).map(({ name }) => name)).toEqual([
      'MSExchangeAutodiscoverAppPool',
    ]);
    expect(lab.accessLog().filter((line) => line.kind === 'process' && line.why === 'recycle')).toHaveLength(
      1,
    );
  });
  test('verbatim lines stand in files of their format', () => {
    const folder = lab.places.windows.logs.ex10a?.iis ?? '';
    const text = readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
    expect(text).toMatch(/^#Software: Microsoft Internet Information Services/);
    expect(text).toMatch(
      /\r\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 10\.20\.0\.28 POST \/rpc\/rpcproxy\.dll S-1-5-21-[-\d]+ 443 - 10\.0\.0\.9 MSRPC - 401 2 5 3\r\n/,
    );
    expect(text).toMatch(/\r\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - GET - - - - - two\+words - 200 - - -\r\n/);
    expect(Object.keys(lab.places.windows.logs.ex10a ?? {})).not.toContain('http-proxy');
    const proxy = lab.places.windows.logs.ex16a?.['http-proxy'] ?? '';
    const [first = ''] = readdirSync(join(proxy, 'Mapi'));
    const file = readFileSync(join(proxy, 'Mapi', first), 'utf8');
    expect(
      file.startsWith('\uFEFF#Software: Microsoft Exchange Server\r\n#Version: 15.01.2507.006\r\n'),
    ).toBe(true);
    expect(/#Fields: (.*)\r\n/.exec(file)?.[1]?.split(',')).toHaveLength(74);
  });
});

test('what the world tells becomes facts with times', () => {
  const said = { source: 'Anna', at: lab.ready.at, vantage: 'lab' };
  expect(lab.ready.told).toEqual({
    'anna@contoso.example': [
      { fact: 'popup.kind', value: 'restart', from: 'told', ...said },
      {
        fact: 'timeline.since',
        value: new Date(Date.parse(lab.ready.at) - 7_200_000).toISOString(),
        from: 'told',
        ...said,
      },
      { fact: 'client.windows', value: '10', from: 'pasted', ...said, source: 'winver' },
    ],
  });
});

test('when its input closes it ends, with its processes and its folder', async () => {
  const own = await runWorld({});
  const pids = own
    .accessLog()
    .filter((line) => line.kind === 'process')
    .map((line) => Number(line.pid));
  expect(pids).toHaveLength(1);
  expect(await own.stop()).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  expect(existsSync(dirname(own.ready.accessLog))).toBe(false);
});
