import { exchangeHeaders } from '../protocols/exchange-headers.ts';
import { type Conversation, type HttpAnswer, type HttpAsk, header, schemesOf } from '../protocols/http.ts';
import { ntlmIsOffered, ntlmLogon } from '../protocols/ntlm-logon.ts';
import { explicitLogonPath, type PoxAnswer, PoxFormatError, parsePox, poxRequest } from '../protocols/pox.ts';
import type { Clients } from './clients.ts';
import type { Brought, Known, NewFact } from './look.ts';

/** Where Autodiscover is asked. */
export interface PoxPlace {
  /** The key of its facts: `autodiscover.contoso.example@ex16a`. */
  readonly at: string;
  readonly host: string;
  /** The server that is dialled; undefined: the way of clients. */
  readonly through?: string;
}
type State = (leaf: string, value: NewFact['value']) => NewFact;

const headers = {
  'content-type': 'text/xml; charset=utf-8',
  'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro) PopupDesk',
  'x-mapihttpcapability': '1',
  'x-clientcanhandle': 'Negotiate,ExHttpInfo',
};
const dialledAt = (through: string | undefined): string => (through === undefined ? '' : ` at ${through}`);

function statement({ at, host, through }: PoxPlace, says: string, path: string, answer: HttpAnswer): State {
  const source = `${says} https://${host}${path}${dialledAt(through)}: ${answer.status}`;
  return (leaf, value) => ({ fact: `autodiscover[${at}].${leaf}`, value, from: 'probe', source });
}

/** What a front end says to somebody without a name: the schemes that it offers, and who it is. */
export async function anonymously(
  subject: PoxPlace,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<Brought> {
  const path = '/autodiscover/autodiscover.xml';
  const answer = await conversation.ask({ method: 'POST', path, headers, body: '' }, signal);
  const state = statement(subject, 'anonymous POST', path, answer);
  // A 401 to nobody is only the offer of schemes; anything else is what this front end says to everybody.
  const decided = answer.status === 401 ? [] : [state('status', answer.status), ...location(answer, state)];
  return { facts: [state('schemes', schemesOf(answer)), ...named(answer, state), ...decided] };
}

/** The question for the mailbox itself, by an explicit logon, signed in by our own account. */
export async function forTheMailbox(
  subject: PoxPlace,
  known: Known,
  clients: Clients,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<Brought> {
  const { at, host, through } = subject;
  const address = String(known.get('mailbox.primarySmtp') || known.mailbox);
  const path = explicitLogonPath(address);
  const question: HttpAsk = { method: 'POST', path, headers, body: poxRequest(address) };
  const unseen = (why: string) => [{ fact: `autodiscover[${at}]`, why }];
  const schemes = known.get(`autodiscover[${at}].schemes`);
  // Through the common name the next connection may lead to another front end.
  const offered =
    Array.isArray(schemes) && through !== undefined
      ? schemes.map(String)
      : schemesOf(await conversation.ask({ ...question, body: '' }, signal));
  if (!ntlmIsOffered(offered)) {
    return {
      facts: [],
      blind: unseen(`${at} offers ${offered.join(', ') || 'no scheme'}: NTLM was not tried`),
    };
  }
  const where = `${host}${dialledAt(through)}, /autodiscover (NTLM)`;
  const logon = await ntlmLogon(clients, conversation, question, {
    where,
    host,
    ...(through === undefined ? {} : { node: through }),
    signal,
  });
  if (logon.ended === 'connection-lost')
    return { facts: [], blind: unseen(`${where}: the connection changed between the two legs of NTLM`) };
  const { answer } = logon;
  if (logon.ended === 'not-challenged' && answer.status === 401)
    return { facts: [], blind: unseen(`${where}: answered without an NTLM challenge`) };
  const state = statement(subject, logon.ended === 'not-challenged' ? 'POST' : 'POST by NTLM', path, answer);
  const facts = [
    state('step', 'explicit'),
    state('status', answer.status),
    ...named(answer, state),
    ...location(answer, state),
  ];
  if (answer.status !== 200) return { facts, blind: unseen(`${where}: answered ${answer.status}`) };
  try {
    return { facts: [...facts, ...settings(parsePox(answer.body), state)] };
  } catch (error) {
    if (!(error instanceof PoxFormatError)) throw error;
    return { facts, blind: unseen(`${where}: answered 200, but ${error.message}`) };
  }
}

function named(answer: HttpAnswer, state: State): readonly NewFact[] {
  const { frontEnd, backEnd } = exchangeHeaders(answer);
  return [
    ...(frontEnd === undefined ? [] : [state('frontEnd', frontEnd)]),
    ...(backEnd === undefined ? [] : [state('backEnd', backEnd)]),
  ];
}
/** A redirect is a fact; it is not followed, least of all with credentials. */
function location(answer: HttpAnswer, state: State): readonly NewFact[] {
  const to = header(answer, 'location');
  return to === undefined ? [] : [state('location', to.slice(0, 2_048))];
}

function settings(pox: PoxAnswer, state: State): readonly NewFact[] {
  const said = (leaf: string, value: string | number | undefined) =>
    value === undefined ? [] : [state(leaf, value)];
  if (pox.errorCode !== undefined) return [state('errorCode', pox.errorCode)];
  const redirect = pox.redirectUrl ?? pox.redirectAddress;
  if (redirect !== undefined) return [state('location', redirect)];
  const types = pox.protocols.map((type) => type.toLowerCase());
  // In a protocol that is there, what it leaves out is an answer: looked, empty.
  const inside = (type: string, leaf: string, value: string | undefined) =>
    types.includes(type) ? [state(leaf, value ?? '')] : said(leaf, value);
  return [
    state('protocols', pox.protocols),
    ...said('server', pox.server),
    ...said('ewsUrl', pox.ewsUrl),
    ...inside('exch', 'exchOabUrl', pox.exchOabUrl),
    ...inside('expr', 'exprOabUrl', pox.exprOabUrl),
    ...inside('expr', 'exprAuth', pox.exprAuth),
    ...inside('expr', 'exprPrincipal', pox.exprPrincipal),
    ...said('mailStore', pox.mailStore),
    ...said('addressBook', pox.addressBook),
    state('publicFolderMailbox', pox.publicFolderMailbox ?? ''),
    state('alternatives', pox.alternatives),
  ];
}
