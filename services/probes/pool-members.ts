import { errorText } from '../error-code.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { throughCommonNames } from '../looking/names.ts';
import { frontEnds } from '../looking/topology.ts';
import { exchangeHeaders } from '../protocols/exchange-headers.ts';
import { converse } from '../protocols/http.ts';

interface Asked extends Subject {
  readonly host: string;
}
/** A balancer that deals out connections in turn shows every member in so many for each. */
const connectionsForEach = 2;
const mostConnections = 12;
const question = {
  method: 'POST',
  path: '/mapi/nspi/',
  headers: { 'user-agent': 'PopupDesk', 'x-requesttype': 'PING' },
  body: '',
} as const;
const namesOf = (known: Known): readonly string[] =>
  frontEnds(known.topology).map(({ name }) => name.toLowerCase());

/** Which front ends the common name leads to; one that keeps each client at one of them shows that one for ever. */
export default probe<Asked>({
  id: 'pool-members',
  title: 'Which front ends the common name leads to',
  needs: ['servers.exchange', 'vdirs'],
  brings: ['servers.inPool'],
  deadlineMs: 10_000,
  subjects: (known) =>
    throughCommonNames(known, 'mapi').map(({ host }) => ({
      key: host,
      host,
      shared: true,
      brings: namesOf(known).map((name) => `servers[${name}].inPool`),
    })),
  run: async ({ host }, known, { network }, signal): Promise<Brought> => {
    const all = namesOf(known);
    const most = Math.min(all.length * connectionsForEach, mostConnections);
    const seen = new Map<string, NewFact>();
    let why = `${most} connections to ${host} did not lead there`;
    for (let each = 1; each <= most && seen.size < all.length; each++) {
      const conversation = converse(network, { host, port: 443 });
      try {
        const answer = await conversation.ask(question, signal);
        const frontEnd = exchangeHeaders(answer).frontEnd?.toLowerCase().split('.')[0];
        if (frontEnd === undefined || !all.includes(frontEnd) || seen.has(frontEnd)) continue;
        seen.set(frontEnd, {
          fact: `servers[${frontEnd}].inPool`,
          value: true,
          from: 'probe',
          source: `anonymous POST (PING) https://${host}${question.path}, connection ${each}: X-FEServer ${frontEnd}`,
        });
      } catch (error) {
        signal.throwIfAborted();
        why = errorText(error);
        break;
      } finally {
        conversation.close();
      }
    }
    const unmet = all.filter((name) => !seen.has(name));
    return {
      facts: [...seen.values()],
      blind: unmet.map((name) => ({ fact: `servers[${name}].inPool`, why })),
    };
  },
});
