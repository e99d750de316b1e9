import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

const mailbox = (name: string, more: object = {}) => ({ address: `${name}@contoso.example`, ...more });
/** What the directory looks and DNS bring of anna in a world of 2010 and 2016 with these changes. */
async function lookIn(changes: Readonly<Record<string, unknown>>): Promise<Looked> {
  const world = await startWorld({
    servers: [
      { name: 'ex16a', exchange: '2016' },
      { name: 'ex10a', exchange: '2010' },
    ],
    mailboxes: [mailbox('anna'), mailbox('pf10', { server: 'ex10a', hidden: true })],
    ...changes,
  });
  worlds.push(world);
  const looks = (await loadLooks()).filter(({ id }) => id.startsWith('directory-') || id === 'dns');
  const looker = await world.looker({ looks });
  return looker.look('anna@contoso.example');
}

describe('an organisation that says everything', () => {
  let looked: Looked;
  beforeAll(async () => {
    looked = await lookIn({
      organisation: {
        hybrid: true,
        publicFolders: { where: 'remote', remoteMailboxes: ['pf10@contoso.example'] },
      },
      servers: [
        { name: 'ex16a', exchange: '2016', vdirs: [{ name: 'rpc', sslOffloading: true, externalUrl: '' }] },
        { name: 'ex10a', exchange: '2010', vdirs: [{ name: 'rpc', enabled: false }] },
      ],
      databases: [
        { name: 'DB16', server: 'ex16a', publicFolderDatabase: 'Gone PF' },
        {
          name: 'DB10',
          server: 'ex10a',
          rpcClientAccessServer: 'outlook.contoso.example',
          offlineAddressBook: 'Old OAB',
          publicFolderDatabase: 'PF1',
        },
      ],
      publicFolderDatabases: [{ name: 'PF1', server: 'ex10a' }],
      outlookProviders: { exprPrincipal: 'msstd:mail.contoso.example', exprServer: 'ex10a' },
      furtherScps: [
        { server: 'ex07old', url: 'https://ex07old.corp.local/Autodiscover/Autodiscover.xml' },
        { server: 'other', url: 'LDAP://dc.other.example', pointsFor: ['other.example'] },
      ],
    });
  }, 30_000);

  test.each<[string, unknown]>([
    ['org.mapiHttp', true],
    ['org.hybrid', true],
    ['org.versions', ['2010', '2016']],
    ['org.clientAccessServers', 2],
    ['org.acceptedDomains', ['contoso.example']],
    ['providers.exprPrincipal', 'msstd:mail.contoso.example'],
    ['providers.exchPrincipal', ''],
    ['providers.exprServer', 'ex10a'],
    ['databases[db16].server', 'ex16a'],
    ['databases[db16].rpcClientAccessServer', undefined],
    ['databases[db16].offlineAddressBook', ''],
    ['databases[db16].publicFolderDatabase', 'Gone PF'],
    ['databases[db16].publicFolderDatabaseFound', false],
    ['databases[db10].rpcClientAccessServer', 'outlook.contoso.example'],
    ['databases[db10].offlineAddressBook', 'Old OAB'],
    ['databases[db10].publicFolderDatabase', 'PF1'],
    ['databases[db10].publicFolderDatabaseFound', true],
    ['publicFolders.where', '2010'],
    ['publicFolders.remoteMailboxes', ['pf10@contoso.example']],
    ['publicFolders.pointer', 'pf10@contoso.example'],
    ['vdirs[ex16a/rpc].sslOffloading', true],
    ['vdirs[ex16a/rpc].enabled', true],
    ['vdirs[ex16a/rpc].internalUrl', 'mail.contoso.example'],
    ['vdirs[ex16a/rpc].externalUrl', ''],
    ['vdirs[ex16a/owa].internalAuth', ['Basic', 'Fba']],
    ['vdirs[ex16a/powershell].internalUrl', 'http://ex16a.corp.local/powershell'],
    ['vdirs[ex16a/activesync].externalUrl', 'https://mail.contoso.example/Microsoft-Server-ActiveSync'],
    ['vdirs[ex16a/ecp].externalUrl', 'https://mail.contoso.example/ecp'],
    ['vdirs[ex10a/rpc].enabled', false],
    ['vdirs[ex10a/rpc].internalUrl', undefined],
    ['servers[dc1].roles', ['dc']],
    ['servers[dc1].os', 'Windows Server 2016 Standard'],
    ['scp[ex16a].resolves', true],
    ['scp[ex07old].resolves', false],
    ['scp[ex07old].exchange', undefined],
    ['scp[ex07old].urlIsServerName', true],
    ['scp[ex16a].urlIsServerName', false],
    ['scp[ex07old].forest', undefined],
    ['scp[other].forest', 'LDAP://dc.other.example'],
    ['scp[other].url', undefined],
  ])('%s is %j', (path, value) => {
    expect(factOf(looked, path)).toEqual(value);
  });
  test.each([
    ['databases[db16].mounted', /Get-MailboxDatabase -Status/],
    ['databases[db10].activatedAt', /View-Only Organization Management/],
    ['publicFolders.clientControl', /PublicFolderShowClientControl/],
    ['providers.exprAuth', /Outlook Anywhere/],
    ['mailbox.otherForest', /another forest/],
  ])('%s is unseen and says who sees it', (path, says) => {
    expect(factOf(looked, path)).toBeUndefined();
    expect(whyBlind(looked, path)).toMatch(says);
  });
});

test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
  ['nowhere', { organisation: { publicFolders: { where: 'none' } } }, 'none', ''],
  ['in no database and no mailbox', {}, 'none', ''],
  ['in the databases of 2010', { publicFolderDatabases: [{ name: 'PF1', server: 'ex10a' }] }, '2010', ''],
  ['in mailboxes', { mailboxes: [mailbox('anna'), mailbox('pf', { kind: 'public-folder' })] }, '2013+', ''],
  [
    'in the cloud',
    {
      organisation: { publicFolders: { where: 'remote', remoteMailboxes: ['cloudpf@contoso.example'] } },
      mailboxes: [
        mailbox('anna'),
        mailbox('cloudpf', { kind: 'mail-user', targetAddress: 'cloudpf@contoso.mail.onmicrosoft.example' }),
      ],
    },
    'online',
    'cloudpf@contoso.example',
  ],
  [
    'where the user’s own pointer leads',
    {
      publicFolderDatabases: [{ name: 'PF1', server: 'ex10a' }],
      mailboxes: [
        mailbox('anna', { publicFolderMailbox: 'pf10@contoso.example' }),
        mailbox('pf10', { server: 'ex10a' }),
      ],
    },
    '2010',
    'pf10@contoso.example',
  ],
])(
  'public folders are %s',
  async (_, changes, where, pointer) => {
    const looked = await lookIn(changes);
    expect(factOf(looked, 'publicFolders.where')).toBe(where);
    expect(factOf(looked, 'publicFolders.pointer')).toBe(pointer);
  },
  30_000,
);

test('an Exchange organisation that may not be read is unseen, never empty', async () => {
  const looked = await lookIn({ directory: { hideBelow: ['CN=Microsoft Exchange'] } });
  expect(factOf(looked, 'mailbox.found')).toBe(true);
  for (const path of [
    'servers',
    'databases',
    'org.versions',
    'org.mapiHttp',
    'org.hybrid',
    'vdirs',
    'scp',
    'providers.exprPrincipal',
    'publicFolders.where',
    'mailbox.exchange',
    'org.acceptedDomains',
  ]) {
    expect({ path, value: factOf(looked, path) }).toEqual({ path, value: undefined });
    expect({ path, why: whyBlind(looked, path) }).toEqual({
      path,
      why: expect.stringMatching(/View-Only Organization Management/),
    });
  }
}, 30_000);

test.each([
  ['msExchOrganizationFlags2', 'org.mapiHttp'],
  ['msExchRpcHttpFlags', 'vdirs[ex16a/rpc].sslOffloading'],
  ['msExchInternalAuthenticationMethods', 'vdirs[ex16a/mapi].internalAuth'],
  ['heuristics', 'publicFolders.where'],
  ['pwdLastSet', 'servers[ex16a].machinePasswordAt'],
])(
  '%s that may not be read leaves %s unseen, with the right',
  async (attribute, path) => {
    const looked = await lookIn({ directory: { hide: [attribute] } });
    expect(factOf(looked, path)).toBeUndefined();
    expect(whyBlind(looked, path)).toMatch(/View-Only Organization Management|the right Read/);
  },
  30_000,
);
