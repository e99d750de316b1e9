import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { curl, curlIsHere } from './curl.ts';
import { locationCache } from './locations.ts';
import { type StartedWorld, smallWorld, startWorld } from './started-world.ts';

const anna = 'anna@contoso.example';
const stale = [{ anchor: `Smtp~${anna}`, server: 'ex10a' }];
const world = {
  domainControllers: [{ name: 'dc1' }, { name: 'dc2', stale: [{ address: anna, server: 'ex10a' }] }],
  servers: [
    { name: 'ex16a', exchange: '2016', locations: stale },
    { name: 'ex16b', exchange: '2016', domainController: 'dc2', locations: stale },
    { name: 'ex10a', exchange: '2010' },
  ],
  mailboxes: [{ address: anna, server: 'ex16a', movedAt: '-PT3H' }],
};

(curlIsHere() ? describe : describe.skip)('a recycle (needs curl with NTLM)', () => {
  let started: StartedWorld;
  beforeAll(async () => {
    started = await startWorld(world);
  });
  afterAll(() => started.end());
  const ask = (server: string, path: string, ...further: readonly string[]) =>
    curl(
      { host: `${server}.corp.local`, port: started.portOf(server), path, ca: started.ca },
      ...['--ntlm', '-u', 'CORP\\svc-popupdesk:Popup-Desk-Lab-1!', ...further],
    );
  const explicit = async (server: string) =>
    (await ask(server, `/autodiscover/${anna}/autodiscover.xml`, '-d', '')).headers.get(
      'x-calculatedbetarget',
    )?.[0];
  const recycle = (server: string, pool: string) => started.server(server).recycle(pool);

  test('of another pool leaves the entry where it is', async () => {
    await recycle('ex16a', 'MSExchangeServicesAppPool');
    expect(await explicit('ex16a')).toBe('ex10a.corp.local');
  });

  test('of the Autodiscover pool ends it, on that server alone', async () => {
    await recycle('ex16a', 'MSExchangeAutodiscoverAppPool');
    expect(await explicit('ex16a')).toBe('ex16a.corp.local');
    expect(await explicit('ex16b')).toBe('ex10a.corp.local');
  });

  test('refills stale from a domain controller that has not heard of the move', async () => {
    await recycle('ex16b', 'MSExchangeAutodiscoverAppPool');
    expect(await explicit('ex16b')).toBe('ex10a.corp.local');
  });

  test('X-AnchorMailbox routes like the address in the URL', async () => {
    const path = '/autodiscover/autodiscover.xml';
    const own = await ask('ex16b', path, '-d', '');
    const anchored = await ask('ex16b', path, '-d', '', '-H', `X-AnchorMailbox: ${anna}`);
    expect([own, anchored].map(({ headers }) => headers.get('x-calculatedbetarget')?.[0])).toEqual([
      'ex16a.corp.local',
      'ex10a.corp.local',
    ]);
  });

  test('Autodiscover V2 answers anybody', async () => {
    const answer = await ask('ex16a', `/autodiscover/autodiscover.json?Email=${anna}&Protocol=Ews`);
    expect(JSON.parse(answer.body)).toEqual({
      Protocol: 'Ews',
      Url: 'https://mail.contoso.example/EWS/Exchange.asmx',
    });
    const missing = await ask('ex16a', `/autodiscover/autodiscover.json?Email=${anna}`);
    expect([missing.status, JSON.parse(missing.body).ErrorCode]).toEqual([400, 'MandatoryParameterMissing']);
  });
});

describe('a location cache', () => {
  test('keeps what it looked up per pool and anchor until its hours are over', async () => {
    const start = Date.parse('2026-11-20T10:00:00Z');
    let now = start;
    let home = 'ex10a';
    const asked: string[] = [];
    const [server] = smallWorld({ servers: [{ name: 'ex16a' }] }, new Date(start)).servers;
    if (server === undefined) throw new Error('the world has a server');
    const locate = locationCache(
      {
        server,
        // The only question that a cache asks is where a mailbox lives.
        ask: (async (_: string, { anchor }: { anchor: string }) => {
          asked.push(anchor);
          return { server: home, kind: 'user' };
        }) as never,
      },
      [],
      () => now,
    );
    expect(await locate('a', 'Smtp~x@y.z')).toBe('ex10a');
    home = 'ex16a';
    expect(await locate('A', 'smtp~X@y.z')).toBe('ex10a');
    expect(await locate('b', 'Smtp~x@y.z')).toBe('ex16a');
    expect(await locate('a', 'Sid~S-1-5')).toBe('ex16a');
    now += 12 * 3_600_000 + 1;
    expect(await locate('a', 'Smtp~x@y.z')).toBe('ex16a');
    expect(asked).toHaveLength(4);
  });
});
