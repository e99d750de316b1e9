import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, EqualityFilter, InvalidCredentialsError } from 'ldapts';
import { type RunningWorld, runWorld } from '../running.ts';

const mailbox = (name: string, more: object = {}) => ({ address: `${name}@contoso.example`, ...more });
let lab: RunningWorld;
beforeAll(async () => {
  lab = await runWorld({
    domainControllers: [
      { name: 'dc1' },
      { name: 'dc2', stale: [{ address: 'anna@contoso.example', server: 'ex10a' }] },
    ],
    organisation: { lockoutThreshold: 3 },
    servers: [{ name: 'ex16a' }, { name: 'ex10a', exchange: '2010' }],
    mailboxes: [
      mailbox('anna', {
        movedAt: '2026-11-20T07:00:00Z',
        automapped: ['sales@contoso.example'],
        account: { password: 'Anna-1!' },
      }),
      mailbox('sales', { kind: 'shared', server: 'ex10a' }),
      mailbox('locked', { account: { locked: true } }),
      mailbox('disabled', { account: { disabled: true } }),
      mailbox('expired', { account: { passwordExpired: true } }),
      mailbox('change', { account: { mustChange: true } }),
      mailbox('gone', { account: { expiresAt: '-P1D' } }),
      mailbox('clumsy', {}),
      mailbox('secret', { hide: ['pwdLastSet', 'msDS-User-Account-Control-Computed'] }),
      ...Array.from({ length: 30 }, (_, index) => mailbox(`many${index}`)),
    ],
    groups: [{ address: 'all@contoso.example', members: ['anna@contoso.example'] }],
  });
});
afterAll(() => lab.stop());

const open = (port = 636, controller = 'dc1') => {
  const name = `${controller}.corp.local`;
  const where = lab.at(`${name}:${port}`);
  return new Client({
    url: `ldaps://${where.host}:${where.port}`,
    tlsOptions: { ca: [lab.ca], servername: name },
  });
};
const bound = async (port = 636, controller = 'dc1') => {
  const client = open(port, controller);
  await client.bind('CORP\\svc-popupdesk', lab.ready.secrets.serviceAccount);
  return client;
};
const base = 'DC=corp,DC=local';
const configuration = `CN=Configuration,${base}`;
const find = async (client: Client, address: string, attributes: string[] = []) => {
  const filter = `(&(objectCategory=person)(objectClass=user)(proxyAddresses=smtp:${address}))`;
  const { searchEntries } = await client.search(base, { scope: 'sub', filter, attributes });
  return searchEntries[0];
};

describe('binding', () => {
  test.each([
    ['CORP\\anna', 'Anna-1!'],
    ['anna@contoso.example', 'Anna-1!'],
    ['anna@corp.local', 'Anna-1!'],
    ['CN=Anna,OU=Staff,DC=corp,DC=local', 'Anna-1!'],
  ])('%s may', async (name, password) => {
    const client = open();
    await client.bind(name, password);
    await client.unbind();
  });
  test.each([
    ['CORP\\anna', 'wrong', '52e'],
    ['CORP\\nobody', 'wrong', '52e'],
    ['OTHER\\anna', 'Anna-1!', '52e'],
    ['CORP\\locked', 'Outlook-Lab-1!', '775'],
    ['CORP\\disabled', 'Outlook-Lab-1!', '533'],
    ['CORP\\expired', 'Outlook-Lab-1!', '532'],
    ['CORP\\change', 'Outlook-Lab-1!', '773'],
    ['CORP\\gone', 'Outlook-Lab-1!', '701'],
    ['CORP\\disabled', 'wrong', '52e'],
  ])('%s with %s is told data %s', async (name, password, data) => {
    const client = open();
    const refusal = await client.bind(name, password).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidCredentialsError);
    expect((refusal as Error).message).toContain(`AcceptSecurityContext error, data ${data}, v2580`);
    await client.unbind();
  });
  test('wrong passwords are counted and lock, and the lock is read', async () => {
    const said: string[] = [];
    for (let tried = 0; tried < 4; tried += 1) {
      const client = open();
      await client
        .bind('CORP\\clumsy', 'wrong')
        .catch((error: Error) => said.push(/data (\w+)/.exec(error.message)?.[1] ?? ''));
      await client.unbind();
    }
    expect(said).toEqual(['52e', '52e', '52e', '775']);
    const client = await bound();
    const found = await find(client, 'clumsy@contoso.example', [
      'msDS-User-Account-Control-Computed',
      'badPwdCount',
      'lockoutTime',
    ]);
    expect(found).toMatchObject({ 'msDS-User-Account-Control-Computed': '16', badPwdCount: '3' });
    expect(Number(found?.lockoutTime)).toBeGreaterThan(0);
    await client.unbind();
  });
  test('without a bind only the rootDSE is read', async () => {
    const client = open();
    const root = await client.search('', {
      scope: 'base',
      attributes: ['defaultNamingContext', 'configurationNamingContext'],
    });
    expect(root.searchEntries[0]).toMatchObject({
      defaultNamingContext: base,
      configurationNamingContext: configuration,
    });
    await expect(client.search(base, { scope: 'sub' })).rejects.toThrow(/successful bind must be completed/);
    await client.unbind();
  });
});

describe('reading', () => {
  let client: Client;
  beforeAll(async () => {
    client = await bound();
  });
  afterAll(() => client.unbind());
  const search = async (filter: string, at = base, attributes = ['cn']) =>
    (await client.search(at, { scope: 'sub', filter, attributes })).searchEntries;

  test('a mailbox by its address, whatever the case', async () => {
    const found = await find(client, 'ANNA@Contoso.example');
    expect(found).toMatchObject({
      sAMAccountName: 'anna',
      userPrincipalName: 'anna@contoso.example',
      proxyAddresses: 'SMTP:anna@contoso.example',
      homeMDB: expect.stringMatching(/^CN=MDB-EX16A,CN=Databases,/),
      msExchDelegateListBL: 'CN=Sales,OU=Staff,DC=corp,DC=local',
      memberOf: 'CN=all,OU=Staff,DC=corp,DC=local',
    });
    expect(found).not.toHaveProperty('msDS-User-Account-Control-Computed');
  });
  test.each([
    ['substring', '(sAMAccountName=man*9)', ['many9', 'many19', 'many29']],
    ['several parts', '(userPrincipalName=an*@con*example)', ['anna']],
    ['not', '(&(objectClass=user)(mail=*)(!(sAMAccountName=m*))(sAMAccountName=*nna))', ['anna']],
    [
      'bits',
      '(&(sAMAccountName=*)(userAccountControl:1.2.840.113556.1.4.803:=2)(objectCategory=person))',
      ['sales', 'disabled'],
    ],
    ['at least', '(&(sAMAccountName=change)(pwdLastSet<=0))', ['change']],
    ['constructed ones match nothing', '(msDS-User-Account-Control-Computed=16)', []],
    ['hidden ones match nothing', '(&(sAMAccountName=secret)(pwdLastSet=*))', []],
  ])('%s: %s', async (_, filter, names) => {
    const found = await search(filter, base, ['sAMAccountName']);
    expect(found.map((each) => each.sAMAccountName).sort()).toEqual([...names].sort());
  });
  test('binary values are found and read', async () => {
    const asked = {
      scope: 'sub',
      attributes: ['objectSid', 'msExchMailboxGuid', 'sAMAccountName'],
      explicitBufferAttributes: ['objectSid', 'msExchMailboxGuid'],
    } as const;
    const [anna] = (
      await client.search(base, {
        ...asked,
        attributes: [...asked.attributes],
        explicitBufferAttributes: [...asked.explicitBufferAttributes],
        filter: '(sAMAccountName=anna)',
      })
    ).searchEntries;
    const sid = anna?.objectSid;
    expect(Buffer.isBuffer(sid) && sid.subarray(0, 8).toString('hex')).toBe('0105000000000005');
    expect(Buffer.isBuffer(anna?.msExchMailboxGuid) && anna.msExchMailboxGuid.length).toBe(16);
    const again = await client.search(base, {
      scope: 'sub',
      attributes: ['sAMAccountName'],
      filter: new EqualityFilter({ attribute: 'objectSid', value: sid as Buffer }),
    });
    expect(again.searchEntries.map((each) => each.sAMAccountName)).toEqual(['anna']);
  });
  test('when homeMDB changed stands in the value metadata only, in a base search only', async () => {
    const attributes = ['msDS-ReplAttributeMetaData', 'msDS-ReplValueMetaData'];
    // ldapts gives what was asked for and not answered as an empty list.
    expect(await find(client, 'anna@contoso.example', attributes)).toMatchObject({
      'msDS-ReplValueMetaData': [],
    });
    const { searchEntries } = await client.search('CN=Anna,OU=Staff,DC=corp,DC=local', {
      scope: 'base',
      attributes,
    });
    const [entry] = searchEntries;
    expect(entry?.['msDS-ReplValueMetaData']).toMatch(
      /<pszAttributeName>homeMDB<[\s\S]*<ftimeLastOriginatingChange>2026-11-20T07:00:00Z</,
    );
    expect(String(entry?.['msDS-ReplAttributeMetaData'])).not.toContain('>homeMDB<');
    expect(String(entry?.['msDS-ReplAttributeMetaData'])).toContain('>msExchHomeServerName<');
  });
  test('pages, and a size limit without paging', async () => {
    const paged = await client.search(base, {
      scope: 'sub',
      filter: '(sAMAccountName=many*)',
      paged: { pageSize: 7 },
      attributes: ['cn'],
    });
    expect(paged.searchEntries).toHaveLength(30);
    const limited = { scope: 'sub', filter: '(sAMAccountName=many*)', sizeLimit: 5 } as const;
    expect((await client.search(base, limited)).searchEntries).toHaveLength(5);
  });
  test('one level, and a base that is not there', async () => {
    const { searchEntries } = await client.search(`OU=Staff,${base}`, {
      scope: 'one',
      filter: '(sAMAccountName=anna)',
    });
    expect(searchEntries).toHaveLength(1);
    await expect(client.search(`OU=Nowhere,${base}`, { scope: 'sub' })).rejects.toMatchObject({ code: 32 });
  });
  test('the Exchange organisation', async () => {
    const servers = await search('(objectCategory=msExchExchangeServer)', configuration, [
      'name',
      'serialNumber',
      'versionNumber',
      'networkAddress',
      'msExchCurrentServerRoles',
    ]);
    expect(servers).toMatchObject([
      {
        name: 'EX16A',
        serialNumber: 'Version 15.1 (Build 32507.6)',
        versionNumber: String(0x73c189cb),
        msExchCurrentServerRoles: '16439',
      },
      {
        name: 'EX10A',
        serialNumber: 'Version 14.3 (Build 30123.4)',
        versionNumber: String(0x7383807b),
        msExchCurrentServerRoles: '38',
      },
    ]);
    expect(servers[0]?.networkAddress).toContain('ncacn_ip_tcp:ex16a.corp.local');
    const scps = await search(
      '(&(objectClass=serviceConnectionPoint)(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596))',
      configuration,
      ['cn', 'serviceBindingInformation'],
    );
    expect(scps.map((each) => [each.cn, each.serviceBindingInformation])).toEqual(
      ['EX16A', 'EX10A'].map((name) => [
        name,
        'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
      ]),
    );
    const [mapi] = await search('(objectClass=msExchMapiVirtualDirectory)', configuration, [
      'msExchInternalAuthenticationMethods',
      'msExchInternalHostName',
    ]);
    expect(mapi).toMatchObject({
      msExchInternalAuthenticationMethods: '9218',
      msExchInternalHostName: 'https://mail.contoso.example/mapi',
    });
    expect(
      await search('(objectClass=msExchAcceptedDomain)', configuration, ['msExchAcceptedDomainName']),
    ).toMatchObject([{ msExchAcceptedDomainName: 'contoso.example' }]);
    expect(await search('(uPNSuffixes=*)', `CN=Partitions,${configuration}`, ['uPNSuffixes'])).toMatchObject([
      { uPNSuffixes: 'contoso.example' },
    ]);
    expect(await search('(objectCategory=msExchExchangeServer)', base)).toEqual([]);
  });
  test('computers with Windows and the change of their password', async () => {
    const [ex10a] = await search('(&(objectCategory=computer)(cn=EX10A))', base, [
      'operatingSystemVersion',
      'pwdLastSet',
      'dNSHostName',
    ]);
    expect(ex10a).toMatchObject({
      operatingSystemVersion: '6.1 (7601)',
      dNSHostName: 'ex10a.corp.local',
      pwdLastSet: expect.stringMatching(/^\d{18}$/),
    });
  });
  test('the other controller has the old place, the global catalogue lacks the lock', async () => {
    const other = await bound(636, 'dc2');
    expect(await find(other, 'anna@contoso.example', ['homeMDB'])).toMatchObject({
      homeMDB: expect.stringMatching(/^CN=MDB-EX10A,/),
    });
    await other.unbind();
    const catalogue = await bound(3269);
    const { searchEntries } = await catalogue.search('', {
      scope: 'sub',
      filter: '(sAMAccountName=locked)',
      attributes: ['mail', 'lockoutTime'],
    });
    expect(searchEntries).toMatchObject([{ mail: 'locked@contoso.example' }]);
    expect(searchEntries[0]?.lockoutTime).toEqual([]);
    await catalogue.unbind();
  });
});
