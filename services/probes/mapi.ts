import type { Clients } from '../looking/clients.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind, throughCommonNames } from '../looking/names.ts';
import { exchangeHeaders } from '../protocols/exchange-headers.ts';
import { type Conversation, type HttpAnswer, schemesOf } from '../protocols/http.ts';
import {
  bindBody,
  cookiesOf,
  createMapiClient,
  type MapiClient,
  readBind,
  readMapi,
  unbindBody,
} from '../protocols/mapi-http.ts';
import { ntlmLogon, ntlmSchemeAmong } from '../protocols/ntlm-logon.ts';

type Endpoint = 'nspi' | 'emsmdb';
interface Asked extends Subject {
  readonly at: string;
  readonly host: string;
  /** The server that is dialled; undefined: the way of clients. */
  readonly through?: string;
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
    [
      ...frontEndsBehind(known, 'mapi').map(({ key, host, node }) => ({ key, host, through: node.fqdn })),
      ...throughCommonNames(known, 'mapi'),
    ].flatMap(({ key, ...place }) =>
      // What happens on the way happens to both: through the common name one is enough.
      ('through' in place ? (['nspi', 'emsmdb'] as const) : (['nspi'] as const)).flatMap(
        (endpoint): Asked[] => {
          const at = `${key}/${endpoint}`;
          const asked = { at, ...place, endpoint, shared: true, brings: [`mapi[${at}]`] };
          return [
            { ...asked, key: at },
            { ...asked, key: `${at} by NTLM`, authenticates: true },
          ];
        },
      ),
    ),
  run: async (subject, known, clients, signal) => {
    const { at, host } = subject;
    const target = {
      host,
      port: 443,
      ...(subject.through === undefined ? {} : { through: subject.through }),
    };
    const conversation = clients.conversations.open('mapi', target);
    const state: Statement = (leaf, value, request, answer) => ({
      fact: `mapi[${at}].${leaf}`,
      value,
      from: 'probe',
      source: `${request} https://${host}/mapi/${subject.endpoint}/${dialledAt(subject)}: ${answer.status}`,
    });
    try {
      if (subject.authenticates === true)
        return await byNtlm(subject, known, clients, conversation, state, signal);
      const brought = await anonymously(subject, conversation, state, signal);
      clients.conversations.leave('mapi', target, conversation);
      return brought;
    } catch (error) {
      conversation.close();
      throw error;
    } finally {
      if (subject.authenticates === true) conversation.close();
    }
  },
});

const dialledAt = ({ through }: Pick<Asked, 'through'>): string =>
  through === undefined ? '' : ` at ${through}`;

async function anonymously(
  { endpoint }: Asked,
  conversation: Conversation,
  state: Statement,
  signal: AbortSignal,
): Promise<Brought> {
  const answer = await conversation.ask(createMapiClient().ask(endpoint, 'PING'), signal);
  const request = 'anonymous POST (PING)';
  return {
    facts: [
      state('anonymousStatus', answer.status, request, answer),
      state('schemes', schemesOf(answer), request, answer),
      ...Object.entries(exchangeHeaders(answer)).map(([leaf, value]) => state(leaf, value, request, answer)),
    ],
  };
}

async function byNtlm(
  subject: Asked,
  known: Known,
  clients: Clients,
  conversation: Conversation,
  state: Statement,
  signal: AbortSignal,
): Promise<Brought> {
  const { at, endpoint, host, through } = subject;
  const mapi = createMapiClient();
  const unseen = (why: string, leaves = ['ntlmStatus', 'responseCode', 'sameConnection']) =>
    leaves.map((leaf) => ({ fact: `mapi[${at}].${leaf}`, why }));
  const schemes = known.get(`mapi[${at}].schemes`);
  // Through the common name the next connection may lead to another front end, which offers something else.
  const offered =
    Array.isArray(schemes) && through !== undefined
      ? schemes.map(String)
      : schemesOf(await conversation.ask(mapi.ask(endpoint, 'PING'), signal));
  const scheme = ntlmSchemeAmong(offered);
  const notNtlm = `${at} offers ${offered.join(', ') || 'no scheme'}: NTLM was not tried`;
  if (scheme === undefined) return { facts: [], blind: unseen(notNtlm) };
  const by = scheme === 'NTLM' ? 'NTLM' : 'Negotiate with NTLM inside';
  const where = `${host}${dialledAt(subject)}, /mapi/${endpoint} (${by})`;
  const target = { where, host, ...(through === undefined ? {} : { node: through }), signal };
  const ping = await ntlmLogon(clients, conversation, mapi.ask(endpoint, 'PING'), target, scheme);
  if (ping.ended === 'connection-lost')
    return {
      facts: [
        { fact: `mapi[${at}].sameConnection`, value: false, from: 'probe', source: `NTLM PING at ${where}` },
        ...(ping.answer === undefined || scheme !== 'NTLM'
          ? []
          : [state('ntlmStatus', ping.answer.status, `POST (PING) by ${by}`, ping.answer)]),
      ],
      blind: unseen(`${where}: the connection changed between the two legs of NTLM`, [
        ...(ping.answer === undefined || scheme !== 'NTLM' ? ['ntlmStatus'] : []),
        'responseCode',
      ]),
    };
  const { answer } = ping;
  // Negotiate that answers NTLM without a challenge is its own answer: it insists on Kerberos.
  if (ping.ended === 'not-challenged' && (scheme === 'NTLM' || answer.status !== 401))
    return { facts: [], blind: unseen(`${where}: answered ${answer.status} instead of a challenge`) };
  const request = `POST (PING) by ${by}${ping.ended === 'not-challenged' ? ', no challenge' : ''}`;
  const facts = [
    state(scheme === 'NTLM' ? 'ntlmStatus' : 'negotiateStatus', answer.status, request, answer),
    state('sameConnection', true, request, answer),
    // Through the common name the next connection may lead to another front end: who answered is told once.
    ...Object.entries(exchangeHeaders(answer)).flatMap(([leaf, value]) =>
      through === undefined && !leaf.startsWith('failure') ? [] : [state(leaf, value, request, answer)],
    ),
  ];
  const untried = scheme === 'NTLM' ? [] : unseen(notNtlm, ['ntlmStatus']);
  if (ping.ended !== 'accepted' || answer.status !== 200)
    return { facts, blind: [...untried, ...unseen(`${where}: answered ${answer.status}`, ['responseCode'])] };
  const code = await responseCode(endpoint, answer, mapi, conversation, state, signal, by);
  return 'fact' in code
    ? { facts: [...facts, code], blind: untried }
    : { facts, blind: [...untried, ...unseen(`${where}: ${code.why}`, ['responseCode'])] };
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
  by: string,
): Promise<NewFact | { readonly why: string }> {
  const pinged = readMapi(ping);
  const request = `POST (PING) by ${by}`;
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
  return state('responseCode', bound.responseCode, `POST (Bind${within}) by ${by}`, bind);
}
