import { describe, expect, test } from '@jest/globals';
import cmdletOutput from '../../../services/readers/cmdlet-output.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { mailbox, table, user, wrapped } from './samples/cmdlet-output.ts';

const facts = (text: string, more = {}) => factsOf(pastedTo(cmdletOutput, text, more));

describe('Format-List', () => {
  test('of a mailbox: wrapped values, a list that was cut, properties that say nothing', () => {
    const read = pastedTo(cmdletOutput, mailbox);
    expect(factsOf(read)).toEqual({
      'mailbox.upn': 'anna@corp.local',
      'mailbox.primarySmtp': 'anna@contoso.example',
      'mailbox.addresses': ['anna@contoso.example', 'a.adler@contoso.example', 'anna@corp.local', '…'],
      'mailbox.legacyDn':
        '/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna',
      'mailbox.database': 'DB16-01',
      'mailbox.server': 'ex16a',
    });
    expect(read.ignored).toEqual([
      { from: 13, to: 13, says: 'Get-Mailbox: a property that explains no popup' },
    ]);
    expect(read.facts.find(({ fact }) => fact === 'mailbox.server')?.source).toMatch(/, line 5$/);
  });
  test('copied without its indentation, and with an empty line behind every line', () => {
    const flat = mailbox.replace(/^ +/gm, '');
    expect(facts(flat)).toEqual(facts(mailbox));
    expect(facts('Name : Anna\n\nMAPIEnabled : True\n\nMapiHttpEnabled :\n\nOWAEnabled : True\n')).toEqual({
      'mailbox.mapiEnabled': true,
      'mailbox.mapiHttp': 'inherit',
    });
  });
  test('of several objects of one cmdlet', () => {
    expect(
      facts(`Server          : EX16A
Component       : MapiProxy
State           : Inactive

Server          : EX16A
Component       : ServerWideOffline
State           : Active`),
    ).toEqual({
      'components[ex16a/mapiproxy].state': 'inactive',
      'components[ex16a/serverwideoffline].state': 'active',
      'servers[ex16a].maintenance': false,
    });
  });
  test('typed by hand', () => {
    expect(facts('MAPIEnabled: True\nMapiHttpEnabled: False\nEwsEnabled: True\nOWAEnabled: True')).toEqual({
      'mailbox.mapiEnabled': true,
      'mailbox.mapiHttp': 'off',
    });
  });
  test('half of it', () => {
    expect(facts('atabase             : DB16-01\nServerName           : ex16a\nDatab')).toEqual({});
    expect(facts('Database             : DB16-01\nServerName           : ex1')).toEqual({
      'mailbox.database': 'DB16-01',
      'mailbox.server': 'ex1',
    });
  });
});

describe('Format-Table', () => {
  test('whose directory only the command names', () => {
    expect(facts(table)).toEqual({
      'vdirs[ex16a/mapi].internalUrl': 'https://mail.contoso.example/mapi',
      'vdirs[ex16b/mapi].internalUrl': 'https://mail.contoso.example/mapi',
      'vdirs[ex16a/mapi].internalAuth': ['Ntlm', 'OAuth', 'Negotiate'],
      'vdirs[ex16a/mapi].externalAuth': ['Ntlm', 'OAuth', 'Negotiate'],
      'vdirs[ex16b/mapi].internalAuth': ['Negotiate'],
      'vdirs[ex16b/mapi].externalAuth': ['Negotiate'],
    });
  });
  test('whose columns wrap', () => {
    expect(facts(wrapped)).toEqual({
      'vdirs[ex16a/ews].internalUrl': 'https://mail.contoso.example/EWS/Exchange.asmx',
      'vdirs[ex16a/ews].externalUrl': 'https://mail.contoso.example/EWS/Exchange.asmx',
      'vdirs[ex10a/ews].internalUrl': 'https://ex10a.corp.local/EWS/Exchange.asmx',
      'vdirs[ex10a/ews].externalUrl': '',
    });
  });
  test('whose columns are cut: a cut value is no value, a cut list names some', () => {
    expect(
      facts(`Identity              InternalUrl               IISAuthenticat... InternalAuthenti...
--------              -----------               ----------------- -----------------
EX16A\\mapi (Defaul... https://mail.contoso.e... {Ntlm, OAuth...   {Ntlm, OAuth, N...`),
    ).toEqual({});
    expect(
      facts(`Identity                      InternalUrl               InternalAuthenti...
--------                      -----------               -----------------
EX16A\\mapi (Default Web Site) https://mail.contoso.e... {Ntlm, OAuth, N...`),
    ).toEqual({ 'vdirs[ex16a/mapi].internalAuth': ['Ntlm', 'OAuth', '…'] });
  });
  test('of Outlook providers: what is empty was looked at', () => {
    expect(
      facts(`Name             Server                 CertPrincipalName                      TTL
----             ------                 -----------------                      ---
EXCH                                                                           1
EXPR                                    msstd:*.contoso.example                1
WEB                                                                            1`),
    ).toEqual({
      'providers.exchPrincipal': '',
      'providers.exprPrincipal': 'msstd:*.contoso.example',
      'providers.exprServer': '',
    });
  });
  test('of updates, as a German Windows heads it', () => {
    expect(
      facts(`Quelle        Beschreibung     HotFixID      Installiert von      Installiert am
------        ------------     --------      ---------------      --------------
EX10A         Update           KB2999226     NT-AUTORITÄT\\SYSTEM  14.03.2017 00:00:00
EX10A         Security Update  KB3140410     CORP\\admin           03.04.2017 00:00:00`),
    ).toEqual({
      'hotfixes[ex10a/kb2999226].listed': true,
      'hotfixes[ex10a/kb2999226].installedAt': '2017-03-14',
      'hotfixes[ex10a/kb3140410].listed': true,
      'hotfixes[ex10a/kb3140410].installedAt': '2017-04-03',
    });
    expect(
      facts(`Source        Description      HotFixID      InstalledBy          InstalledOn
------        -----------      --------      -----------          -----------
EX10A         Update           KB2999226     CORP\\admin           3/4/2017`),
    ).toEqual({ 'hotfixes[ex10a/kb2999226].listed': true });
  });
});

describe('somebody else', () => {
  test('is not taken for her, and it is asked', () => {
    const bob = `[PS] C:\\>Get-Mailbox bob | ft name,alias,servername,database

Name       Alias   ServerName  Database
----       -----   ----------  --------
Bob Berger bob     ex10a       DB10-01
Anna Adler anna    ex16a       DB16-01`;
    const read = pastedTo(cmdletOutput, bob);
    expect(factsOf(read)).toEqual({ 'mailbox.database': 'DB16-01', 'mailbox.server': 'ex16a' });
    expect(read.asks).toEqual([
      "The text speaks of bob (line 5): whose output is it? Nothing of theirs was taken as anna@contoso.example's.",
    ]);
  });
  test('is known by what was typed, where the output does not say', () => {
    const of = (name: string) =>
      facts(`PS C:\\> Get-CASMailbox ${name} | fl mapi*\n\nMAPIEnabled     : True\nMapiHttpEnabled : False`);
    expect(of('anna')).toEqual({ 'mailbox.mapiEnabled': true, 'mailbox.mapiHttp': 'off' });
    expect(of('"Bob Berger"')).toEqual({});
  });
});

test('times without a zone wait for it', () => {
  const without = pastedTo(cmdletOutput, user);
  expect(factsOf(without)).toEqual({
    'mailbox.upn': 'anna@corp.local',
    'mailbox.sam': 'anna',
    'account.locked': true,
    'account.disabled': false,
    'account.passwordExpired': false,
    'account.expired': false,
  });
  expect(without.asks).toEqual([expect.stringMatching(/^The times in line 9 have no zone/)]);
  expect(facts(user, { zoneMinutes: 60 })['account.passwordChangedAt']).toBe('2026-11-17T07:30:00.000Z');
});

test.each<[name: string, text: string, expected: Readonly<Record<string, unknown>>]>([
  [
    'Get-OutlookAnywhere',
    `ServerName                         : EX10A
SSLOffloading                      : False
ExternalHostname                   : mail.contoso.example
ClientAuthenticationMethod         : Basic
IISAuthenticationMethods           : {Basic}
Identity                           : EX10A\\Rpc (Default Web Site)`,
    {
      'vdirs[ex10a/rpc].enabled': true,
      'vdirs[ex10a/rpc].externalUrl': 'mail.contoso.example',
      'vdirs[ex10a/rpc].internalAuth': ['Basic'],
      'vdirs[ex10a/rpc].externalAuth': ['Basic'],
      'vdirs[ex10a/rpc].sslOffloading': false,
    },
  ],
  [
    'Get-ClientAccessServer',
    `Name                           : EX16A
AutoDiscoverServiceInternalUri : https://ex16a.corp.local/Autodiscover/Autodiscover.xml
AutoDiscoverSiteScope          : {Berlin, Hamburg}`,
    {
      'scp[ex16a].url': 'https://ex16a.corp.local/Autodiscover/Autodiscover.xml',
      'scp[ex16a].urlIsServerName': true,
      'scp[ex16a].site': ['Berlin', 'Hamburg'],
    },
  ],
  [
    'Get-OrganizationConfig',
    `PS>Get-OrganizationConfig | fl mapi*,*public*

MapiHttpEnabled                : True
PublicFoldersEnabled           : Remote
RemotePublicFolderMailboxes    : {PFMailbox1}
PublicFolderShowClientControl  : False`,
    {
      'org.mapiHttp': true,
      'publicFolders.remoteMailboxes': ['pfmailbox1'],
      'publicFolders.clientControl': false,
    },
  ],
  [
    'Get-MailboxDatabase',
    `Name                  : DB10-01
Server                : EX10A
Mounted               : True
RpcClientAccessServer : outlook.corp.local
PublicFolderDatabase  : corp.local/Deleted Objects/PF10`,
    {
      'databases[db10-01].server': 'ex10a',
      'databases[db10-01].mounted': true,
      'databases[db10-01].rpcClientAccessServer': 'outlook.corp.local',
      'databases[db10-01].publicFolderDatabase': 'PF10',
      'databases[db10-01].publicFolderDatabaseFound': false,
    },
  ],
  [
    'Get-ExchangeServer',
    `Name                Site                 ServerRole  Edition     AdminDisplayVersion
----                ----                 ----------  -------     -------------------
EX16A               corp.local/Config... Mailbox     Standard    Version 15.1 (Build 2507.6)
EX10A               corp.local/Config... Mailbox,... Standard    Version 14.3 (Build 123.4)`,
    {
      'servers[ex16a].exchange': '2016',
      'servers[ex16a].build': '15.1.2507.6',
      'servers[ex16a].roles': ['mailbox'],
      'servers[ex10a].exchange': '2010',
      'servers[ex10a].build': '14.3.123.4',
      'servers[ex10a].roles': ['mailbox', '…'],
    },
  ],
  [
    'Get-ExchangeCertificate',
    `[PS] C:\\>Get-ExchangeCertificate -Server ex16a | fl

CertificateDomains : {mail.contoso.example, autodiscover.contoso.example}
IsSelfSigned       : False
Issuer             : CN=Contoso Issuing CA, DC=corp, DC=local
NotAfter           : 20.11.2027 12:00:00 +00:00
Services           : IIS, SMTP
Subject            : CN=mail.contoso.example`,
    {
      'tls[mail.contoso.example@ex16a].commonName': 'mail.contoso.example',
      'tls[mail.contoso.example@ex16a].names': ['mail.contoso.example', 'autodiscover.contoso.example'],
      'tls[mail.contoso.example@ex16a].issuer': 'CN=Contoso Issuing CA, DC=corp, DC=local',
      'tls[mail.contoso.example@ex16a].notAfter': '2027-11-20T12:00:00.000Z',
      'tls[mail.contoso.example@ex16a].selfSigned': false,
      'tls[autodiscover.contoso.example@ex16a].commonName': 'mail.contoso.example',
      'tls[autodiscover.contoso.example@ex16a].names': [
        'mail.contoso.example',
        'autodiscover.contoso.example',
      ],
      'tls[autodiscover.contoso.example@ex16a].issuer': 'CN=Contoso Issuing CA, DC=corp, DC=local',
      'tls[autodiscover.contoso.example@ex16a].notAfter': '2027-11-20T12:00:00.000Z',
      'tls[autodiscover.contoso.example@ex16a].selfSigned': false,
    },
  ],
  [
    'Get-MoveRequestStatistics',
    `DisplayName         : Anna
StatusDetail        : Completed
TargetDatabase      : DB16-01
PercentComplete     : 100
CompletionTimestamp : 2026-11-20 07:00:00Z`,
    {
      'mailbox.moveState': 'completed',
      'mailbox.movedAt': '2026-11-20T07:00:00.000Z',
      'mailbox.database': 'DB16-01',
    },
  ],
  [
    'Resolve-DnsName',
    `Name                                           Type   TTL   Section    IPAddress
----                                           ----   ---   -------    ---------
mail.contoso.example                           A      3600  Answer     10.0.0.5
mail.contoso.example                           A      3600  Answer     10.0.0.6`,
    { 'dns[mail.contoso.example].a': ['10.0.0.5', '10.0.0.6'] },
  ],
])('%s', (_name, text, expected) => {
  expect(facts(text)).toEqual(expected);
});

test('what is no object of a known cmdlet is left to others', () => {
  for (const text of [
    'TimeCreated  : 11/20/2026 8:00:00 AM\nProviderName : Outlook\nId           : 67',
    'some sentence : with a colon',
    'Title\n-----\ntext below a title',
    '----------------------------',
  ])
    expect(pastedTo(cmdletOutput, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(cmdletOutput, samples));
test('is quick', () => {
  for (const sample of [...samples, 'a : b', '- - - -', '{', '[PS] C:\\>Get-Mailbox `'])
    isQuick(cmdletOutput, sample);
});
