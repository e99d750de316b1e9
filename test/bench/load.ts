import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A Bot Connector that takes everything and keeps nothing. */
export interface Sink {
  readonly url: string;
  /** Resolves when nothing came for so long, at the latest after `mostMs`. */
  readonly quiet: (ms: number, mostMs: number) => Promise<void>;
  readonly close: () => void;
}
export async function sink(): Promise<Sink> {
  let count = 0;
  let last = performance.now();
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      count += 1;
      last = performance.now();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"id":"activity-${count}"}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP listener has a port
  return {
    url: `http://127.0.0.1:${port}`,
    quiet: async (ms, mostMs) => {
      const until = performance.now() + mostMs;
      last = performance.now();
      while (performance.now() < Math.min(until, last + ms)) await wait(100);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Entra ids of that many people. */
export const someIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`);

/** Sends one message to a bot and gives the ms until it was acknowledged. */
export type Say = (text: string) => Promise<number>;

/** People who speak in turn, each in a personal chat of his own. */
export function speakers(port: number, serviceUrl: string, ids: readonly string[]): Say {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let count = 0;
  return (text) => {
    count += 1;
    const who = ids[count % ids.length] ?? '';
    const activity = {
      type: 'message',
      id: `incoming-${count}`,
      channelId: 'msteams',
      serviceUrl,
      from: { id: `user-${who}`, name: `Person ${who.slice(-3)}`, aadObjectId: who },
      recipient: { id: 'bot', name: 'Popup Desk' },
      conversation: { id: `chat-${who}`, conversationType: 'personal' },
      text,
    };
    return posted(agent, port, JSON.stringify(activity));
  };
}

function posted(agent: Agent, port: number, body: string): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(
      { agent, host: '127.0.0.1', port, method: 'POST', path: '/api/messages', headers },
      (answer) => {
        answer.resume().on('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode < 200 || statusCode > 299) reject(new Error(`the bot answered ${statusCode}`));
          else resolve(performance.now() - began);
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** So many a second, whether or not those before were acknowledged; ms of each counted from when it was due. */
export async function atRate(
  perSecond: number,
  seconds: number,
  say: () => Promise<number>,
): Promise<readonly number[]> {
  const began = performance.now();
  const sent: Promise<number>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = began + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    sent.push(say().then(() => performance.now() - due));
  }
  return Promise.all(sent);
}

/** How many a second are acknowledged when so many are under way at any time. */
export async function throughput(
  atOnce: number,
  seconds: number,
  say: () => Promise<number>,
): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let count = 0;
  const one = async () => {
    while (performance.now() < until) {
      await say();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return (count * 1000) / (performance.now() - began);
}
