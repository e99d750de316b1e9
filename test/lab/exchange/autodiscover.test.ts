import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { curl, curlIsHere } from './curl.ts';
import { type StartedWorld, startWorld } from './started-world.ts';

/** Anna moved from 2010 three hours ago; ex16b still believes otherwise. */
const world = {
  servers: [
    { name: 'ex16a', exchange: '2016' },
    {
      name: 'ex16b',
      exchange: '2016',
      locations: [{ anchor: 'Smtp~anna@contoso.example', server: 'ex10a' }],
    },
    { name: 'ex10a', exchange: '2010' },
  ],
  mailboxes: [
    {
      address: 'anna@contoso.example',
      server: 'ex16a',
      movedAt: '-PT3H',
      automapped: ['dora@contoso.example'],
    },
    { address: 'dora@contoso.example', server: 'ex10a' },
    { address: 'rita@contoso.example', kind: 'remote', targetAddress: 'rita@contoso.cloud.example' },
    { address: 'lotte@contoso.example', server: 'ex16a', account: { locked: true } },
  ],
};
const right = ['--ntlm', '-u', 'CORP\\svc-popupdesk:Popup-Desk-Lab-1!'];
const request = (
  address: string,
  schema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a',
) =>
  `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>${schema}</AcceptableResponseSchema></Request></Autodiscover>`;
const post = (body: string) => ['-H', 'Content-Type: text/xml; charset=utf-8', '--data-binary', body];

(curlIsHere() ? describe : describe.skip)(
  'Autodiscover judged by the real curl (needs curl with NTLM)',
  () => {
    let started: StartedWorld;
    beforeAll(async () => {
      started = await startWorld(world);
    });
    afterAll(() => started.end());
    const ask = (server: string, path: string, ...further: readonly string[]) =>
      curl({ host: `${server}.corp.local`, port: started.portOf(server), path, ca: started.ca }, ...further);
    const explicit = (address: string) => `/autodiscover/${address}/autodiscover.xml`;
    const askFor = (server: string, address: string, ...further: readonly string[]) =>
      ask(server, explicit(address), ...right, ...post(request(address)), ...further);

    test('the right password is let in, GET is an invalid request', async () => {
      const answer = await ask('ex16a', '/autodiscover/autodiscover.xml', ...right);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('<ErrorCode>600</ErrorCode>');
      expect(answer.headers.get('x-feserver')).toEqual(['EX16A']);
    });

    test('nobody is offered Negotiate, NTLM and Basic in this order', async () => {
      const answer = await ask('ex16a', '/autodiscover/autodiscover.xml');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toEqual([
        'Negotiate',
        'NTLM',
        'Basic realm="ex16a.corp.local"',
      ]);
    });

    test('a wrong password and an unknown user are refused, and counted once', async () => {
      const wrong = await ask('ex16a', '/autodiscover/autodiscover.xml', '--ntlm', '-u', 'CORP\\anna:wrong');
      expect(wrong.status).toBe(401);
      const unknown = await ask(
        'ex16a',
        '/autodiscover/autodiscover.xml',
        '--ntlm',
        '-u',
        'CORP\\nobody:wrong',
      );
      expect(unknown.status).toBe(401);
      const anna = started.accounts.find('CORP', 'anna');
      expect(anna && started.accounts.stateOf(anna).badPasswordCount).toBe(1);
    });

    test('a locked account is refused although its password is right', async () => {
      const answer = await ask(
        'ex16a',
        '/autodiscover/autodiscover.xml',
        '--ntlm',
        '-u',
        'CORP\\lotte:Outlook-Lab-1!',
      );
      expect(answer.status).toBe(401);
    });

    test('Basic takes a UPN where it is offered', async () => {
      const path = '/autodiscover/autodiscover.xml';
      const signedIn = await ask('ex16a', path, '--basic', '-u', 'anna@contoso.example:Outlook-Lab-1!');
      expect(signedIn.status).toBe(200);
      expect((await ask('ex16a', path, '--basic', '-u', 'anna@contoso.example:no')).status).toBe(401);
    });

    test('the settings of a 2016 mailbox, with MAPI/HTTP only for who can use it', async () => {
      const plain = await askFor('ex16a', 'anna@contoso.example');
      expect(plain.status).toBe(200);
      expect(plain.body).toMatch(/<Type>EXCH<\/Type>\s*<Server>[0-9a-f-]{36}@contoso\.example<\/Server>/);
      expect(plain.body).toContain('<ServerVersion>73C189CB</ServerVersion>'); // 15.1.2507
      expect(plain.body).toContain('<SmtpAddress>dora@contoso.example</SmtpAddress>');
      expect(plain.body).not.toContain('mapiHttp');
      const able = await askFor('ex16a', 'anna@contoso.example', '-H', 'X-MapiHttpCapability: 1');
      expect(able.body).toContain('<Protocol Type="mapiHttp" Version="1">');
      expect(able.body).toContain('/mapi/nspi/?MailboxId=');
    });

    test('addresses unknown, elsewhere, and requests that are none', async () => {
      expect((await askFor('ex16a', 'none@contoso.example')).body).toContain('<ErrorCode>500</ErrorCode>');
      expect((await askFor('ex16a', 'rita@contoso.example')).body).toContain(
        '<RedirectAddr>rita@contoso.cloud.example</RedirectAddr>',
      );
      const plain = (body: string) => ask('ex16a', '/autodiscover/autodiscover.xml', ...right, ...post(body));
      expect((await plain('no xml')).body).toContain('<ErrorCode>600</ErrorCode>');
      expect((await plain(request('anna@contoso.example', 'urn:other'))).body).toContain(
        '<ErrorCode>601</ErrorCode>',
      );
    });

    test('2010 answers with EXCH alone and sends moved mailboxes on', async () => {
      const path = '/autodiscover/autodiscover.xml';
      const home = await ask('ex10a', path, ...right, ...post(request('dora@contoso.example')));
      expect(home.body.match(/<Type>[^<]*/g)).toEqual(['<Type>EXCH']);
      expect(home.body).toContain('<Server>ex10a.corp.local</Server>');
      expect(home.body).toContain('<ServerVersion>7383807B</ServerVersion>'); // 14.3.123
      expect(home.headers.get('x-aspnet-version')).toEqual(['2.0.50727']);
      expect(home.headers.get('server')).toEqual(['Microsoft-IIS/7.5']);
      expect(home.headers.has('x-feserver')).toBe(false);
      const moved = await ask('ex10a', path, ...right, ...post(request('anna@contoso.example')));
      expect(moved.status).toBe(302);
      expect((await ask('ex10a', '/mapi/nspi/')).status).toBe(404);
      expect((await ask('ex10a', '/autodiscover/healthcheck.htm')).status).toBe(404);
    });

    test('a stale entry sends her address down to 2010 and back, her SID not; a recycle ends it', async () => {
      const stale = await askFor('ex16b', 'anna@contoso.example');
      expect(stale.status).toBe(302);
      expect(stale.headers.get('location')).toEqual([
        'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
      ]);
      expect(stale.headers.get('x-calculatedbetarget')).toEqual(['ex10a.corp.local']);
      expect((await askFor('ex16a', 'anna@contoso.example')).status).toBe(200);
      const own = await ask(
        'ex16b',
        '/autodiscover/autodiscover.xml',
        ...['--ntlm', '-u', 'CORP\\anna:Outlook-Lab-1!', ...post(request('anna@contoso.example'))],
      );
      expect(own.status).toBe(200);
      const reached = started
        .accessLog()
        .filter(({ server, through }) => server === 'ex10a' && through === 'ex16b');
      expect(reached).toHaveLength(1);
      expect(reached[0]).toMatchObject({ status: 302, user: 'CORP\\svc-popupdesk' });

      const lines = proxyLines(started, 'ex16b');
      const hers = lines.filter((line) => line.AnchorMailbox === 'Smtp~anna@contoso.example');
      expect(hers).toHaveLength(1);
      expect(hers[0]).toMatchObject({
        HttpStatus: '302',
        BackEndStatus: '302',
        TargetServer: 'ex10a.corp.local',
        TargetServerVersion: '14.03.0123.004',
        RoutingHint: 'ExplicitLogon-SMTP',
        UrlStem: '/autodiscover/anna@contoso.example/autodiscover.xml',
        AuthenticatedUser: 'CORP\\svc-popupdesk',
      });
      expect(hers[0]?.GenericInfo).toContain('FEAuth=BEVersion-1937997947;ProxyToDownLevel=True;');

      const port = started.portOf('ex16b');
      const recycled = await started.server('ex16b').recycle('MSExchangeAutodiscoverAppPool');
      expect(recycled?.after.pid).not.toBe(recycled?.before.pid);
      expect(started.portOf('ex16b')).toBe(port);
      expect((await askFor('ex16b', 'anna@contoso.example')).status).toBe(200);
    });

    test('IIS sees an NTLM logon as 401 2 5, 401 1 2148074254, 200, and a wrong password as 2148074252', async () => {
      const lines = iisLines(started, 'ex16a').filter(
        (line) => line['cs-uri-stem'] === explicit('rita@contoso.example'),
      );
      // curl sends its first message at once, so there is no bare challenge here.
      expect(lines.map((line) => [line['sc-status'], line['sc-win32-status'], line['cs-username']])).toEqual([
        ['401', '2148074254', '-'],
        ['200', '0', 'CORP\\svc-popupdesk'],
      ]);
      const all = iisLines(started, 'ex16a').map(
        (line) =>
          `${line['sc-status']} ${line['sc-substatus']} ${line['sc-win32-status']} ${line['cs-username']}`,
      );
      expect(all).toContain('401 2 5 -');
      expect(all.filter((line) => line === '401 1 2148074252 -')).toHaveLength(3);
      expect(all).toContain('401 1 1326 anna@contoso.example');
    });
  },
);

const linesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .replace(/^\uFEFF/, '')
      .split('\r\n'),
  );

function tableOf(folder: string, separator: string): Record<string, string | undefined>[] {
  const lines = linesOf(folder);
  const names = (lines.find((line) => line.startsWith('#Fields: ')) ?? '').slice(9).split(separator);
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const values = line.split(separator); // nothing in these lines holds a separator
      expect(values).toHaveLength(names.length);
      return Object.fromEntries(names.map((name, index) => [name, values[index]]));
    });
}
const proxyLines = (started: StartedWorld, server: string) =>
  tableOf(join(started.logFolder(server, 'http-proxy'), 'Autodiscover'), ',');
const iisLines = (started: StartedWorld, server: string) => tableOf(started.logFolder(server, 'iis'), ' ');
