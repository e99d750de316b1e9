import { randomBytes } from 'node:crypto';
import type { Answer, Caller } from './call.ts';
import type { Account, Directory } from './control.ts';
import { ntHashOf } from './nt-hash.ts';
import { type Verdict, verify } from './ntlm.ts';
import { fileTimeOf, messageType, parseType1, parseType3, writeType2 } from './ntlm-messages.ts';
import type { DirectorySettings, ServerSettings } from './settings.ts';

/** What belongs to one connection: NTLM signs in the connection, not the request. */
export interface ConnectionState {
  readonly binding: Buffer;
  pending?: { readonly type1: Buffer; readonly type2: Buffer; readonly serverChallenge: Buffer };
  caller?: Caller;
}
export type Outcome = { readonly kind: 'caller'; readonly caller: Caller } | { readonly kind: 'answer'; readonly answer: Answer };
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

export interface Authenticator {
  (header: string | undefined, connection: ConnectionState, area: DirectorySettings): Promise<Outcome>;
}

/** A server side of NTLM, NTLM in Negotiate, and Basic, over one directory. */
export function authenticator(settings: ServerSettings, directory: Directory): Authenticator {
  const unsigned = (area: DirectorySettings, refusal: Refusal, only?: string): Outcome => ({
    kind: 'answer',
    answer: {
      status: 401,
      headers: (only === undefined ? offered(area, settings) : [only]).map((value) => ['WWW-Authenticate', value]),
      ...refusal,
    },
  });
  return async (header, connection, area) => {
    const [scheme = '', token = ''] = (header ?? '').trim().split(/\s+/, 2);
    const kind = scheme.toLowerCase();
    if (kind === '' && connection.caller !== undefined) return { kind: 'caller', caller: connection.caller };
    const challenge = unsigned(area, { substatus: 2, win32: win32.accessDenied });
    if (kind === 'basic' && area.basic) {
      const result = await basic(Buffer.from(token, 'base64').toString('utf8'), directory);
      return 'account' in result ? { kind: 'caller', caller: result } : unsigned(area, result);
    }
    if (kind !== 'ntlm' && kind !== 'negotiate') return challenge;
    const provider = area.windows ? area.providers.find((each) => each.split(':')[0]?.toLowerCase() === kind) : undefined;
    if (provider === undefined) return challenge;
    delete connection.caller;
    const bytes = Buffer.from(token, 'base64');
    const type = messageType(bytes);
    const named = kind === 'ntlm' ? 'NTLM' : 'Negotiate';
    // Negotiate:Kerberos has no NTLM to fall back to; a ticket is never good here, since the lab has no KDC.
    if (provider === 'Negotiate:Kerberos' || type === undefined)
      return unsigned(area, { substatus: 1, win32: win32.invalidToken });
    if (type === 1) {
      const answer = challengeOf(bytes, connection, settings);
      return answer === undefined
        ? unsigned(area, { substatus: 1, win32: win32.invalidToken })
        : unsigned(area, { substatus: 1, win32: win32.noCredentials }, `${named} ${answer.toString('base64')}`);
    }
    const result = await judge(bytes, connection, area, settings, directory);
    if (!('account' in result)) return unsigned(area, result);
    connection.caller = { account: result.account, scheme: named };
    return { kind: 'caller', caller: connection.caller };
  };
}

/** The WWW-Authenticate values of an area, in the order of its providers. */
export function offered(area: DirectorySettings, settings: ServerSettings): readonly string[] {
  return [
    ...(area.windows ? area.providers.map((each) => each.split(':')[0] ?? each) : []),
    ...(area.basic ? [`Basic realm="${settings.fqdn}"`] : []),
  ];
}

function challengeOf(bytes: Buffer, connection: ConnectionState, settings: ServerSettings): Buffer | undefined {
  const type1 = parseType1(bytes);
  if (type1 === undefined) return undefined;
  const serverChallenge = randomBytes(8);
  const type2 = writeType2(type1, {
    serverChallenge,
    names: {
      netbiosComputer: settings.name.toUpperCase(),
      netbiosDomain: settings.organisation.netbios,
      dnsComputer: settings.fqdn,
      dnsDomain: settings.organisation.domain,
    },
    windows: settings.windows,
    fileTime: fileTimeOf(new Date(Date.now() + settings.clockSkewSeconds * 1000)),
  });
  connection.pending = { type1: bytes, type2, serverChallenge };
  return type2;
}

async function judge(
  bytes: Buffer,
  connection: ConnectionState,
  area: DirectorySettings,
  settings: ServerSettings,
  directory: Directory,
): Promise<{ readonly account: Account } | Refusal> {
  const { pending } = connection;
  delete connection.pending; // a challenge is answered once
  const type3 = parseType3(bytes);
  const refused = (code: number): Refusal => ({ substatus: 1, win32: code });
  if (pending === undefined || type3 === undefined) return refused(win32.invalidToken);
  if (settings.ntlmRefused) return refused(win32.ntlmBlocked);
  const name = type3.domain === '' && type3.user.includes('@') ? type3.user : `${type3.domain || settings.organisation.netbios}\\${type3.user}`;
  const account = await directory.account(name);
  if (account === null) return refused(win32.logonDenied);
  const verdict = verify({
    ...pending,
    type3,
    ntHash: account.ntHash,
    binding: { policy: area.extendedProtection, expected: connection.binding },
  });
  if (verdict.kind === 'wrong-password') await directory.logon(name, 'wrong-password');
  if (verdict.kind !== 'verified') return refused(codeOf(verdict));
  if (account.ntlmDenied || stateOf(account) !== undefined) return refused(win32.logonDenied);
  await directory.logon(name, 'ok');
  return { account };
}

function codeOf(verdict: Exclude<Verdict, { kind: 'verified' }>): number {
  switch (verdict.kind) {
    case 'bad-binding':
      return win32.badBindings;
    case 'bad-mic':
      return win32.messageAltered;
    case 'no-ntlmv2':
    case 'wrong-password':
      return win32.logonDenied;
  }
}

/** The system code that Windows gives when the password was right and the account is not usable. */
function stateOf(account: Account): number | undefined {
  if (account.locked) return 1909;
  if (account.disabled) return 1331;
  if (account.expired) return 1793;
  if (account.mustChange) return 1907;
  if (account.passwordExpired) return 1330;
  return account.restricted ? 1327 : undefined;
}

async function basic(credentials: string, directory: Directory): Promise<Caller | Refusal> {
  const colon = credentials.indexOf(':');
  const typedName = credentials.slice(0, Math.max(colon, 0));
  const refused = (code: number): Refusal => ({ substatus: 1, win32: code, typedName });
  const account = typedName === '' ? null : await directory.account(typedName);
  if (account === null) return refused(1326);
  if (ntHashOf(credentials.slice(colon + 1)) !== account.ntHash.toLowerCase()) {
    await directory.logon(typedName, 'wrong-password');
    return refused(1326);
  }
  const state = stateOf(account);
  if (state !== undefined) return refused(state);
  await directory.logon(typedName, 'ok');
  return { account, scheme: 'Basic' };
}
