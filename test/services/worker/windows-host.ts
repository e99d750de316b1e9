import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const callSchema = z.object({
  host: z.string(),
  script: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});
const poolName = 'MSExchangeAutodiscoverAppPool';

/** A Windows host with one pool per server, over real HTTP. It recycles whenever it is told to, as often as it is told. */
export interface WindowsHost {
  readonly url: string;
  recyclesOf(server: string): number;
  /** What happens instead of the next recycle; it may carry it out and may answer. */
  instead(action: (recycle: () => void, response: ServerResponse) => void): void;
  /** What get-app-pools says of a server besides, from now on. */
  say(server: string, leaves: Readonly<Record<string, unknown>>): void;
  /** Refuses every script from now on. */
  refuse(category: string | undefined): void;
  close(): Promise<void>;
}

export async function startWindowsHost(startedAt: string): Promise<WindowsHost> {
  const pools = new Map<string, { startedAt: string; pid: number; recycles: number; more: object }>();
  const poolOf = (server: string) => {
    const pool = pools.get(server) ?? { startedAt, pid: 1_000 + pools.size * 100, recycles: 0, more: {} };
    pools.set(server, pool);
    return pool;
  };
  let next: ((recycle: () => void, response: ServerResponse) => void) | undefined;
  let refusal: string | undefined;
  const answer = (response: ServerResponse, body: unknown) => {
    // Not chained: restify, once another test has loaded it, makes every writeHead return nothing.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const call = callSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    if (refusal !== undefined)
      return answer(response, { ok: false, category: refusal, message: 'access is denied' });
    const pool = poolOf(call.host);
    if (call.script === 'get-app-pools') {
      const { recycles: _recycles, more, ...state } = pool;
      return answer(response, {
        ok: true,
        output: [{ name: poolName, state: 'Started', ...state, ...more }],
      });
    }
    const before = { pid: pool.pid, startedAt: pool.startedAt, state: 'Started' };
    const recycle = () => {
      pool.recycles += 1;
      pool.pid += 1;
      pool.startedAt = new Date().toISOString();
    };
    const action = next;
    next = undefined;
    if (action !== undefined) return action(recycle, response);
    recycle();
    answer(response, {
      ok: true,
      output: { before, after: { ...before, pid: pool.pid, startedAt: pool.startedAt } },
    });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    recyclesOf: (name) => poolOf(name).recycles,
    instead: (action) => {
      next = action;
    },
    say: (name, leaves) => {
      poolOf(name).more = leaves;
    },
    refuse: (category) => {
      refusal = category;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
