import { errorText } from '../error-code.ts';
import type { Clients } from '../looking/clients.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind } from '../looking/names.ts';
import { exchangeHeaders } from '../protocols/exchange-headers.ts';
import { type Conversation, converse, type HttpAnswer, schemesOf } from '../protocols/http.ts';
import {
  bindBody,
  cookiesOf,
  createMapiClient,
  type MapiClient,
  readBind,
  readMapi,
  unbindBody,
} from '../protocols/mapi-http.ts';
import { ntlmIsOffered, ntlmLogon } from '../protocols/ntlm-logon.ts';

type Endpoint = 'nspi' | 'emsmdb';
interface Asked extends Subject {
  readonly at: string;
  readonly host: string;
  readonly through: string;
  readonly endpoint: Endpoint;
}
type Statement = (leaf: string, value: NewFact['value'], request: string, answer: HttpAnswer) => NewFact;

export default probe<Asked>({
  id: 'mapi',
  title: 'MAPI/HTTP on each front end',
  needs: ['servers.exchange', 'vdirs'],
  brings: ['mapi'],
  deadlineMs: 15_000,
  subjects: (known) =>
    frontEndsBehind(known, 'mapi').flatMap(({ key, host, node }) =>
      (['nspi', 'emsmdb'] as const).flatMap((endpoint): Asked[] => {
        const at = `${key}/${endpoint}`;
        const asked = { at, host, through: node.fqdn, endpoint, shared: true, brings: [`mapi[${at}]`] };
        return [
          { ...asked, key: at },
          { ...asked, key: `${at} by NTLM`, authenticates: true },
        ];
      }),
    ),
  run: async (subject, known, clients, signal) => {
    const { at, host, through } = subject;
    const conversation = converse(clients.network, { host, port: 443, through });
    const state: Statement = (leaf, value, request, answer) => ({
      fact: `mapi[${at}].${leaf}`,
      value,
      from: 'probe',
      source: `${request} https://${host}/mapi/${subject.endpoint}/ at ${through}: ${answer.status}`,
    });
    try {
      return subject.authenticates === true
        ? await byNtlm(subject, known, clients, conversation, state, signal)
        : await anonymously(subject, conversation, state, signal);
    } finally {
      conversation.close();
    }
  },
});

async function anonymously(
  { host, through, endpoint, at }: Asked,
  conversation: Conversation,
  state: Statement,
  signal: AbortSignal,
): Promise<Brought> {
  const answer = await conversation.ask(createMapiClient().ask(endpoint, 'PING'), signal);
  const request = 'anonymous POST (PING)';
  const facts = [
    state('anonymousStatus', answer.status, request, answer),
    state('schemes', schemesOf(answer), request, answer),
    ...Object.entries(exchangeHeaders(answer)).map(([leaf, value]) => state(leaf, value, request, answer)),
  ];
  try {
    const page = await conversation.ask({ method: 'GET', path: '/mapi/healthcheck.htm' }, signal);
    const health = {
      fact: `mapi[${at}].health`,
      value: String(page.status),
      from: 'probe' as const,
      source: `GET https://${host}/mapi/healthcheck.htm at ${through}`,
    };
    return { facts: [...facts, health] };
  } catch (error) {
    return { facts, blind: [{ fact: `mapi[${at}].health`, why: errorText(error) }] };
  }
}

async function byNtlm(
  { at, endpoint, host, through }: Asked,
  known: Known,
  clients: Clients,
  conversation: Conversation,
  state: Statement,
  signal: AbortSignal,
): Promise<Brought> {
  const mapi = createMapiClient();
  const unseen = (why: string, leaves = ['ntlmStatus', 'responseCode', 'sameConnection']) =>
    leaves.map((leaf) => ({ fact: `mapi[${at}].${leaf}`, why }));
  const schemes = known.get(`mapi[${at}].schemes`);
  const offered = Array.isArray(schemes)
    ? schemes.map(String)
    : schemesOf(await conversation.ask(mapi.ask(endpoint, 'PING'), signal));
  if (!ntlmIsOffered(offered)) {
    return {
      facts: [],
      blind: unseen(`${at} offers ${offered.join(', ') || 'no scheme'}: NTLM was not tried`),
    };
  }
  const where = `${host} at ${through}, /mapi/${endpoint} (NTLM)`;
  const ping = await ntlmLogon(clients, conversation, mapi.ask(endpoint, 'PING'), {
    where,
    host,
    node: through,
    signal,
  });
  if (ping.ended === 'connection-lost')
    return {
      facts: [
        { fact: `mapi[${at}].sameConnection`, value: false, from: 'probe', source: `NTLM PING at ${where}` },
      ],
      blind: unseen(`${where}: the connection changed between the two legs of NTLM`, [
        'ntlmStatus',
        'responseCode',
      ]),
    };
  if (ping.ended === 'not-challenged')
    return {
      facts: [],
      blind: unseen(`${where}: answered ${ping.answer.status} instead of an NTLM challenge`),
    };
  const { answer } = ping;
  const facts = [
    state('ntlmStatus', answer.status, 'POST (PING) by NTLM', answer),
    state('sameConnection', true, 'POST (PING) by NTLM', answer),
    ...Object.entries(exchangeHeaders(answer)).map(([leaf, value]) =>
      state(leaf, value, 'POST (PING) by NTLM', answer),
    ),
  ];
  if (ping.ended === 'refused' || answer.status !== 200)
    return { facts, blind: unseen(`${where}: answered ${answer.status}`, ['responseCode']) };
  const code = await responseCode(endpoint, answer, mapi, conversation, state, signal);
  return 'fact' in code
    ? { facts: [...facts, code] }
    : { facts, blind: unseen(`${where}: ${code.why}`, ['responseCode']) };
}

/** Codes that a PING outside of a session gets although all is well: the session that it would refresh is missing. */
const withoutSession = new Set([10, 13]);

/** The code of PING, on the address book of Bind; the session that Bind opened is closed again. */
async function responseCode(
  endpoint: Endpoint,
  ping: HttpAnswer,
  mapi: MapiClient,
  conversation: Conversation,
  state: Statement,
  signal: AbortSignal,
): Promise<NewFact | { readonly why: string }> {
  const pinged = readMapi(ping);
  const request = 'POST (PING) by NTLM';
  if (pinged.responseCode === undefined)
    return { why: 'answered 200 without X-ResponseCode: that is no MAPI/HTTP' };
  if (endpoint === 'emsmdb') {
    if (withoutSession.has(pinged.responseCode))
      return {
        why: `PING without a session was answered with X-ResponseCode ${pinged.responseCode}, which says nothing of sessions`,
      };
    return state('responseCode', pinged.responseCode, request, ping);
  }
  const bind = await conversation.ask(mapi.ask('nspi', 'Bind', bindBody()), signal);
  if (bind.connection !== ping.connection) return { why: 'the connection was lost between PING and Bind' };
  const bound = readMapi(bind);
  if (bind.status !== 200 || bound.responseCode === undefined)
    return { why: `Bind was answered with ${bind.status} and no X-ResponseCode` };
  if (bound.responseCode === 0 && !bound.done) return { why: 'the answer to Bind ends before DONE' };
  const codes = readBind(bound.body);
  if (bound.responseCode === 0 && codes?.statusCode === 0 && codes.errorCode === 0)
    await conversation.ask(mapi.ask('nspi', 'Unbind', unbindBody(), cookiesOf(bind)), signal).catch(() => {
      // The session then ends by itself (X-ExpirationInfo); what was seen stands.
      signal.throwIfAborted();
    });
  const within = codes === undefined ? '' : `, StatusCode ${codes.statusCode}, ErrorCode ${codes.errorCode}`;
  return state('responseCode', bound.responseCode, `POST (Bind${within}) by NTLM`, bind);
}
