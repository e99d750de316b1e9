import { randomBytes } from 'node:crypto';
import type { AccountGate, LogonTarget } from '../looking/account.ts';
import { type Conversation, type HttpAnswer, type HttpAsk, type HttpHead, schemesOf } from './http.ts';
import { authenticateMessage, channelBindings, negotiateMessage, parseChallenge } from './ntlm.ts';

/** How far an NTLM logon came. */
export type NtlmOutcome =
  | { readonly ended: 'accepted' | 'refused'; readonly answer: HttpAnswer }
  /** It answered leg 1 without a challenge. */
  | { readonly ended: 'not-challenged'; readonly answer: HttpAnswer }
  /**
   * The connection changed between the legs, so that the challenge was no longer its own: ours, or, where there is an
   * answer, one behind a device, as another server refused than the one that had challenged.
   */
  | { readonly ended: 'connection-lost'; readonly answer?: HttpAnswer };

export const ntlmIsOffered = (schemes: readonly string[]): boolean =>
  schemes.some((scheme) => scheme.toLowerCase() === 'ntlm');

/** The scheme whose name carries the messages: a server that offers Negotiate alone takes plain NTLM inside it too. */
export type NtlmScheme = 'NTLM' | 'Negotiate';
/** How NTLM can be tried where these are offered; undefined where it cannot. */
export const ntlmSchemeAmong = (offered: readonly string[]): NtlmScheme | undefined =>
  ntlmIsOffered(offered)
    ? 'NTLM'
    : offered.some((scheme) => scheme.toLowerCase() === 'negotiate')
      ? 'Negotiate'
      : undefined;

/**
 * One question asked by NTLM over one connection ([MS-NTHT] 2.1): leg 1 without a body, then the question itself.
 * Throws `AccountUnusable` where the account may not be used, `NtlmFormatError` for a broken challenge.
 */
export async function ntlmLogon(
  { account, now }: { readonly account: AccountGate; readonly now: () => number },
  conversation: Conversation,
  question: HttpAsk,
  target: Omit<LogonTarget, 'by'>,
  scheme: NtlmScheme = 'NTLM',
): Promise<NtlmOutcome> {
  const { signal } = target;
  const negotiate = negotiateMessage();
  const first = { ...question, headers: withToken(question, scheme, negotiate), body: '' };
  const offer = await conversation.ask(first, signal);
  const token = (offer.headers.get('www-authenticate') ?? [])
    .map((line) => challengeIn(line, scheme))
    .find((found) => found !== undefined);
  if (offer.status !== 401 || token === undefined) return { ended: 'not-challenged', answer: offer };
  const challenge = parseChallenge(token);
  const { value } = await account.authenticate<Decided>({ ...target, by: 'ntlm' }, async (login) => {
    const endPoint = conversation.endPoint();
    const authenticate = authenticateMessage({
      login,
      negotiate,
      challenge,
      targetName: `HTTP/${conversation.host}`,
      ...(endPoint === undefined ? {} : { channelBindings: channelBindings(endPoint) }),
      clientNonce: randomBytes(8),
      now: now(),
    });
    // The head decides about the logon: whoever waits for that must not wait for a body that may never end.
    const head = await conversation.begin(
      { ...question, headers: withToken(question, scheme, authenticate) },
      signal,
    );
    // Type 3 on another connection answers no challenge of that connection: its 401 is not about the account.
    if (head.connection !== offer.connection)
      return { outcome: 'undecided', value: { ended: 'connection-lost' } };
    if (head.status !== 401) return { outcome: 'accepted', value: { ended: 'accepted', head } };
    if (serversDiffer(offer, head))
      return { outcome: 'undecided', value: { ended: 'connection-lost', head } };
    const says = `401 after ${scheme === 'NTLM' ? 'NTLM' : 'NTLM inside Negotiate'} (offering ${schemesOf(head).join(', ') || 'nothing'})`;
    return { outcome: 'refused', says, value: { ended: 'refused', head } };
  });
  if (value.ended !== 'connection-lost') return { ended: value.ended, answer: await value.head.rest() };
  return value.head === undefined
    ? { ended: value.ended }
    : { ended: value.ended, answer: await value.head.rest() };
}
type Decided =
  | { readonly ended: 'accepted' | 'refused'; readonly head: HttpHead }
  | { readonly ended: 'connection-lost'; readonly head?: HttpHead };

type Headed = Pick<HttpAnswer, 'headers'>;
/** Whether two answers on one connection of ours name different front ends: a device shares its connections out. */
function serversDiffer(one: Headed, other: Headed): boolean {
  const [first, second] = [one, other].map(({ headers }) => headers.get('x-feserver')?.[0]?.toLowerCase());
  return first !== undefined && second !== undefined && first !== second;
}

/** The message that a line hands out by this scheme; inside Negotiate it is NTLM only when it begins as NTLM does. */
function challengeIn(line: string, scheme: NtlmScheme): Buffer | undefined {
  const [name = '', token = ''] = line.trim().split(/\s+/, 2);
  if (name.toLowerCase() !== scheme.toLowerCase() || !/^[A-Za-z0-9+/=]+$/.test(token)) return undefined;
  const message = Buffer.from(token, 'base64');
  return scheme === 'NTLM' || message.subarray(0, 8).toString('latin1') === 'NTLMSSP\0' ? message : undefined;
}

const withToken = (
  { headers }: HttpAsk,
  scheme: NtlmScheme,
  token: Buffer,
): Readonly<Record<string, string>> => ({
  ...headers,
  authorization: `${scheme} ${token.toString('base64')}`,
});
