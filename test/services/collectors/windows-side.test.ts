import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parsePath, valueProblems } from '../../../services/facts.ts';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { orderLooks } from '../../../services/looking/order.ts';
import { type ScriptName, scripts } from '../../../services/worker/scripts.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

let world: World;
let looked: Looked;
beforeAll(async () => {
  world = await startWorld({
    domainControllers: [{ name: 'dc1', clockSkewSeconds: 60, netlogon: { semaphoreTimeouts: 3 } }],
    databases: [
      { name: 'DB1', server: 'ex16a', activatedAt: '-PT40M' },
      { name: 'DB2', server: 'ex16b', mounted: false },
    ],
    servers: [
      {
        name: 'ex16a',
        clockSkewSeconds: 400,
        iis: [
          { path: 'back-end/mapi/nspi', providers: ['NTLM', 'Negotiate'], ssl: [] },
          { path: 'mapi', extendedProtection: 'require' },
          { path: 'ews', extendedProtection: 'require' },
        ],
        iisHistory: [
          {
            at: '-P5D',
            iis: [{ path: 'back-end/mapi/nspi', providers: ['Negotiate', 'NTLM'], ssl: ['Ssl'] }],
          },
          { at: '-P3D', iis: [{ path: 'back-end/mapi/nspi', ssl: ['Ssl'] }] },
          { at: '-PT20H' },
        ],
        components: { MapiProxy: 'inactive', ServerWideOffline: 'inactive' },
        bindings: { 444: 'lost' },
        registry: { LmCompatibilityLevel: 5, SchUseStrongCrypto: 1, DisabledComponents: 32 },
        tls: { versions: ['1.2'] },
        netlogon: { semaphoreTimeouts: 412, semaphoreWaiters: 9 },
        pools: [
          { name: 'MSExchangeMapiFrontEndAppPool', recycles: 4, sessions: 120, users: 61, queueLimit: 1000 },
        ],
        hotfixes: [
          { id: 'KB5001779', installedOn: '-P2D' },
          { id: 'KB4012345', installedOn: '-P200D' },
        ],
      },
      { name: 'ex16b', ntlm: 'refused', bindings: { 444: 'none' }, clusterNodePaused: true },
      {
        name: 'ex10a',
        exchange: '2010',
        ports: { 6004: { v4: true, v6: false } },
        rpcEncryptionRequired: true,
        hotfixes: [
          {
            id: 'KB3140410',
            listed: false,
            files: [
              { name: 'ntoskrnl.exe', version: '6.1.7601.19160', least: '6.1.7601.19160' },
              { name: 'lsasrv.dll', version: '6.1.7601.9933', least: '6.1.7601.19160' },
            ],
          },
        ],
      },
    ],
    mailboxes: [
      {
        address: 'anna@contoso.example',
        server: 'ex16a',
        database: 'DB1',
        quarantined: true,
        moveState: 'completing',
      },
    ],
    windows: {
      refuses: {
        'get-netlogon@ex16b': 'Access is denied.',
        'get-iis-configuration@ex16b': 'Access is denied.',
      },
    },
  });
  looked = await look();
}, 30_000);
afterAll(async () => world?.stop());

async function look(more: Readonly<Record<string, unknown>> = {}): Promise<Looked> {
  const looks = (await loadLooks()).filter(
    ({ id, kind }) => (kind === 'collector' && id !== 'log-search') || id.startsWith('directory-'),
  );
  const looker = await world.looker({ looks, configuration: { ...world.configuration, ...more } });
  return looker.look('anna@contoso.example');
}
const hoursAgo = (path: string): number =>
  Math.round((Date.now() - Date.parse(String(factOf(looked, path)))) / 3_600_000);
const sourceOf = (path: string): string | undefined =>
  looked.facts.findLast(({ fact }) => fact === path)?.source;
const nspi = 'iis[ex16a/exchange back end/mapi/nspi]';

describe('IIS', () => {
  test('says what a directory is set to, and what of it setup would not have left so', () => {
    expect(factOf(looked, `${nspi}.providers`)).toEqual(['NTLM', 'Negotiate']);
    expect(factOf(looked, `${nspi}.ssl`)).toEqual([]);
    expect(factOf(looked, `${nspi}.pool`)).toBe('MSExchangeMapiAddressBookAppPool');
    expect(factOf(looked, `${nspi}.differsFromDefault`)).toEqual(['providers', 'ssl']);
    expect(factOf(looked, 'iis[ex16a/default web site/autodiscover].anonymous')).toBe(true);
    expect(factOf(looked, 'iis[ex16a/default web site/autodiscover].differsFromDefault')).toEqual([]);
    expect(factOf(looked, 'iis[ex16a/exchange back end/mapi/emsmdb].differsFromDefault')).toEqual([]);
  });

  test('Extended Protection as Exchange sets it is no difference; another is', () => {
    expect(factOf(looked, 'iis[ex16a/default web site/mapi].extendedProtection')).toBe('require');
    expect(factOf(looked, 'iis[ex16a/default web site/mapi].differsFromDefault')).toEqual([]);
    expect(factOf(looked, 'iis[ex16a/default web site/ews].differsFromDefault')).toEqual([
      'extendedProtection',
    ]);
  });

  test('when it was changed: by the first snapshot that agrees with now', () => {
    expect(hoursAgo(`${nspi}.changedAt`)).toBe(20);
    expect(sourceOf(`${nspi}.changedAt`)).toMatch(/snapshot of .+ had other ssl$/);
    expect(factOf(looked, 'iis[ex16a/default web site/mapi].changedAt')).toBeUndefined();
  });

  test('no default is known for Exchange 2010', () => {
    expect(factOf(looked, 'iis[ex10a/default web site/rpc].pool')).toBe('DefaultAppPool');
    expect(factOf(looked, 'iis[ex10a/default web site/rpc].differsFromDefault')).toBeUndefined();
    expect(whyBlind(looked, 'iis[ex10a/default web site/rpc].differsFromDefault')).toMatch(/Exchange 2010/);
  });

  test('refused: says which right is needed where', () => {
    expect(whyBlind(looked, 'iis[ex16b/default web site/mapi].providers')).toMatch(
      /^get-iis-configuration on ex16b: Access is denied\.; it needs membership of the local Administrators/,
    );
    expect(whyBlind(looked, 'servers[ex16b].netlogonTimeouts')).toMatch(
      /Performance Monitor Users on ex16b$/,
    );
  });
});

describe('servers', () => {
  test('pools with their sessions, recycles and queue limit; DefaultAppPool of 2010', () => {
    const pool = 'pools[ex16a/msexchangemapifrontendapppool]';
    expect(
      ['sessions', 'users', 'recycles', 'queueLimit'].map((leaf) => factOf(looked, `${pool}.${leaf}`)),
    ).toEqual([120, 61, 4, 1000]);
    expect(factOf(looked, 'pools[ex10a/defaultapppool].queueLimit')).toBe(1000);
  });

  test('components and maintenance', () => {
    expect(factOf(looked, 'components[ex16a/mapiproxy].state')).toBe('inactive');
    expect(factOf(looked, 'components[ex16a/rpcproxy].state')).toBe('active');
    expect(factOf(looked, 'servers[ex16a].maintenance')).toBe(true);
    expect(sourceOf('servers[ex16b].maintenance')).toMatch(/cluster node is paused/);
    expect(factOf(looked, 'components[ex10a/mapiproxy].state')).toBeUndefined();
  });

  test('what the registry says, and what Windows takes where it says nothing', () => {
    const of = (leaf: string, server = 'ex16a') => factOf(looked, `servers[${server}].${leaf}`);
    expect([of('lmCompatibilityLevel'), of('lmCompatibilityLevel', 'ex16b')]).toEqual([5, 3]);
    expect([of('ntlmRestricted'), of('ntlmRestricted', 'ex16b'), of('ntlmRestricted', 'dc1')]).toEqual([
      false,
      true,
      false,
    ]);
    expect([of('maxConcurrentApi'), of('maxConcurrentApi', 'ex10a')]).toEqual([10, 2]);
    expect([of('tlsVersions'), of('tlsVersions', 'ex10a')]).toEqual([['1.2'], ['1.0', '1.1', '1.2']]);
    expect([of('schUseStrongCrypto'), of('systemDefaultTlsVersions')]).toEqual([true, false]);
    expect([of('ipv6Preferred'), of('ipv6Preferred', 'ex16b')]).toEqual([false, true]);
    expect([of('dotnet'), of('dotnet', 'ex10a')]).toEqual(['4.8', undefined]);
    expect(whyBlind(looked, 'servers[ex10a].dotnet')).toMatch(/names no \.NET/);
  });

  test('certificate bindings of both sites', () => {
    expect(factOf(looked, 'servers[ex16a].frontEndBinding')).toMatch(/^[0-9a-f]{64}$/);
    expect(factOf(looked, 'servers[ex16a].backEndBinding')).toMatch(/^[0-9a-f]{40}$/);
    expect(factOf(looked, 'servers[ex16a].backEndCertificateInStore')).toBe(false);
    expect(factOf(looked, 'servers[ex16b].backEndBinding')).toBe('');
  });

  test('ports, RPC encryption, Netlogon, clocks', () => {
    expect(factOf(looked, 'ports[ex10a/6004].v4')).toBe('listening');
    expect(factOf(looked, 'ports[ex10a/6004].v6')).toBe('closed');
    expect(factOf(looked, 'ports[ex10a/6001].v6')).toBe('listening');
    expect(factOf(looked, 'servers[ex10a].rpcEncryptionRequired')).toBe(true);
    expect(factOf(looked, 'servers[ex16a].netlogonTimeouts')).toBe(412);
    expect(factOf(looked, 'servers[ex16a].netlogonWaiters')).toBe(9);
    expect(factOf(looked, 'servers[dc1].netlogonTimeouts')).toBe(3);
    expect(factOf(looked, 'servers[ex16a].clockSkewSeconds')).toBe(340);
    expect(sourceOf('servers[ex16a].clockSkewSeconds')).toMatch(/against the clock of dc1$/);
    expect(factOf(looked, 'servers[dc1].clockSkewSeconds')).toBe(60);
  });

  test('databases, quarantine and move, as the mailbox server tells', () => {
    expect([factOf(looked, 'databases[db1].mounted'), factOf(looked, 'databases[db2].mounted')]).toEqual([
      true,
      false,
    ]);
    expect(hoursAgo('databases[db1].activatedAt')).toBe(1);
    expect(factOf(looked, 'mailbox.quarantined')).toBe(true);
    expect(looked.facts.filter(({ fact }) => fact === 'mailbox.moveState').at(-1)).toMatchObject({
      value: 'completing',
      from: 'worker',
    });
  });

  test('updates: those that matter by their files, others when they are recent', () => {
    expect(factOf(looked, 'hotfixes[ex10a/kb3140410].listed')).toBe(false);
    expect(factOf(looked, 'hotfixes[ex10a/kb3140410].fileVersionOk')).toBe(false);
    expect(sourceOf('hotfixes[ex10a/kb3140410].fileVersionOk')).toMatch(
      /lsasrv\.dll 6\.1\.7601\.9933 is older than 6\.1\.7601\.19160$/,
    );
    expect(hoursAgo('hotfixes[ex16a/kb5001779].installedAt')).toBe(48);
    expect(factOf(looked, 'hotfixes[ex16a/kb4012345].listed')).toBeUndefined();
  });
});

describe('every collector', () => {
  test('brings only what the vocabulary takes', () => {
    for (const { fact, value } of looked.facts)
      expect([fact, valueProblems(parsePath(fact), value)]).toEqual([fact, []]);
  });

  test('what a worker saw is not unseen because the directory never holds it', () => {
    for (const path of ['databases[db1].mounted', 'mailbox.quarantined'])
      expect([path, looked.blind.find(({ fact }) => fact === path)]).toEqual([path, undefined]);
  });

  test('without an executor is unseen for that reason', async () => {
    const none = await look({ windows: { logs: {} } });
    for (const path of [
      `${nspi}.providers`,
      'components[ex16a/mapiproxy].state',
      'servers[ex16a].tlsVersions',
      'servers[ex16a].backEndBinding',
      'servers[ex16a].netlogonTimeouts',
      'servers[ex10a].rpcEncryptionRequired',
      'ports[ex10a/6001].v4',
      'databases[db1].mounted',
      'mailbox.quarantined',
    ])
      expect([path, whyBlind(none, path)]).toEqual([path, expect.stringMatching(/windows\.executor/)]);
  });

  test('no probe waits for a script of a Windows host, unless it stands in for that very leaf', async () => {
    const looks = await loadLooks();
    const waits = orderLooks(looks);
    for (const { id, kind, needs } of looks) {
      if (kind !== 'probe') continue;
      const held = looks.filter(
        (other) =>
          other.kind === 'collector' &&
          waits.get(id)?.includes(other.id) === true &&
          !other.brings.some((path) => path.includes('.') && needs.includes(path)),
      );
      expect([id, held.map((other) => other.id)]).toEqual([id, []]);
    }
  });

  test('the lab ran each script of the catalogue that only looks, and no other', () => {
    const asked = new Set(
      world.log().flatMap(({ kind, script }) => (kind === 'script' ? [String(script)] : [])),
    );
    const names = Object.keys(scripts) as ScriptName[];
    expect(asked).toEqual(new Set(names.filter((name) => scripts[name].effect === 'look')));
    const unknown = world
      .log()
      .filter(
        ({ kind, category }) =>
          kind === 'script' && ['no-such-script', 'bad-call'].includes(String(category)),
      );
    expect(unknown).toEqual([]);
  });
});
