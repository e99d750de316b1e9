import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Curled, curl, curlIsHere } from './curl.ts';
import { versionWord } from './server-version.ts';
import { type StartedWorld, startWorld } from './started-world.ts';

const world = {
  servers: [
    { name: 'ex16a', exchange: '2016' },
    {
      name: 'ex16b',
      exchange: '2016',
      iis: [
        { path: 'mapi', providers: ['Negotiate:Kerberos'] },
        { path: 'back-end/mapi/nspi', providers: ['NTLM'] },
      ],
      components: { MapiProxy: 'inactive' },
    },
    {
      name: 'ex16c',
      exchange: '2016',
      mapi: [
        { path: 'nspi', responseCode: 16 },
        { path: 'emsmdb', responseCode: 18 },
      ],
      iis: [
        { path: 'oab', extendedProtection: 'require' },
        { path: 'ews', extendedProtection: 'allow' },
      ],
    },
    { name: 'ex10a', exchange: '2010' },
  ],
  serviceAccount: { server: 'ex16a' },
  mailboxes: [
    { address: 'berta@contoso.example', server: 'ex16b' },
    { address: 'clara@contoso.example', server: 'ex16c' },
    { address: 'old@contoso.example', server: 'ex10a' },
  ],
};
const signedIn = ['--ntlm', '-u', 'CORP\\svc-popupdesk:Popup-Desk-Lab-1!'];
const requestId = '{2EF33C39-49C8-421C-B876-CDF7F2AC3AA0}:1';
/** A Bind with a STAT and no auxiliary buffer: 45 bytes. */
const bind = Buffer.alloc(45);
bind.writeUInt8(1, 4);
bind.writeUInt32LE(1252, 5 + 24);

const mapiHeaders = (type: string): string[] =>
  [`X-RequestType: ${type}`, `X-RequestId: ${requestId}`, 'Content-Type: application/mapi-http'].flatMap(
    (header) => ['-H', header],
  );

/** Head of the framing, its further headers, and the binary body. */
function framed({ body }: Curled) {
  const end = body.indexOf('\r\n\r\n');
  return { lines: body.slice(0, end).split('\r\n'), bytes: Buffer.from(body.slice(end + 4), 'latin1') };
}

describe('versions', () => {
  test('are packed as the published examples are', () => {
    const packed = ['14.3.123.4', '15.1.2375.7', '14.1.218.0', '8.0.647.0'].map((each) =>
      versionWord(each).toString(16),
    );
    expect(packed).toEqual(['7383807b', '73c18947', '738180da', '72008287']);
  });
});

(curlIsHere() ? describe : describe.skip)(
  'MAPI over HTTP judged by the real curl (needs curl with NTLM)',
  () => {
    let started: StartedWorld;
    beforeAll(async () => {
      started = await startWorld(world);
      writeFileSync(join(started.folder, 'bind'), bind);
    });
    afterAll(() => started.end());
    const ask = (server: string, path: string, ...further: readonly string[]) =>
      curl({ host: `${server}.corp.local`, port: started.portOf(server), path, ca: started.ca }, ...further);
    const mapi = (server: string, endpoint: string, type: string, ...further: readonly string[]) =>
      ask(server, `/mapi/${endpoint}/`, ...signedIn, ...mapiHeaders(type), '-X', 'POST', ...further);
    const bindBody = () => ['--data-binary', `@${join(started.folder, 'bind')}`];
    const mailboxOf = (address: string) =>
      `?MailboxId=${started.world.mailboxes.find((each) => each.address === address)?.guid}@contoso.example`;

    test('nobody gets 401 with the providers in order and what the front end tells of itself', async () => {
      const answer = await ask('ex16a', '/mapi/nspi/');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toEqual(['Negotiate', 'NTLM']);
      expect(answer.headers.get('x-owa-version')).toEqual(['15.1.2507.6']);
      expect(answer.headers.get('x-feserver')).toEqual(['EX16A']);
      expect(answer.headers.get('x-failurecontext')).toEqual(['FrontEnd;401;VW5hdXRob3JpemVk;;;;']);
      expect(answer.headers.get('request-id')?.[0]).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('Negotiate:Kerberos offers Negotiate and takes no NTLM', async () => {
      const answer = await ask('ex16b', '/mapi/nspi/', ...signedIn);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toEqual(['Negotiate']);
    });

    test('PING is answered in the framing', async () => {
      const answer = await mapi('ex16a', 'nspi', 'PING', '-d', '');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-responsecode')).toEqual(['0']);
      expect(answer.headers.get('x-requestid')).toEqual([requestId]);
      expect(answer.headers.get('x-serverapplication')).toEqual(['Exchange/15.01.2507.006']);
      const { lines, bytes } = framed(answer);
      expect(lines.slice(0, 3)).toEqual(['PROCESSING', 'PENDING', 'DONE']);
      expect(lines[3]).toMatch(/^X-ElapsedTime: \d+$/);
      expect(bytes).toHaveLength(0);
    });

    test('Bind gives 28 bytes in chunks of their own, and cookies that Unbind needs', async () => {
      const answer = await mapi('ex16a', 'nspi', 'Bind', ...bindBody());
      expect(answer.headers.get('transfer-encoding')).toEqual(['chunked']);
      const { bytes } = framed(answer);
      expect(bytes).toHaveLength(28);
      expect(bytes.readUInt32LE(0)).toBe(0);
      expect(bytes.readUInt32LE(4)).toBe(0);
      const cookies = answer.headers.get('set-cookie') ?? [];
      expect(cookies.map((each) => each.split('=')[0])).toEqual([
        'MapiContext',
        'MapiRouting',
        'MapiSequence',
      ]);
      const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
      const code = async (...sent: readonly string[]) =>
        (await mapi('ex16a', 'nspi', 'Unbind', ...sent, '-d', '')).headers.get('x-responsecode')?.[0];
      expect(await code()).toBe('13');
      expect(await code('-H', 'Cookie: MapiContext=MAPIAAAAnone')).toBe('10');
      expect(await code('-H', `Cookie: ${cookie.replace(/MapiSequence=\d/, 'MapiSequence=9')}`)).toBe('15');
      expect(await code('-H', `Cookie: ${cookie}`)).toBe('0');
      expect(await code('-H', `Cookie: ${cookie}`)).toBe('10');
      const raw = await mapi('ex16a', 'nspi', 'Bind', '--raw', ...bindBody());
      expect(raw.body).toMatch(/^c\r\nPROCESSING\r\n\r\n9\r\nPENDING\r\n\r\n/);
    });

    test('Connect opens one’s own mailbox only', async () => {
      const own = started.world.mailboxes.find(({ service }) => service);
      const other = started.world.mailboxes.find(({ address }) => address === 'berta@contoso.example');
      const error = async (userDn: string) => {
        const file = join(started.folder, 'connect');
        const numbers = Buffer.alloc(20);
        numbers.writeUInt32LE(1252, 4);
        writeFileSync(file, Buffer.concat([Buffer.from(`${userDn}\0`, 'latin1'), numbers]));
        const answer = await mapi('ex16a', 'emsmdb', 'Connect', '--data-binary', `@${file}`);
        return framed(answer).bytes.readUInt32LE(4);
      };
      expect(await error(own?.legacyDn ?? '')).toBe(0);
      expect(await error(other?.legacyDn ?? '')).toBe(0x3f2);
      expect(await error('/o=none')).toBe(0x3eb);
      expect(await error('')).toBe(0x80070005);
    });

    test('what is wrong with a request comes as HTTP 200 with its code', async () => {
      const coded = async (path: string, ...further: readonly string[]) => {
        const answer = await ask('ex16a', path, ...signedIn, ...further);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toEqual(['text/html']);
        return answer.headers.get('x-responsecode')?.[0];
      };
      const post = ['-X', 'POST', '-d', ''];
      expect(await coded('/mapi/nspi/', ...mapiHeaders('PING'))).toBe('2');
      expect(await coded('/mapi/other/', ...post)).toBe('3');
      expect(await coded('/mapi/nspi/', '-H', 'X-RequestType: PING', '-H', 'X-RequestId: one', ...post)).toBe(
        '4',
      );
      expect(await coded('/mapi/nspi/', ...mapiHeaders('Connect'), ...post)).toBe('5');
      expect(await coded('/mapi/nspi/', ...post)).toBe('7');
      expect(await coded('/mapi/nspi/', ...mapiHeaders('Bind'), ...post)).toBe('12');
    });

    test('a disabled endpoint says so at once, one that shuts down after DONE', async () => {
      const disabled = await ask(
        'ex16c',
        `/mapi/nspi/${mailboxOf('clara@contoso.example')}`,
        ...[...signedIn, ...mapiHeaders('PING'), '-d', ''],
      );
      expect([disabled.status, disabled.headers.get('x-responsecode')]).toEqual([200, ['16']]);
      const ending = await ask(
        'ex16a',
        `/mapi/emsmdb/${mailboxOf('clara@contoso.example')}`,
        ...[...signedIn, ...mapiHeaders('PING'), '-d', ''],
      );
      expect(ending.headers.get('x-responsecode')).toEqual(['0']);
      expect(ending.headers.get('x-calculatedbetarget')).toEqual(['ex16c.corp.local']);
      expect(framed(ending).lines).toContain('X-ResponseCode: 18');
    });

    test('a back end without Negotiate refuses the front end, which says so', async () => {
      const answer = await ask(
        'ex16a',
        `/mapi/nspi/${mailboxOf('berta@contoso.example')}`,
        ...[...signedIn, ...mapiHeaders('PING'), '-d', ''],
      );
      expect(answer.status).toBe(401);
      expect(answer.headers.get('x-failurecontext')?.[0]).toMatch(/^BackEnd;401;VW5hdXRob3JpemVk;/);
      expect(answer.headers.get('x-backendhttpstatus')).toEqual(['401']);
      expect(answer.headers.get('www-authenticate')).toEqual(['Negotiate', 'NTLM']);
    });

    test('a mailbox on 2010 has no MAPI over HTTP behind any front end', async () => {
      const path = `/mapi/emsmdb/${mailboxOf('old@contoso.example')}`;
      const answer = await ask('ex16a', path, ...signedIn, ...mapiHeaders('PING'), '-d', '');
      expect([answer.status, answer.headers.get('x-calculatedbetarget')]).toEqual([
        404,
        ['ex10a.corp.local'],
      ]);
    });

    test.each(['RPC_IN_DATA', 'RPC_OUT_DATA'])('%s is echoed to who signed in', async (verb) => {
      const path = '/rpc/rpcproxy.dll?ex10a.corp.local:6001';
      const rpc = ['-X', verb, '-A', 'MSRPC', '-H', 'Accept: application/rpc'];
      const nobody = await ask('ex10a', path, ...rpc);
      expect([nobody.status, nobody.headers.get('www-authenticate')?.slice(0, 2)]).toEqual([
        401,
        ['Negotiate', 'NTLM'],
      ]);
      const answer = await ask('ex10a', path, ...signedIn, ...rpc);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, ['application/rpc']]);
      expect(Buffer.from(answer.body, 'latin1').toString('hex')).toBe(
        '0500140310000000140000000000000040000000',
      );
    });

    test('health pages follow their component', async () => {
      const well = await ask('ex16a', '/mapi/healthcheck.htm');
      expect([well.status, well.body]).toEqual([200, '200 OK<br/>EX16A.CORP.LOCAL']);
      expect((await ask('ex16b', '/mapi/healthcheck.htm')).status).toBe(503);
      expect((await ask('ex16b', '/ews/healthcheck.htm')).status).toBe(200);
    });

    test('without channel bindings Extended Protection lets in where it is allowed, not where it is required', async () => {
      const [allowed, required] = [
        await ask('ex16c', '/EWS/Exchange.asmx', ...signedIn),
        await ask('ex16c', '/OAB/oab.xml', ...signedIn),
      ];
      expect([allowed.status, required.status]).toEqual([200, 401]);
      const own = started.world.mailboxes.find(({ service }) => service);
      expect(own && started.accounts.stateOf(own).badPasswordCount).toBe(0);
    });

    test('no name or password stands in the access log, but each leg does', () => {
      const text = JSON.stringify(started.accessLog());
      expect(text).not.toContain('Popup-Desk-Lab-1!');
      expect(text).not.toContain('TlRMTVNT');
      const legs = started.accessLog().filter(({ kind, scheme }) => kind === 'http' && scheme === 'NTLM');
      expect(new Set(legs.map(({ leg }) => leg))).toEqual(new Set([1, 3]));
      expect(
        started
          .accessLog()
          .filter(({ kind }) => kind === 'tls')
          .every(({ tls }) => tls === 'TLSv1.2'),
      ).toBe(true);
    });
  },
);
