import { createHash, createHmac, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ntHashOf } from './nt-hash.ts';
import { ntowfv2, rc4 } from './ntlm.ts';
import { av, flag, parseAvPairs, writeAvPairs } from './ntlm-messages.ts';
import { type StartedWorld, startWorld } from './started-world.ts';

const world = {
  servers: [
    {
      name: 'ex16a',
      exchange: '2016',
      iis: [
        { path: 'mapi', extendedProtection: 'require' },
        { path: 'oab', extendedProtection: 'allow' },
      ],
    },
  ],
};
type Binding = 'right' | 'wrong' | 'absent' | 'zero';
interface Attempt {
  readonly path: string;
  readonly binding: Binding;
  readonly mic?: 'right' | 'wrong' | 'none';
  readonly keyExchange?: boolean;
  readonly scheme?: 'NTLM' | 'Negotiate';
}

/** MD5 of gss_channel_bindings over the leaf, worked out here from RFC 5929 and RFC 2744. */
function bindingOf(leaf: Buffer): Buffer {
  const data = Buffer.concat([
    Buffer.from('tls-server-end-point:'),
    createHash('sha256').update(leaf).digest(),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return createHash('md5')
    .update(Buffer.concat([Buffer.alloc(16), length, data]))
    .digest();
}
const hmac = (key: Buffer, ...parts: readonly Buffer[]) =>
  createHmac('md5', key).update(Buffer.concat(parts)).digest();

function type3(type1: Buffer, type2: Buffer, leaf: Buffer, attempt: Attempt): Buffer {
  const info = type2.subarray(type2.readUInt32LE(44), type2.readUInt32LE(44) + type2.readUInt16LE(40));
  const four = Buffer.alloc(4);
  four.writeUInt32LE(2);
  const { mic = 'right', keyExchange = false } = attempt;
  const bindings: Readonly<Record<Binding, Buffer | undefined>> = {
    right: bindingOf(leaf),
    wrong: bindingOf(Buffer.from('another certificate')),
    absent: undefined,
    zero: Buffer.alloc(16),
  };
  const sent = bindings[attempt.binding];
  const pairs = writeAvPairs([
    ...(parseAvPairs(info) ?? []),
    ...(mic === 'none' ? [] : [{ id: av.flags, value: four }]),
    ...(sent === undefined ? [] : [{ id: av.channelBindings, value: sent }]),
  ]);
  const key = ntowfv2(ntHashOf('Popup-Desk-Lab-1!'), 'svc-popupdesk', 'CORP');
  const temp = Buffer.concat([
    Buffer.from('0101000000000000', 'hex'),
    Buffer.alloc(8),
    randomBytes(8),
    Buffer.alloc(4),
    pairs,
    Buffer.alloc(4),
  ]);
  const proof = hmac(key, type2.subarray(24, 32), temp);
  const base = hmac(key, proof);
  const exported = keyExchange ? randomBytes(16) : base;
  const payload = [
    Buffer.alloc(24),
    Buffer.concat([proof, temp]),
    Buffer.from('CORP', 'utf16le'),
    Buffer.from('svc-popupdesk', 'utf16le'),
    Buffer.from('PC1', 'utf16le'),
    keyExchange ? rc4(base, exported) : Buffer.alloc(0),
  ];
  const head = Buffer.alloc(88);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(3, 8);
  let offset = 88;
  payload.forEach((part, index) => {
    head.writeUInt16LE(part.length, 12 + index * 8);
    head.writeUInt16LE(part.length, 14 + index * 8);
    head.writeUInt32LE(offset, 16 + index * 8);
    offset += part.length;
  });
  head.writeUInt32LE((flag.unicode | flag.ntlm | (keyExchange ? flag.keyExchange : 0)) >>> 0, 60);
  const message = Buffer.concat([head, ...payload]);
  if (mic === 'right') hmac(exported, type1, type2, message).copy(message, 72);
  if (mic === 'wrong') randomBytes(16).copy(message, 72);
  return message;
}

describe('NTLM with a MIC and channel bindings, by a client of the test’s own', () => {
  let started: StartedWorld;
  beforeAll(async () => {
    started = await startWorld(world);
  });
  afterAll(() => started.end());

  async function attempt(wanted: Attempt): Promise<number> {
    const { scheme = 'NTLM' } = wanted;
    const agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: readFileSync(started.ca),
      maxCachedSessions: 0,
    });
    const send = (authorization: string) =>
      new Promise<{ status: number; challenge: string; leaf: Buffer }>((resolve, reject) => {
        const asked = request(
          {
            agent,
            host: '127.0.0.1',
            servername: 'ex16a.corp.local',
            port: started.portOf('ex16a'),
            path: wanted.path,
            headers: { Host: 'ex16a.corp.local', Authorization: authorization },
          },
          (answer) => {
            const { socket } = answer;
            if (!(socket instanceof TLSSocket)) throw new Error('the answer did not come over TLS');
            const leaf = new X509Certificate(socket.getPeerCertificate().raw).raw;
            answer.resume().on('end', () =>
              resolve({
                status: answer.statusCode ?? 0,
                challenge: String(answer.headers['www-authenticate'] ?? ''),
                leaf,
              }),
            );
          },
        );
        asked.on('error', reject).end();
      });
    const type1 = Buffer.from('4e544c4d53535000010000000782086200000000000000000000000000000000', 'hex');
    type1.writeUInt32LE((type1.readUInt32LE(12) | flag.keyExchange) >>> 0, 12);
    const second = await send(`${scheme} ${type1.toString('base64')}`);
    const [named = '', token = ''] = second.challenge.split(' ');
    expect([second.status, named]).toEqual([401, scheme]);
    const type2 = Buffer.from(token, 'base64');
    const third = await send(`${scheme} ${type3(type1, type2, second.leaf, wanted).toString('base64')}`);
    agent.destroy();
    return third.status;
  }
  // A PING without its headers is let in and then told so with HTTP 200.
  const required = '/mapi/nspi/';
  const allowed = '/OAB/oab.xml';
  const table: readonly (readonly [string, Attempt, number])[] = [
    ['required: right', { path: required, binding: 'right' }, 200],
    ['required: wrong', { path: required, binding: 'wrong' }, 401],
    ['required: absent', { path: required, binding: 'absent' }, 401],
    ['required: sixteen zeros are none', { path: required, binding: 'zero' }, 401],
    ['allowed: right', { path: allowed, binding: 'right' }, 200],
    ['allowed: wrong', { path: allowed, binding: 'wrong' }, 401],
    ['allowed: absent', { path: allowed, binding: 'absent' }, 200],
    ['not asked for: wrong', { path: '/EWS/Exchange.asmx', binding: 'wrong' }, 200],
    ['NTLM within Negotiate', { path: required, binding: 'right', scheme: 'Negotiate' }, 200],
    ['a MIC under an exchanged key', { path: required, binding: 'right', keyExchange: true }, 200],
    ['a wrong MIC', { path: required, binding: 'right', mic: 'wrong' }, 401],
    [
      'a wrong MIC under an exchanged key',
      { path: required, binding: 'right', mic: 'wrong', keyExchange: true },
      401,
    ],
    ['no MIC', { path: required, binding: 'right', mic: 'none' }, 200],
  ];
  test.each(table)('%s', async (_, wanted, status) => {
    expect(await attempt(wanted)).toBe(status);
  });

  test('a refused binding is no wrong password', () => {
    const own = started.world.mailboxes.find(({ service }) => service);
    expect(own && started.accounts.stateOf(own).badPasswordCount).toBe(0);
  });
});
