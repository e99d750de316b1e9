import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const address = (name: string) => `${name}@contoso.example`;
let world: World;
const looked = new Map<string, Looked>();
const hiding = {
  plain: {},
  untouched: { hide: ['protocolSettings', 'userWorkstations', 'logonHours', 'msExchMasterAccountSid'] },
  settings: { protocolSettings: ['MAPI§0§1§§15.0.0§1§§§§N§1'], hide: ['protocolSettings'] },
  seat: { account: { workstations: ['PC1'] }, hide: ['userWorkstations'] },
  hours: { account: { logonHoursExclude: true }, hide: ['logonHours'] },
  master: { masterAccountSid: 'S-1-5-21-1-2-3-1104', hide: ['msExchMasterAccountSid'] },
  legacy: { hide: ['legacyExchangeDN'] },
  token: { hide: ['tokenGroups', 'memberOf'] },
  account: { hide: ['userAccountControl'] },
  dates: { hide: ['accountExpires', 'msDS-User-Account-Control-Computed', 'lockoutTime'] },
  place: { hide: ['homeMDB'] },
  links: {
    automapped: [address('plain')],
    hide: ['msExchDelegateListBL', 'msExchRecipientTypeDetails', 'homeMDB'],
  },
  shown: {
    protocolSettings: ['MAPI§0§1§§15.0.0§1§§§§N§1'],
    account: { workstations: ['PC1', 'PC2'], groups: 300, protectedUser: true },
  },
  opens: { automapped: [address('account'), address('archived')], archive: { foreign: true } },
  archived: { archive: { foreign: true } },
} as const;
beforeAll(async () => {
  world = await startWorld({
    mailboxes: Object.entries(hiding).map(([name, more]) => ({ address: address(name), ...more })),
  });
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await world.looker({ looks });
  for (const name of Object.keys(hiding)) looked.set(name, await looker.look(address(name)));
}, 60_000);
afterAll(() => world?.stop());
const of = (name: keyof typeof hiding): Looked => {
  const found = looked.get(name);
  if (found === undefined) throw new Error(`${name} was not looked at`);
  return found;
};

describe('what may not be read is unseen, and the right is named', () => {
  test.each<[keyof typeof hiding, string, RegExp]>([
    [
      'settings',
      'mailbox.mapiEnabled',
      /protocolSettings of settings: .*the right Read Exchange Information/,
    ],
    ['settings', 'mailbox.mapiHttp', /Read Exchange Information/],
    ['settings', 'mailbox.blocks', /Read Exchange Information/],
    ['seat', 'account.workstations', /userWorkstations of seat: .*Read Logon Information/],
    ['hours', 'account.logonHoursExclude', /Read Logon Information/],
    ['master', 'mailbox.masterAccountSid', /Read Exchange Information/],
    ['legacy', 'mailbox.legacyDn', /Read Public Information/],
    ['legacy', 'mailbox.legacyDnFault', /Read Public Information/],
    ['token', 'account.groups', /Windows Authorization Access Group/],
    ['token', 'mailbox.protectedUser', /Read Group Membership/],
    ['account', 'account.locked', /userAccountControl of account: .*Read Account Restrictions/],
    ['account', 'account.mustChange', /Read Account Restrictions/],
    ['dates', 'account.expired', /accountExpires of dates: .*Read Account Restrictions/],
    ['dates', 'account.locked', /Read Account Restrictions/],
    ['place', 'mailbox.database', /homeMDB of place: .*Read Exchange Information/],
    ['place', 'mailbox.mapiEnabled', /Read Exchange Information/],
    ['links', 'secondary', /msExchDelegateListBL/],
    ['opens', 'secondary[account@contoso.example].enabled', /userAccountControl of account@contoso.example/],
  ])('%s: %s', (name, path, why) => {
    expect(factOf(of(name), path)).toBeUndefined();
    expect(whyBlind(of(name), path)).toMatch(why);
  });
});

test('what was never written is unset, though it may not be read', () => {
  expect(factOf(of('untouched'), 'mailbox.mapiEnabled')).toBe(true);
  expect(factOf(of('untouched'), 'mailbox.blocks')).toEqual([]);
  expect(factOf(of('untouched'), 'account.workstations')).toEqual([]);
  expect(factOf(of('untouched'), 'account.logonHoursExclude')).toBe(false);
  expect(factOf(of('untouched'), 'mailbox.masterAccountSid')).toBe('');
});

test('what may be read is read whole', () => {
  expect(factOf(of('shown'), 'mailbox.mapiEnabled')).toBe(false);
  expect(factOf(of('shown'), 'mailbox.mapiHttp')).toBe('off');
  expect(factOf(of('shown'), 'mailbox.blocks')).toEqual(['rpc-http', 'versions', 'non-cached', 'external']);
  expect(factOf(of('shown'), 'account.workstations')).toEqual(['PC1', 'PC2']);
  expect(factOf(of('shown'), 'account.groups')).toBe(300);
  expect(factOf(of('shown'), 'mailbox.protectedUser')).toBe(true);
  expect(factOf(of('plain'), 'mailbox.protectedUser')).toBe(false);
  expect(factOf(of('plain'), 'account.groups')).toBe(1);
  expect(factOf(of('plain'), 'secondary')).toEqual([]);
});

test('an archive in another forest is told', () => {
  expect(factOf(of('archived'), 'mailbox.archiveForeign')).toBe(true);
  expect(factOf(of('archived'), 'secondary[archived@contoso.example].inDirectory')).toBe(false);
  expect(factOf(of('plain'), 'mailbox.archiveForeign')).toBe(false);
});
