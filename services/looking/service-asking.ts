import { exchangeHeaders } from '../protocols/exchange-headers.ts';
import { type HttpAnswer, type HttpAsk, schemesOf } from '../protocols/http.ts';
import { type NtlmOutcome, ntlmLogon, ntlmSchemeAmong } from '../protocols/ntlm-logon.ts';
import { Unreachable } from '../protocols/unreachable.ts';
import type { Clients } from './clients.ts';
import type { Brought, Known, NewFact } from './look.ts';

/** A web service under one of its names, at one server or wherever the name leads. */
export interface ServicePlace {
  readonly group: 'autodiscover' | 'ews' | 'oab' | 'outlookAnywhere';
  /** The key of its facts: `mail.contoso.example@ex16a`. */
  readonly at: string;
  readonly host: string;
  /** The server that is dialled; undefined: the way of clients. */
  readonly through?: string;
}
export type State = (leaf: string, value: NewFact['value']) => NewFact;

/** States facts of a place with one exchange as their source. */
export const statement =
  ({ group, at, host, through }: ServicePlace, request: string, path: string, answer?: HttpAnswer): State =>
  (leaf, value) => ({
    fact: `${group}[${at}].${leaf}`,
    value,
    from: 'probe',
    source: `${request} https://${host}${path}${dialledAt(through)}${answer === undefined ? '' : `: ${answer.status}`}`,
  });
const dialledAt = (through: string | undefined): string => (through === undefined ? '' : ` at ${through}`);

/** What a service says to somebody without a name: its status, the schemes that it offers, and who answered. */
export async function askAnonymously(
  place: ServicePlace,
  question: HttpAsk,
  { conversations }: Clients,
  signal: AbortSignal,
): Promise<Brought> {
  const target = targetOf(place);
  const conversation = conversations.open(place.group, target);
  try {
    const answer = await conversation.ask(question, signal);
    conversations.leave(place.group, target, conversation);
    const state = statement(place, `anonymous ${question.method}`, question.path, answer);
    return {
      facts: [
        state('anonymousStatus', answer.status),
        state('schemes', schemesOf(answer)),
        // The "Unauthorized" of a challenge is no failure.
        ...wayFacts(answer, state).filter(({ fact }) => answer.status !== 401 || fact.endsWith('.frontEnd')),
      ],
    };
  } catch (error) {
    conversation.close();
    if (!(error instanceof Unreachable)) throw error;
    const state = statement(place, question.method, question.path);
    return {
      facts: [state('error', error.reason)],
      blind: [{ fact: `${place.group}[${place.at}]`, why: error.message }],
    };
  }
}
const targetOf = ({ host, through }: ServicePlace) => ({
  host,
  port: 443,
  ...(through === undefined ? {} : { through }),
});

/** Which front end answered, what it passed the request on to, and where it failed; as far as the answer tells. */
export const wayFacts = (answer: HttpAnswer, state: State): readonly NewFact[] => {
  const { frontEnd, backEnd, failureContext, failurePoint } = exchangeHeaders(answer);
  return Object.entries({ frontEnd, backEnd, failureContext, failurePoint }).flatMap(([leaf, value]) =>
    value === undefined ? [] : [state(leaf, value)],
  );
};

/** How a question that needs a name was answered to our own account. */
export type Signed =
  | {
      readonly answer: HttpAnswer;
      readonly leaf: 'ntlmStatus' | 'negotiateStatus';
      readonly request: string;
      readonly accepted: boolean;
      /** The answer to the further question, over the connection that had been signed in on; undefined where that was lost. */
      readonly further?: HttpAnswer;
      /** What was not tried, besides. */
      readonly blind: NonNullable<Brought['blind']>;
    }
  | { readonly why: string; readonly lostConnection?: true };

/** One question by NTLM, or by NTLM inside Negotiate where nothing else is offered; over a connection of its own. */
export async function askSigned(
  place: ServicePlace,
  question: HttpAsk,
  {
    known,
    clients,
    signal,
  }: { readonly known: Known; readonly clients: Clients; readonly signal: AbortSignal },
  further?: HttpAsk,
): Promise<Signed> {
  const { group, at, host, through } = place;
  const conversation = clients.conversations.open(group, targetOf(place));
  try {
    const schemes = known.get(`${group}[${at.split('/')[0]}].schemes`);
    const offered = Array.isArray(schemes)
      ? schemes.map(String)
      : schemesOf(await conversation.ask({ ...question, body: '' }, signal));
    const scheme = ntlmSchemeAmong(offered);
    const notNtlm = `${at} offers ${offered.join(', ') || 'no scheme'}: NTLM was not tried`;
    if (scheme === undefined) return { why: notNtlm };
    const by = scheme === 'NTLM' ? 'NTLM' : 'Negotiate with NTLM inside';
    const [path] = question.path.split('?');
    const where = `${host}${dialledAt(through)}, ${question.method} ${path} (${by})`;
    const target = { where, host, ...(through === undefined ? {} : { node: through }), signal };
    const logon: NtlmOutcome = await ntlmLogon(clients, conversation, question, target, scheme);
    if (logon.ended === 'connection-lost')
      return { why: `${where}: the connection changed between the two legs of NTLM`, lostConnection: true };
    const { answer, ended } = logon;
    // Negotiate that answers NTLM without a challenge is its own answer: it insists on Kerberos.
    if (ended === 'not-challenged' && (scheme === 'NTLM' || answer.status !== 401))
      return { why: `${where}: answered ${answer.status} instead of a challenge` };
    const second =
      further === undefined || ended !== 'accepted' ? undefined : await conversation.ask(further, signal);
    return {
      answer,
      ...(second === undefined || second.connection !== answer.connection ? {} : { further: second }),
      leaf: scheme === 'NTLM' ? 'ntlmStatus' : 'negotiateStatus',
      request: `${question.method} by ${by}${ended === 'not-challenged' ? ' (no challenge)' : ''}`,
      accepted: ended === 'accepted',
      blind: scheme === 'NTLM' ? [] : [{ fact: `${group}[${at}].ntlmStatus`, why: notNtlm }],
    };
  } finally {
    conversation.close();
  }
}

/** The status of a signed question and who answered it, or why it is unseen. */
export function signedFacts(place: ServicePlace, question: HttpAsk, signed: Signed): Brought {
  if ('why' in signed) {
    const lost = statement(place, 'NTLM', question.path)('sameConnection', false);
    return {
      facts: signed.lostConnection === true ? [lost] : [],
      blind: [{ fact: `${place.group}[${place.at}].ntlmStatus`, why: signed.why }],
    };
  }
  const { answer, leaf, request } = signed;
  const state = statement(place, request, question.path, answer);
  return {
    facts: [state(leaf, answer.status), state('sameConnection', true), ...wayFacts(answer, state)],
    blind: signed.blind,
  };
}
