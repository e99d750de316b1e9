import { createHash } from 'node:crypto';
import type { Server } from '../world.ts';
import type { Answer, Headers, SignedCall } from './call.ts';
import type { Exchange } from './exchange.ts';
import { isBind, readConnect, writeBound, writeClosed, writeConnected } from './mapi-bodies.ts';
import { checkRequest, type MapiEndpoint, responseCode } from './mapi-requests.ts';
import type { Sessions } from './mapi-sessions.ts';
import { paddedBuild } from './server-version.ts';

/** [MS-OXCRPC] error codes of a Connect. */
const loginPerm = 0x3f2;
const unknownUser = 0x3eb;
const accessDenied = 0x80070005;

/** These befall a request that is already being processed, so they are told after DONE ([MS-OXCMAPIHTTP] 2.2.2.2, 2.2.7). */
const late: readonly number[] = [
  responseCode.unknownFailure,
  responseCode.invalidResponse,
  responseCode.endpointShuttingDown,
];

/** What the MAPI endpoint of a mailbox server answers to a signed-in caller: always HTTP 200, the outcome in X-ResponseCode. */
export async function mapiBackEnd(
  call: SignedCall,
  exchange: Exchange,
  endpoint: MapiEndpoint,
  home: Server,
  sessions: Sessions,
): Promise<Answer> {
  const checked = checkRequest(call, endpoint);
  if ('code' in checked) return refused(call, home, checked.code);
  const stated = home.mapi.find(({ path }) => path === endpoint);
  const code = stated?.responseCode ?? 0;
  if (code !== 0 && !late.includes(code)) return refused(call, home, code);
  const done = (body: Buffer, cookies: Headers = []) => answered(call, home, code, body, cookies);
  const { account } = call.caller;
  switch (checked.type) {
    case 'PING': {
      if (!/\bMapiContext=/.test(call.headers.cookie ?? '')) return done(Buffer.alloc(0));
      const session = sessions.next(call, account.sid);
      return 'code' in session ? refused(call, home, session.code) : done(Buffer.alloc(0), session.cookies);
    }
    case 'Bind': {
      if (!isBind(call.body)) return refused(call, home, responseCode.invalidRequestBody);
      const guid = createHash('sha256').update(`nspi ${home.fqdn}`).digest().subarray(0, 16);
      return done(
        writeBound(stated?.errorCode ?? 0, guid),
        sessions.open(account.sid, guidOf(call), call.now),
      );
    }
    case 'Connect': {
      const connect = readConnect(call.body);
      if (connect === undefined) return refused(call, home, responseCode.invalidRequestBody);
      const error = stated?.errorCode || (await connectError(connect.userDn, account.sid, exchange, home));
      const name = account.address || account.sam;
      return error === 0
        ? done(writeConnected(0, name), sessions.open(account.sid, guidOf(call), call.now))
        : done(writeConnected(error, name));
    }
    default: {
      const session = sessions.next(call, account.sid);
      if ('code' in session) return refused(call, home, session.code);
      if (checked.type !== 'Unbind' && checked.type !== 'Disconnect')
        return refused(call, home, responseCode.unknownFailure);
      sessions.close(call);
      // NspiUnbind returns 1 on success ([MS-OXNSPI] 3.1.4.1.2).
      return done(writeClosed(checked.type === 'Unbind' ? 1 : 0), session.cookies);
    }
  }
}

const guidOf = (call: SignedCall): string => (call.query.get('MailboxId') ?? '').split('@')[0] ?? '';

async function connectError(userDn: string, sid: string, { ask }: Exchange, home: Server): Promise<number> {
  if (userDn === '') return accessDenied;
  const found = await ask('locate', {
    anchor: `LegacyDn~${userDn}`,
    domainController: home.domainController,
  });
  if (found === null) return unknownUser;
  return found.sid === sid ? 0 : loginPerm;
}

const named = (call: SignedCall, home: Server, code: number): Headers => [
  ...echoed(call, 'x-requesttype', 'X-RequestType'),
  ...echoed(call, 'x-requestid', 'X-RequestId'),
  ...echoed(call, 'x-clientinfo', 'X-ClientInfo'),
  ['X-ResponseCode', String(code)],
  ['X-ServerApplication', `Exchange/${paddedBuild(home.build)}`],
];
function echoed(call: SignedCall, name: string, written: string): Headers {
  const value = call.headers[name];
  return typeof value === 'string' ? [[written, value]] : [];
}

function refused(call: SignedCall, home: Server, code: number): Answer {
  return {
    status: 200,
    headers: [['Cache-Control', 'private'], ['Content-Type', 'text/html'], ...named(call, home, code)],
    body: `<html><head><title>Error</title></head><body>X-ResponseCode ${code}</body></html>`,
  };
}

/** The framing of 2.2.2.2: META-TAGS, further headers, a blank line, the binary body. */
function answered(call: SignedCall, home: Server, code: number, body: Buffer, cookies: Headers): Answer {
  const elapsed = Math.max(0, Date.now() - call.now.getTime());
  const override = code === 0 ? '' : `X-ResponseCode: ${code}\r\n`;
  const tail = `DONE\r\n${override}X-ElapsedTime: ${elapsed}\r\nX-StartTime: ${call.now.toUTCString()}\r\n\r\n`;
  return {
    status: 200,
    headers: [
      ['Cache-Control', 'private'],
      ['Content-Type', 'application/mapi-http'],
      ...named(call, home, 0),
      ['X-PendingPeriod', '15000'],
      ['X-ExpirationInfo', '900000'],
      ...cookies,
    ],
    chunks: [
      'PROCESSING\r\n',
      'PENDING\r\n',
      Buffer.concat([Buffer.from(tail, 'latin1'), code === 0 ? body : Buffer.alloc(0)]),
    ],
  };
}
