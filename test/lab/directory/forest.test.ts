import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'ldapts';
import { type RunningWorld, runWorld } from '../running.ts';

let lab: RunningWorld;
const open: Client[] = [];
beforeAll(async () => {
  lab = await runWorld({
    domains: [{ name: 'sales.corp.local', netbios: 'SALES' }],
    domainControllers: [{ name: 'dc1' }, { name: 'dc9', domain: 'sales.corp.local' }],
    directory: { hideBelow: ['CN=Databases'] },
    mailboxes: [
      { address: 'anna@contoso.example', account: { groups: 40, protectedUser: true } },
      {
        address: 'zoe@contoso.example',
        sam: 'anna',
        domain: 'sales.corp.local',
        account: { password: 'Zoe-1!' },
      },
    ],
    computers: [
      { name: 'EX16ASA', spns: ['http/mail.contoso.example'], encryptionTypes: ['aes256'] },
      { name: 'ex16a', spns: ['http/odd.contoso.example'] },
      { name: 'svc', kind: 'user', spns: ['http/user.contoso.example'], domain: 'sales.corp.local' },
    ],
  });
}, 30_000);
afterAll(async () => {
  await Promise.all(open.map((client) => client.unbind()));
  await lab.stop();
});

const base = 'DC=corp,DC=local';
const child = `DC=sales,${base}`;
async function bound(
  name: string,
  port = 636,
  user = 'CORP\\svc-popupdesk',
  password?: string,
): Promise<Client> {
  const where = lab.at(`${name}:${port}`);
  const client = new Client({
    url: `ldaps://${where.host}:${where.port}`,
    tlsOptions: { ca: [lab.ca], servername: name },
  });
  open.push(client);
  await client.bind(user, password ?? lab.ready.secrets.serviceAccount);
  return client;
}
const named = async (client: Client, at: string, filter: string) =>
  (await client.search(at, { scope: 'sub', filter, attributes: ['cn'] })).searchEntries.map(({ dn }) => dn);

describe('a forest of two domains', () => {
  test('a controller holds its own domain and refers to the other', async () => {
    const client = await bound('dc1.corp.local');
    expect(await named(client, base, '(sAMAccountName=anna)')).toEqual([`CN=Anna,OU=Staff,${base}`]);
    await expect(client.search(child, { scope: 'sub' })).rejects.toMatchObject({ code: 10 });
  });
  test('the global catalogue holds both', async () => {
    const client = await bound('dc1.corp.local', 3269);
    expect(await named(client, '', '(sAMAccountName=anna)')).toEqual([
      `CN=Anna,OU=Staff,${base}`,
      `CN=Zoe,OU=Staff,${child}`,
    ]);
  });
  test('an account signs in by its own domain’s name, its password counts there', async () => {
    const client = await bound('dc9.sales.corp.local', 636, 'SALES\\anna', 'Zoe-1!');
    expect(await named(client, child, '(sAMAccountName=anna)')).toEqual([`CN=Zoe,OU=Staff,${child}`]);
    await expect(bound('dc1.corp.local', 636, 'CORP\\anna', 'Zoe-1!')).rejects.toThrow(/data 52e/);
  });
});

describe('accounts with service names', () => {
  test.each([
    ['http/mail.contoso.example', [`CN=EX16ASA,CN=Computers,${base}`]],
    ['http/odd.contoso.example', [`CN=EX16A,CN=Computers,${base}`]],
    ['HOST/ex16a.corp.local', [`CN=EX16A,CN=Computers,${base}`]],
    ['http/user.contoso.example', [`CN=svc,OU=Staff,${child}`]],
    ['http/nobody.contoso.example', []],
  ])('%s', async (spn, dns) => {
    const client = await bound('dc1.corp.local', 3269);
    expect(await named(client, '', `(servicePrincipalName=${spn})`)).toEqual(dns);
  });
  test('types of encryption stand in the domain alone, a token in a base search alone', async () => {
    const client = await bound('dc1.corp.local');
    const attributes = ['msDS-SupportedEncryptionTypes', 'tokenGroups', 'msDS-ReplAttributeMetaData'];
    const read = async (dn: string) =>
      (await client.search(dn, { scope: 'base', attributes, explicitBufferAttributes: ['tokenGroups'] }))
        .searchEntries[0];
    expect(await read(`CN=EX16ASA,CN=Computers,${base}`)).toMatchObject({
      'msDS-SupportedEncryptionTypes': '16',
    });
    const anna = await read(`CN=Anna,OU=Staff,${base}`);
    expect(anna?.tokenGroups).toHaveLength(40);
    expect(String(anna?.['msDS-ReplAttributeMetaData'])).toContain('>userPrincipalName<');
    expect(String(anna?.['msDS-ReplAttributeMetaData'])).not.toContain('>protocolSettings<');
  });
});

test('objects below a hidden container are found by nobody', async () => {
  const client = await bound('dc1.corp.local');
  const configuration = `CN=Configuration,${base}`;
  expect(await named(client, configuration, '(objectClass=msExchPrivateMDB)')).toEqual([]);
  expect(await named(client, configuration, '(objectClass=msExchExchangeServer)')).toHaveLength(1);
});
