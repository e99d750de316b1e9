import { randomBytes } from 'node:crypto';
import type { AccountFound } from '../control.ts';
import type { IisDirectory } from '../world.ts';
import type { Answer, Caller } from './call.ts';
import { type Exchange, windowsOf } from './exchange.ts';
import { ntHashOf } from './nt-hash.ts';
import { type Verdict, verify } from './ntlm.ts';
import { fileTimeOf, writeType2 } from './ntlm-challenge.ts';
import { messageType, parseType1, parseType3 } from './ntlm-messages.ts';

/** What belongs to one connection: NTLM signs in the connection, not the request. */
export interface ConnectionState {
  readonly binding: Buffer;
  pending?: { readonly type1: Buffer; readonly type2: Buffer; readonly serverChallenge: Buffer };
  caller?: Caller;
}
export type Outcome =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'answer'; readonly answer: Answer };
type Refusal = Pick<Answer, 'win32' | 'substatus' | 'typedName'>;

/** SSPI and system codes as IIS logs them in sc-win32-status. */
export const win32 = {
  accessDenied: 5,
  logonDenied: 2148074252,
  noCredentials: 2148074254,
  messageAltered: 2148074255,
  invalidToken: 2148074248,
  badBindings: 2148074310,
  ntlmBlocked: 1937,
} as const;

export type Authenticator = (
  header: string | undefined,
  connection: ConnectionState,
  area: IisDirectory,
) => Promise<Outcome>;

/** A server side of NTLM, NTLM in Negotiate, and Basic, over one directory. */
export function authenticator(exchange: Exchange): Authenticator {
  const unsigned = (area: IisDirectory, refusal: Refusal, only?: string): Outcome => ({
    kind: 'answer',
    answer: {
      status: 401,
      headers: (only === undefined ? offered(area, exchange) : [only]).map((value) => [
        'WWW-Authenticate',
        value,
      ]),
      ...refusal,
    },
  });
  return async (header, connection, area) => {
    const [scheme = '', token = ''] = (header ?? '').trim().split(/\s+/, 2);
    const kind = scheme.toLowerCase();
    if (kind === '' && connection.caller !== undefined) return { kind: 'caller', caller: connection.caller };
    const challenge = unsigned(area, { substatus: 2, win32: win32.accessDenied });
    if (kind === 'basic' && area.basic) {
      const result = await basic(Buffer.from(token, 'base64').toString('utf8'), exchange);
      return 'account' in result ? { kind: 'caller', caller: result } : unsigned(area, result);
    }
    if (kind !== 'ntlm' && kind !== 'negotiate') return challenge;
    const provider = area.windows
      ? area.providers.find((each) => each.split(':')[0]?.toLowerCase() === kind)
      : undefined;
    if (provider === undefined) return challenge;
    delete connection.caller;
    const bytes = Buffer.from(token, 'base64');
    const type = messageType(bytes);
    const named = kind === 'ntlm' ? 'NTLM' : 'Negotiate';
    // Negotiate:Kerberos has no NTLM to fall back to; a ticket is never good here, since the lab has no KDC.
    if (provider === 'Negotiate:Kerberos' || type === undefined)
      return unsigned(area, { substatus: 1, win32: win32.invalidToken });
    if (type === 1) {
      const answer = challengeOf(bytes, connection, exchange);
      return answer === undefined
        ? unsigned(area, { substatus: 1, win32: win32.invalidToken })
        : unsigned(
            area,
            { substatus: 1, win32: win32.noCredentials },
            `${named} ${answer.toString('base64')}`,
          );
    }
    const result = await judge(bytes, connection, area, exchange);
    if (!('account' in result)) return unsigned(area, result);
    connection.caller = { account: result.account, scheme: named };
    return { kind: 'caller', caller: connection.caller };
  };
}

/** The WWW-Authenticate values of an area, in the order of its providers. */
export function offered(area: IisDirectory, { server }: Pick<Exchange, 'server'>): readonly string[] {
  return [
    ...(area.windows ? area.providers.map((each) => each.split(':')[0] ?? each) : []),
    ...(area.basic ? [`Basic realm="${server.fqdn}"`] : []),
  ];
}

function challengeOf(
  bytes: Buffer,
  connection: ConnectionState,
  { server, world }: Exchange,
): Buffer | undefined {
  const type1 = parseType1(bytes);
  if (type1 === undefined) return undefined;
  const serverChallenge = randomBytes(8);
  const type2 = writeType2(type1, {
    serverChallenge,
    names: {
      netbiosComputer: server.name.toUpperCase(),
      netbiosDomain: world.organisation.netbios,
      dnsComputer: server.fqdn,
      dnsDomain: world.organisation.domain,
    },
    windows: windowsOf(server),
    fileTime: fileTimeOf(new Date(Date.now() + server.clockSkewSeconds * 1000)),
  });
  connection.pending = { type1: bytes, type2, serverChallenge };
  return type2;
}

async function judge(
  bytes: Buffer,
  connection: ConnectionState,
  area: IisDirectory,
  { server, ask }: Exchange,
): Promise<{ readonly account: AccountFound } | Refusal> {
  const { pending } = connection;
  delete connection.pending; // a challenge is answered once
  const type3 = parseType3(bytes);
  const refused = (code: number): Refusal => ({ substatus: 1, win32: code });
  if (pending === undefined || type3 === undefined) return refused(win32.invalidToken);
  if (server.ntlm === 'refused') return refused(win32.ntlmBlocked);
  const { domain, user, workstation } = type3;
  const account = await ask('account', { domain, user });
  if (account === null) return refused(win32.logonDenied);
  const verdict = verify({
    ...pending,
    type3,
    ntHash: account.ntHash,
    binding: { policy: area.extendedProtection, expected: connection.binding },
  });
  if (verdict.kind !== 'verified' && verdict.kind !== 'wrong-password') return refused(codeOf(verdict));
  const passwordRight = verdict.kind === 'verified';
  const outcome = await ask('logon', { domain, user, passwordRight, by: 'ntlm', workstation });
  return outcome.allowed ? { account } : refused(win32.logonDenied);
}

function codeOf(verdict: Exclude<Verdict, { kind: 'verified' | 'wrong-password' }>): number {
  switch (verdict.kind) {
    case 'bad-binding':
      return win32.badBindings;
    case 'bad-mic':
      return win32.messageAltered;
    case 'no-ntlmv2':
      return win32.logonDenied;
  }
}

async function basic(credentials: string, { ask }: Exchange): Promise<Caller | Refusal> {
  const colon = Math.max(credentials.indexOf(':'), 0);
  const typedName = credentials.slice(0, colon);
  const [, domain = '', user = typedName] = /^([^\\]+)\\(.+)$/.exec(typedName) ?? [];
  const account = user === '' ? null : await ask('account', { domain, user });
  if (account === null) return { substatus: 1, win32: 1326, typedName };
  const passwordRight = ntHashOf(credentials.slice(colon + 1)) === account.ntHash.toLowerCase();
  const outcome = await ask('logon', { domain, user, passwordRight, by: 'basic' });
  return outcome.allowed ? { account, scheme: 'Basic' } : { substatus: 1, win32: outcome.win32, typedName };
}
