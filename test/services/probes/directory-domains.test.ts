import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDirectory } from '../../../services/directory/directory.ts';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { createNetwork } from '../../../services/protocols/network.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

let world: World;
let zoe: Looked;
let anna: Looked;
beforeAll(async () => {
  world = await startWorld({
    domains: [{ name: 'sales.corp.local', netbios: 'SALES' }],
    domainControllers: [
      { name: 'dc1', globalCatalogue: false },
      { name: 'dc2' },
      { name: 'dc8', domain: 'sales.corp.local' },
      {
        name: 'dc9',
        domain: 'sales.corp.local',
        stale: [{ address: 'zoe@contoso.example', server: 'ex10a' }],
      },
    ],
    servers: [{ name: 'ex16a' }, { name: 'ex10a', exchange: '2010' }],
    mailboxes: [
      {
        address: 'zoe@contoso.example',
        domain: 'sales.corp.local',
        sam: 'anna',
        movedAt: '-PT3H',
        account: { locked: true, workstations: ['PC7'] },
        protocolSettings: ['MAPI§1§0§§§0§§§§Y§0'],
        automapped: ['team@contoso.example'],
        legacyDn: '/o=Contoso/cn=same',
      },
      {
        address: 'anna@contoso.example',
        automapped: ['crew@contoso.example'],
        legacyDn: '/o=Contoso/cn=same',
      },
      { address: 'team@contoso.example', kind: 'shared', server: 'ex10a', movedAt: '-P2D' },
      {
        address: 'crew@contoso.example',
        kind: 'shared',
        domain: 'sales.corp.local',
        server: 'ex10a',
        movedAt: '-P3D',
      },
    ],
  });
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await world.looker({ looks });
  zoe = await looker.look('zoe@contoso.example');
  anna = await looker.look('anna@contoso.example');
}, 60_000);
afterAll(() => world?.stop());

describe('a user of another domain', () => {
  test.each<[string, unknown]>([
    ['mailbox.domain', 'SALES'],
    ['mailbox.sam', 'anna'],
    ['mailbox.server', 'ex16a'],
    ['mailbox.mapiHttp', 'on'],
    ['mailbox.legacyDnFault', 'duplicate'],
    ['mailbox.locationAgrees', false],
    ['account.locked', true],
    ['account.workstations', ['PC7']],
    ['secondary[team@contoso.example].server', 'ex10a'],
    ['secondary[team@contoso.example].enabled', true],
    ['servers[dc1].roles', ['dc']],
    ['servers[dc8].roles', ['dc']],
    ['servers[dc9].os', 'Windows Server 2016 Standard'],
    ['servers[ex16a].osVersion', '10.0'],
  ])('%s is %j', (path, value) => {
    expect(factOf(zoe, path)).toEqual(value);
  });
  test('is found by the global catalogue and read in her own domain', () => {
    const source = (path: string) => zoe.facts.find(({ fact }) => fact === path)?.source ?? '';
    expect(source('account.locked')).toMatch(/^dc[89] /);
    expect(source('mailbox.mapiHttp')).toMatch(/^dc[89] /);
    expect(source('mailbox.movedAt')).toMatch(/^dc[89] /);
    expect(source('secondary[team@contoso.example].movedAt')).toMatch(/^dc1 /);
    expect(whyBlind(zoe, 'account.locked')).toBeUndefined();
  });
});

test('of two accounts with one name each is the one of its domain', () => {
  expect(factOf(anna, 'mailbox.domain')).toBe('CORP');
  expect(factOf(anna, 'account.locked')).toBe(false);
});
test('a mailbox of another domain that is opened automatically is seen by the global catalogue', () => {
  expect(factOf(anna, 'secondary[crew@contoso.example].server')).toBe('ex10a');
  const { source } = anna.facts.find(({ fact }) => fact === 'secondary[crew@contoso.example].movedAt') ?? {};
  expect(source).toMatch(/^dc[89] /);
});

/** The world's directory, as our own account of that name sees it. */
const directoryAs = (name: string) => {
  const password = world.secrets.serviceAccount ?? '';
  const bound = { account: 'CORP\\svc-popupdesk', domain: 'CORP', user: 'svc-popupdesk', password };
  return createDirectory({
    configuration: world.configuration,
    network: createNetwork(world.configuration),
    // Whoever is asked about, the connections are bound as the lab's account.
    account: {
      name,
      authenticate: (_target, attempt) => attempt(bound),
      proven: () => undefined,
      stopped: async () => undefined,
    },
    now: Date.now,
  });
};

test.each([
  ['SALES\\anna', 'locked'],
  ['zoe@contoso.example', 'locked'],
  ['CORP\\anna', 'good'],
  ['CORP\\svc-popupdesk', 'good'],
])('our own account, were it %s, is read in its own domain', async (name, state) => {
  const directory = directoryAs(name);
  try {
    expect((await directory.ownAccount(AbortSignal.timeout(8_000))).state).toBe(state);
  } finally {
    await directory.close();
  }
});

test('a look that asks on after everything was closed opens no connection again', async () => {
  const directory = directoryAs('CORP\\svc-popupdesk');
  const signal = AbortSignal.timeout(8_000);
  await directory.root(signal);
  const binds = () => world.log().filter(({ kind, request }) => kind === 'ldap' && request === 'bind').length;
  const before = binds();
  await directory.close();
  await expect(directory.root(signal)).rejects.toThrow('the directory client was closed');
  await expect(directory.at('dc8.sales.corp.local').root(signal)).rejects.toThrow(
    'the directory client was closed',
  );
  expect(binds()).toBe(before);
});
