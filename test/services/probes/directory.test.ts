import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const anna = 'anna@contoso.example';
let world: World;
beforeAll(async () => {
  world = await startWorld({ extends: 'lagging-directory' });
}, 30_000);
afterAll(async () => world?.stop());

async function look(mailbox: string, more: Readonly<Record<string, unknown>> = {}): Promise<Looked> {
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await world.looker({ looks, configuration: { ...world.configuration, ...more } });
  return looker.look(mailbox);
}

describe('the lab’s directory', () => {
  test('tells when a mailbox moved, by the stamp of the linked homeMDB', async () => {
    const looked = await look(anna);
    const moved = Date.parse(String(factOf(looked, 'mailbox.movedAt')));
    expect(Date.now() - moved).toBeGreaterThan(2.9 * 3_600_000);
    expect(Date.now() - moved).toBeLessThan(3.2 * 3_600_000);
    expect(factOf(looked, 'mailbox.server')).toBe('ex16a');
    expect(factOf(looked, 'mailbox.exchange')).toBe('2016');
    expect(looked.facts.every(({ from, source }) => from === 'directory' && source.startsWith('dc'))).toBe(
      true,
    );
  });

  test('never takes the stamp of creation for a move', async () => {
    const looked = await look('karin@contoso.example');
    expect(factOf(looked, 'mailbox.movedAt')).toBeUndefined();
    expect(factOf(looked, 'mailbox.moved')).toBe(false);
  });

  test('shows a domain controller that has not heard of the move', async () => {
    expect(factOf(await look(anna), 'mailbox.locationAgrees')).toBe(false);
    expect(factOf(await look('jonas@contoso.example'), 'mailbox.locationAgrees')).toBe(true);
  });

  test('names the further mailboxes of a profile with their servers', async () => {
    const looked = await look('dirk@contoso.example');
    expect(factOf(looked, 'secondary[sales@contoso.example].kind')).toBe('automapped');
    expect(factOf(looked, 'secondary[sales@contoso.example].exchange')).toBe('2010');
    expect(factOf(looked, 'secondary[sales@contoso.example].enabled')).toBe(true);
    expect(factOf(await look(anna), 'secondary')).toEqual([]);
  });

  test('a lock is a lock', async () => {
    expect(factOf(await look('ines@contoso.example'), 'account.locked')).toBe(true);
    expect(factOf(await look(anna), 'account.locked')).toBe(false);
  });

  test('a shared mailbox is not called disabled', async () => {
    const looked = await look('sales@contoso.example');
    expect(factOf(looked, 'account.disabled')).toBeUndefined();
    expect(whyBlind(looked, 'account.disabled')).toMatch(/by design/);
  });

  test('two objects with one address are named', async () => {
    const { refusal } = await look('twin@contoso.example');
    expect(refusal?.kind).toBe('two-mailboxes');
    expect(refusal?.says).toMatch(/ask with an address or sign-in name that only one of them has/);
    expect(refusal?.candidates).toEqual(['Tina Twin, tina@contoso.example', 'Tom Twin, tom@contoso.example']);
  });

  test.each([
    ['nobody-there@contoso.example', /^The directory knows no object/],
    ['otto@contoso.example', /is a user without a mailbox \(Otto Outsider, [^)]+\); ask with/],
    ['x@fabrikam.example', /not a mail domain of this organisation \(contoso\.example, corp\.local\)/],
    ['twin@contoso.example', /belongs to 2 objects/],
  ])('%s is refused without the name of a server', async (address, says) => {
    const { refusal } = await look(address);
    expect(refusal?.says).toMatch(says);
    expect(JSON.stringify(refusal)).not.toMatch(/dc1|and has no mailbox/);
  });

  test('asks the next domain controller when the first does not answer', async () => {
    const directory = {
      ...world.configuration.directory,
      servers: ['ldaps://gone.corp.local:636', 'ldaps://dc1.corp.local:636'],
    };
    const connect = { ...world.configuration.network.connect, 'gone.corp.local:636': '127.0.0.1:9' };
    const looked = await look(anna, { directory, network: { ...world.configuration.network, connect } });
    expect(factOf(looked, 'mailbox.found')).toBe(true);
  });

  test('without any that answers the directory is unseen, with both reasons', async () => {
    const directory = { ...world.configuration.directory, servers: ['ldaps://gone.corp.local:636'] };
    const connect = { ...world.configuration.network.connect, 'gone.corp.local:636': '127.0.0.1:9' };
    const looked = await look(anna, { directory, network: { ...world.configuration.network, connect } });
    expect(looked.refusal).toBeUndefined();
    expect(looked.facts).toEqual([]);
    expect(whyBlind(looked, 'mailbox.upn')).toMatch(/gone\.corp\.local/);
  });

  test('one bind serves every look of a looker', async () => {
    const before = world.log().filter(({ request }) => request === 'bind').length;
    const looks = (await loadLooks()).filter(
      // These two ask further controllers on purpose.
      ({ id }) => id.startsWith('directory-') && id !== 'directory-replication' && id !== 'directory-spn',
    );
    const looker = await world.looker({ looks });
    await Promise.all(
      ['anna', 'bert', 'carla', 'dirk'].map((name) => looker.look(`${name}@contoso.example`)),
    );
    const after = world.log().filter(({ request }) => request === 'bind').length;
    expect(after - before).toBe(1);
  });
});
