import { once } from 'node:events';
import type net from 'node:net';
import type { AddressInfo } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { EqualityFilter } from 'ldapts';
import { type LdapConnection, type LdapLimits, ldapOver } from '../../../services/protocols/ldap.ts';
import { type Authority, type Identity, makeAuthority } from './certificates.ts';

const host = 'dc1.corp.local';
let authority: Authority;
let identity: Identity;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  authority = await makeAuthority('Test CA');
  identity = await authority.leaf({ names: [host] });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** BER: a tag, the length, the content (X.690 8.1). */
const ber = (tag: number, ...content: readonly (Buffer | string | number)[]): Buffer => {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  );
  const length =
    body.length < 128
      ? [body.length]
      : [0x83, body.length >> 16, (body.length >> 8) & 255, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
/** An LDAP message (RFC 4511 4.1.1) in answer to the request at hand. */
const message = (request: Buffer, operation: Buffer): Buffer => ber(0x30, ber(2, request[4] ?? 1), operation);
/** LDAPResult with a code and a diagnostic message. */
const result = (tag: number, code: number, text = ''): Buffer =>
  ber(tag, ber(0x0a, code), ber(4, ''), ber(4, text));
const entry = (dn: string, name: string, value: Buffer | string): Buffer =>
  ber(0x64, ber(4, dn), ber(0x30, ber(0x30, ber(4, name), ber(0x31, ber(4, value)))));
const isBind = (request: Buffer): boolean => request[5] === 0x60;

async function connect(
  answer: (request: Buffer, socket: TLSSocket) => void,
  limits?: Partial<LdapLimits>,
): Promise<LdapConnection> {
  const sockets = new Set<net.Socket>();
  const server = tls.createServer({ key: identity.key, cert: identity.cert }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('data', (request: Buffer) => answer(request, socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = tls.connect({ host: '127.0.0.1', port, servername: host, ca: authority.pem });
  await once(socket, 'secureConnect');
  const link = ldapOver(socket, host, {
    operationMs: 2_000,
    mostBytes: 1_000_000,
    mostEntries: 100,
    ...limits,
  });
  ends.push(async () => {
    await link.close();
    for (const one of sockets) one.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return link;
}
const ask = {
  base: 'DC=corp,DC=local',
  scope: 'sub' as const,
  filter: new EqualityFilter({ attribute: 'mail', value: 'anna@contoso.example' }),
  attributes: ['mail'],
  sizeLimit: 2,
};

describe('a bind', () => {
  test('that succeeds is accepted', async () => {
    const link = await connect((request, socket) => socket.write(message(request, result(0x61, 0))));
    expect(await link.bind('CORP\\svc', 'right')).toEqual({ outcome: 'accepted' });
  });

  test.each([
    ['52e', /wrong name or password/],
    ['775', /locked/],
    ['533', /disabled/],
    ['532', /password is expired/],
    ['773', /password must be changed/],
    ['701', /account is expired/],
    ['99f', /invalid credentials \(data 99f\)/],
  ])('that is refused with data %s says why', async (data, why) => {
    const text = `80090308: LdapErr: DSID-0C09042A, comment: AcceptSecurityContext error, data ${data}, v3839`;
    const link = await connect((request, socket) => socket.write(message(request, result(0x61, 49, text))));
    const outcome = await link.bind('CORP\\svc', 'wrong');
    expect(outcome).toMatchObject({ outcome: 'refused', why: expect.stringMatching(why) });
    expect(JSON.stringify(outcome)).not.toContain('"wrong"');
  });

  test('that the server could not judge is no refusal', async () => {
    const link = await connect((request, socket) => socket.write(message(request, result(0x61, 51, 'busy'))));
    await expect(link.bind('CORP\\svc', 'right')).rejects.toThrow(/could not check the logon/);
  });

  test('with an empty password is never sent: it would succeed as nobody', async () => {
    let asked = 0;
    const link = await connect(() => {
      asked += 1;
    });
    await expect(link.bind('CORP\\svc', '')).rejects.toThrow(/empty password/);
    expect(asked).toBe(0);
  });
});

describe('a search', () => {
  test('brings bytes as they are, and text as text', async () => {
    const guid = Buffer.from('efbbbf00112233445566778899aabbcc', 'hex');
    const link = await connect((request, socket) => {
      if (isBind(request)) return void socket.write(message(request, result(0x61, 0)));
      socket.write(message(request, entry('CN=a', 'msExchMailboxGuid', guid)));
      socket.write(message(request, entry('CN=b', 'mail', 'Jürgen@contoso.example')));
      socket.write(message(request, result(0x65, 0)));
    });
    await link.bind('a', 'b');
    const [one, other] = await link.search(ask);
    expect(one?.bytes('MSEXCHMAILBOXGUID')?.equals(guid)).toBe(true);
    expect(other?.text('mail')).toBe('Jürgen@contoso.example');
    expect(other?.has('absent')).toBe(false);
  });

  test('of what is not there finds nothing; any other refusal is thrown', async () => {
    let code = 32;
    const link = await connect((request, socket) =>
      socket.write(message(request, isBind(request) ? result(0x61, 0) : result(0x65, code))),
    );
    await link.bind('a', 'b');
    expect(await link.search(ask)).toEqual([]);
    code = 50;
    await expect(link.search(ask)).rejects.toThrow(
      /dc1\.corp\.local did not answer the search below "DC=corp,DC=local"/,
    );
  });

  test.each<[string, (request: Buffer, socket: TLSSocket) => void, RegExp]>([
    ['closes', (_request, socket) => void socket.end(), /lost|closed/i],
    ['stalls', () => undefined, /timed out/],
    ['answers garbage', (_request, socket) => void socket.write(Buffer.alloc(64, 0xff)), /timed out|lost/],
    [
      'sends without end',
      (request, socket) =>
        void socket.write(
          Buffer.concat(
            Array.from({ length: 3000 }, () => message(request, entry('CN=a', 'mail', 'x'.repeat(400)))),
          ),
        ),
      /more than 100000 bytes/,
    ],
  ])('of a server that %s ends in time', async (_what, misbehave, says) => {
    const link = await connect(
      (request, socket) =>
        isBind(request) ? void socket.write(message(request, result(0x61, 0))) : misbehave(request, socket),
      { operationMs: 150, mostBytes: 100_000 },
    );
    await link.bind('a', 'b');
    await expect(link.search(ask)).rejects.toThrow(says);
  });

  test('ends with its signal', async () => {
    const link = await connect((request, socket) => {
      if (isBind(request)) socket.write(message(request, result(0x61, 0)));
    });
    await link.bind('a', 'b');
    const stop = new AbortController();
    const searching = link.search(ask, stop.signal);
    stop.abort(new Error('enough'));
    await expect(searching).rejects.toThrow('enough');
  });

  test('never goes on as nobody after the connection was lost', async () => {
    let connections = 0;
    const link = await connect((request, socket) => {
      connections += 1;
      if (isBind(request)) socket.write(message(request, result(0x61, 0)));
      else socket.destroy();
    });
    await link.bind('a', 'b');
    await expect(link.search(ask)).rejects.toThrow();
    expect(link.isOpen()).toBe(false);
    await expect(link.search(ask)).rejects.toThrow(/lost/);
    expect(connections).toBe(2);
  });
});
