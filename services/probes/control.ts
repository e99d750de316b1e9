import { setTimeout as pause } from 'node:timers/promises';
import { errorText } from '../error-code.ts';
import { AccountUnusable } from '../looking/account.ts';
import type { Clients, OwnAccount } from '../looking/clients.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { type Behind, frontEndsBehind, throughCommonNames } from '../looking/names.ts';
import type { ServerPlace } from '../looking/topology.ts';
import { type Conversation, converse, type HttpAsk, schemesOf } from '../protocols/http.ts';
import { createMapiClient } from '../protocols/mapi-http.ts';
import { ntlmIsOffered, ntlmLogon } from '../protocols/ntlm-logon.ts';

interface Candidate extends Behind {
  readonly service: 'nspi' | 'autodiscover';
}
interface Ready {
  readonly candidate: Candidate;
  readonly conversation: Conversation;
  readonly question: HttpAsk;
}
const state = (leaf: string, value: NewFact['value'], source: string): NewFact => ({
  fact: `control.${leaf}`,
  value,
  from: 'probe',
  source,
});

/** Proves our own account: its state by LDAP, then one NTLM logon. Until then no 401 is a fact about a server. */
export default probe<Subject>({
  id: 'control',
  title: 'Our own account',
  needs: ['servers.exchange', 'scp', 'vdirs'],
  brings: [
    'control.probeAccountUsable',
    'control.probeAccountState',
    'control.knownGoodTarget',
    'control.negotiateTried',
  ],
  deadlineMs: 12_000,
  subjects: () => [{ key: 'service account', shared: true, brings: ['control'] }],
  run: async (_subject, known, clients, signal) => {
    const negotiate = state('negotiateTried', false, 'no Kerberos client here');
    const stopped = await clients.account.stopped();
    if (stopped !== undefined)
      return { facts: [negotiate, ...unusable(stopped, 'logon breaker and configuration')] };
    try {
      const own = await clients.directory.ownAccount(signal);
      const source = `LDAP: state of ${clients.account.name ?? 'our account'}`;
      if (!own.good) return { facts: [negotiate, ...unusable(own.state, source)] };
      const proof = await prove(own, known, clients, signal);
      return { ...proof, facts: [negotiate, state('probeAccountState', own.state, source), ...proof.facts] };
    } catch (error) {
      if (!(error instanceof AccountUnusable)) throw error;
      return { facts: [negotiate, ...unusable(error.message, 'a refused logon')] };
    }
  },
});

const unusable = (why: string, source: string): readonly NewFact[] => [
  state('probeAccountUsable', false, source),
  state('probeAccountState', why, source),
  state('knownGoodTarget', '', source),
];

/** One logon at one front end that offers NTLM; a second only where the first never came to a decision. */
async function prove(own: OwnAccount, known: Known, clients: Clients, signal: AbortSignal): Promise<Brought> {
  const candidates = inOrder(known, own.server);
  const failures: string[] = [];
  for (let tries = 0; tries < 2; tries += 1) {
    const nodes = Map.groupBy(candidates, ({ node }) => node.name);
    const ready = await firstReady([...nodes.values()], clients, failures, signal);
    if (ready === undefined) break;
    const { candidate, conversation, question } = ready;
    const where = `${candidate.host} at ${candidate.node.fqdn}, /${candidate.service} (NTLM)`;
    try {
      const logon = await ntlmLogon(clients, conversation, question, {
        where,
        host: candidate.host,
        node: candidate.node.fqdn,
        control: true,
        signal,
      });
      if (logon.ended === 'accepted') {
        clients.account.proven(own);
        const source = `POST by NTLM https://${candidate.host}${question.path} at ${candidate.node.fqdn}: ${logon.answer.status}`;
        return {
          facts: [
            state('probeAccountUsable', true, source),
            state('knownGoodTarget', `${candidate.key}/${candidate.service}`, source),
          ],
        };
      }
      failures.push(
        `${where}: ${logon.ended === 'connection-lost' ? 'the connection was lost' : 'no NTLM challenge'}`,
      );
    } catch (error) {
      if (error instanceof AccountUnusable) throw error;
      signal.throwIfAborted();
      failures.push(errorText(error));
    } finally {
      conversation.close();
    }
    candidates.splice(
      0,
      candidates.length,
      ...candidates.filter(({ node }) => node.name !== candidate.node.name),
    );
  }
  const why = `no front end could be shown to accept ${clients.account.name ?? 'our account'}: ${failures.join('; ') || 'the directory names none'}`;
  return {
    facts: [state('knownGoodTarget', '', why)],
    blind: [{ fact: 'control.probeAccountUsable', why }],
  };
}

/** The server of our own mailbox first: there the account is at home. */
function inOrder(known: Known, own: string | undefined): Candidate[] {
  const nspi = frontEndsBehind(known, 'mapi').map((behind) => ({ ...behind, service: 'nspi' as const }));
  const autodiscover = frontEndsBehind(known, 'autodiscover').map((behind) => ({
    ...behind,
    service: 'autodiscover' as const,
  }));
  const home = own?.toLowerCase();
  return [
    ...[...nspi, ...autodiscover].toSorted(
      (a, b) => Number(b.node.name === home) - Number(a.node.name === home),
    ),
    // Where no front end can be reached by itself, the way of clients is left.
    ...throughCommonNames(known, 'mapi').map((way) => ({
      ...way,
      node: wayOf(way.host),
      service: 'nspi' as const,
    })),
  ];
}
const wayOf = (host: string): ServerPlace => ({ name: 'vip', fqdn: host, roles: [] });

/** The first node, in order with a head start each, one of whose services offers NTLM. Nothing secret is sent. */
async function firstReady(
  nodes: readonly (readonly Candidate[])[],
  clients: Clients,
  failures: string[],
  signal: AbortSignal,
): Promise<Ready | undefined> {
  const found: Promise<Ready>[] = [];
  let first: Ready | undefined;
  for (const candidates of nodes) {
    found.push(readyOn(candidates, clients, failures, signal));
    first = await firstWithin(headStartMs, found, signal);
    if (first !== undefined) break;
  }
  first ??= await anyOf(found);
  signal.throwIfAborted();
  for (const other of found) {
    other.then(
      (ready) => ready === first || ready.conversation.close(),
      () => undefined,
    );
  }
  return first;
}
const headStartMs = 400;
const anyOf = (found: readonly Promise<Ready>[]): Promise<Ready | undefined> =>
  Promise.any(found).catch(() => undefined);

async function firstWithin(
  ms: number,
  found: readonly Promise<Ready>[],
  signal: AbortSignal,
): Promise<Ready | undefined> {
  const settled = new AbortController();
  const late = pause(ms, undefined, { signal: AbortSignal.any([settled.signal, signal]) }).catch(
    () => undefined,
  );
  try {
    return await Promise.race([anyOf(found), late]);
  } finally {
    settled.abort();
  }
}

async function readyOn(
  candidates: readonly Candidate[],
  clients: Clients,
  failures: string[],
  signal: AbortSignal,
): Promise<Ready> {
  for (const candidate of candidates) {
    const { host, node, service } = candidate;
    const conversation = converse(clients.network, { host, port: 443, through: node.fqdn });
    const question: HttpAsk =
      service === 'nspi'
        ? createMapiClient().ask('nspi', 'PING')
        : {
            method: 'POST',
            path: '/autodiscover/autodiscover.xml',
            headers: { 'content-type': 'text/xml' },
            body: '',
          };
    try {
      const answer = await conversation.ask(question, signal);
      if (answer.status === 401 && ntlmIsOffered(schemesOf(answer)))
        return { candidate, conversation, question };
      failures.push(
        `${candidate.key}/${service}: ${answer.status}, offering ${schemesOf(answer).join(', ') || 'no scheme'}`,
      );
    } catch (error) {
      signal.throwIfAborted();
      failures.push(errorText(error));
    }
    conversation.close();
  }
  throw new Error('no NTLM here');
}
