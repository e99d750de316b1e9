import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

let world: World;
const addresses = ['anna', 'bert', 'carla'].map((name) => `${name}@contoso.example`);
const looked = new Map<string, Looked>();
beforeAll(async () => {
  world = await startWorld({
    domainControllers: [
      { name: 'dc1' },
      {
        name: 'dc2',
        stale: [
          {
            address: 'anna@contoso.example',
            attributes: { userPrincipalName: 'anna@corp.local', protocolSettings: ['MAPI§0§0§§§0§§§§§0'] },
          },
          { address: 'carla@contoso.example', attributes: { protocolSettings: [] }, until: '-PT1M' },
        ],
      },
    ],
    mailboxes: addresses.map((address) => ({ address, protocolSettings: ['MAPI§1§0§§§0§§§§Y§0'] })),
  });
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await world.looker({ looks });
  for (const address of addresses) looked.set(address, await looker.look(address));
}, 60_000);
afterAll(() => world?.stop());
const of = (name: string): Looked => {
  const found = looked.get(`${name}@contoso.example`);
  if (found === undefined) throw new Error(`${name} was not looked at`);
  return found;
};

test('a value that has not come to every controller is named, and who was compared', () => {
  expect(factOf(of('anna'), 'mailbox.disagreeing')).toEqual(['userPrincipalName', 'protocolSettings']);
  const { source } = of('anna').facts.find(({ fact }) => fact === 'mailbox.disagreeing') ?? {};
  expect(source).toMatch(/^dc1, dc2 userPrincipalName, protocolSettings, compared$/);
  expect(factOf(of('anna'), 'mailbox.locationAgrees')).toBe(true);
  expect(factOf(of('anna'), 'mailbox.upn')).toBe('anna@contoso.example');
});
test('a wrong value that every controller has is no matter of replication', () => {
  expect(factOf(of('bert'), 'mailbox.disagreeing')).toEqual([]);
  expect(factOf(of('carla'), 'mailbox.disagreeing')).toEqual([]);
});
test('with a controller that does not answer, agreement is unseen', async () => {
  const { directory, network } = world.configuration;
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const connect = { ...network.connect, 'dc2.corp.local:636': '127.0.0.1:9' };
  const looker = await world.looker({
    looks,
    configuration: { ...world.configuration, directory, network: { ...network, connect } },
  });
  const alone = await looker.look('bert@contoso.example');
  expect(factOf(alone, 'mailbox.disagreeing')).toBeUndefined();
  expect(whyBlind(alone, 'mailbox.disagreeing')).toMatch(/dc2\.corp\.local/);
}, 30_000);
