import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

/** What the directory looks bring of anna in a world of 2010 and 2016 with these changes. */
async function lookIn(changes: Readonly<Record<string, unknown>>): Promise<Looked> {
  const world = await startWorld({
    servers: [
      { name: 'ex16a', exchange: '2016' },
      { name: 'ex16b', exchange: '2016' },
      { name: 'ex10a', exchange: '2010' },
    ],
    mailboxes: [{ address: 'anna@contoso.example' }],
    ...changes,
  });
  worlds.push(world);
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-'));
  const looker = await world.looker({ looks });
  return looker.look('anna@contoso.example');
}
const mail = 'spn[mail.contoso.example]';
const asa = { name: 'EX16ASA', spns: ['http/mail.contoso.example', 'http/autodiscover.contoso.example'] };

describe('one alternate service account', () => {
  let looked: Looked;
  beforeAll(async () => {
    looked = await lookIn({
      computers: [{ ...asa, encryptionTypes: ['aes128', 'aes256'], passwordChangedAt: '-P3D' }],
    });
  }, 30_000);

  test('is the right one, with its types and its password', () => {
    expect(factOf(looked, `${mail}.accounts`)).toEqual(['CORP\\EX16ASA$']);
    expect(factOf(looked, `${mail}.rightAccount`)).toBe(true);
    expect(factOf(looked, `${mail}.hostCovers`)).toBe(false);
    expect(factOf(looked, `${mail}.controllersAgree`)).toBeUndefined();
    expect(factOf(looked, 'kerberos.account')).toBe('CORP\\EX16ASA$');
    expect(factOf(looked, 'kerberos.encryptionTypes')).toEqual(['aes128', 'aes256']);
    const age = Date.now() - Date.parse(String(factOf(looked, 'kerberos.passwordChangedAt')));
    expect(Math.round(age / 86_400_000)).toBe(3);
  });
  test('a server’s own name is covered by HOST/', () => {
    expect(factOf(looked, 'spn[ex16a.corp.local].accounts')).toEqual(['CORP\\EX16A$']);
    expect(factOf(looked, 'spn[ex16a.corp.local].hostCovers')).toBe(true);
    expect(factOf(looked, 'spn[ex16a.corp.local].rightAccount')).toBe(true);
  });
  test('which servers have its password stays unseen', () => {
    expect(whyBlind(looked, 'kerberos.deployed')).toMatch(/IncludeAlternateServiceAccountCredentialStatus/);
  });
});

test.each<[string, Readonly<Record<string, unknown>>, readonly string[], boolean | RegExp]>([
  ['nobody’s', {}, [], /no account of the forest holds/],
  [
    'two accounts’',
    { computers: [asa, { name: 'OLDASA', spns: asa.spns }] },
    ['CORP\\EX16ASA$', 'CORP\\OLDASA$'],
    /2 accounts/,
  ],
  ['a server’s own', { computers: [{ ...asa, name: 'ex16a' }] }, ['CORP\\EX16A$'], false],
  [
    'the account of the 2010 servers',
    { computers: [{ ...asa, name: 'EX10ASA', spns: [...asa.spns, 'exchangeMDB/outlook.contoso.example'] }] },
    ['CORP\\EX10ASA$'],
    false,
  ],
  [
    'another machine’s',
    { computers: [{ ...asa, name: 'WEB01', os: 'Windows Server 2016 Standard' }] },
    ['CORP\\WEB01$'],
    false,
  ],
  ['a managed service account’s', { computers: [{ ...asa, kind: 'managed' }] }, ['CORP\\EX16ASA$'], false],
  ['a disabled account’s', { computers: [{ ...asa, disabled: true }] }, ['CORP\\EX16ASA$'], false],
  [
    'a user account’s',
    { computers: [{ ...asa, name: 'svc-asa', kind: 'user' }] },
    ['CORP\\svc-asa'],
    /user account/,
  ],
])(
  'the namespace is %s',
  async (_, changes, accounts, right) => {
    const looked = await lookIn(changes);
    expect(factOf(looked, `${mail}.accounts`)).toEqual(accounts);
    if (typeof right === 'boolean') expect(factOf(looked, `${mail}.rightAccount`)).toBe(right);
    else expect(whyBlind(looked, `${mail}.rightAccount`)).toMatch(right);
  },
  30_000,
);

test('encryption types: empty when never written, unseen when they may not be read', async () => {
  expect(factOf(await lookIn({ computers: [asa] }), 'kerberos.encryptionTypes')).toEqual([]);
  const hidden = await lookIn({
    computers: [{ ...asa, encryptionTypes: ['rc4'], hide: ['msDS-SupportedEncryptionTypes'] }],
  });
  expect(factOf(hidden, 'kerberos.encryptionTypes')).toBeUndefined();
  expect(whyBlind(hidden, 'kerberos.encryptionTypes')).toMatch(
    /does not show msDS-SupportedEncryptionTypes of CORP\\EX16ASA\$: .*right Read msDS-SupportedEncryptionTypes/,
  );
}, 30_000);

test('names that may not be read are unseen, not nobody’s', async () => {
  const looked = await lookIn({ directory: { hide: ['servicePrincipalName'] }, computers: [asa] });
  expect(factOf(looked, `${mail}.accounts`)).toBeUndefined();
  expect(whyBlind(looked, `${mail}.accounts`)).toMatch(/the right Read Public Information/);
}, 30_000);

test('a name that has not come to every controller is told from one that nobody holds', async () => {
  const two = (missingSpns: readonly string[][]) => ({
    domainControllers: missingSpns.map((missing, index) => ({
      name: `dc${index + 1}`,
      missingSpns: missing,
    })),
  });
  const lagging = await lookIn({ ...two([asa.spns, []]), computers: [asa] });
  expect(factOf(lagging, `${mail}.accounts`)).toEqual([]);
  expect(factOf(lagging, `${mail}.controllersAgree`)).toBe(false);
  const nobody = await lookIn(two([[], []]));
  expect(factOf(nobody, `${mail}.controllersAgree`)).toBe(true);
}, 30_000);

test('an account of another domain is found by the global catalogue and read in its own', async () => {
  const looked = await lookIn({
    domains: [{ name: 'res.corp.local' }],
    domainControllers: [
      { name: 'dc1', globalCatalogue: false },
      { name: 'dc2' },
      { name: 'dc9', domain: 'res.corp.local' },
    ],
    computers: [{ ...asa, domain: 'res.corp.local', encryptionTypes: ['aes256'] }],
  });
  expect(factOf(looked, `${mail}.accounts`)).toEqual(['RES\\EX16ASA$']);
  expect(factOf(looked, 'kerberos.encryptionTypes')).toEqual(['aes256']);
  expect(looked.facts.find(({ fact }) => fact === 'kerberos.encryptionTypes')?.source).toMatch(/^dc9 /);
}, 30_000);
