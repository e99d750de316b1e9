import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { AccessLog } from '../access-log.ts';
import { answerFaulty, requestFault } from '../faults.ts';
import { type Listener, openListener } from '../listener.ts';
import type { RunningServer } from '../supervisor.ts';
import type { World } from '../world.ts';
import { runScript, type ScriptResult } from './scripts.ts';

const callSchema = z.object({
  host: z.string().min(1),
  script: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/** The Windows side as a worker reaches it: `POST /run` runs one of the known scripts on one of the servers. */
export async function serveWindows(options: {
  readonly world: World;
  /** PEM file of the certificate chain of a server's web site. */
  readonly chainOf: (server: string) => string;
  servers(): readonly RunningServer[];
  readonly log: AccessLog;
}): Promise<Listener> {
  const { world, log } = options;
  const { delays, faults } = world.windows;
  const connections = new WeakMap<object, string>();
  const http = createServer((request, response) => {
    const began = performance.now();
    const connection = connections.get(request.socket) ?? '';
    const note = (detail: Readonly<Record<string, unknown>>) =>
      log({ kind: 'script', listener: 'windows', connection, began, detail });
    const fault = requestFault(faults, 'windows', request.url ?? '/');
    if (fault) {
      note({ fault: fault.does, status: answerFaulty(fault, request.url ?? '/', response) });
      return;
    }
    const answer = (status: number, body: unknown) => {
      response
        .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
        .end(JSON.stringify(body));
    };
    void handle(request).then(
      ([status, result, call]) => {
        note({ ...call, status, ...(result.ok ? {} : { category: result.category }) });
        answer(status, result);
      },
      (error: unknown) => {
        note({ status: 500, why: String(error) });
        answer(500, { ok: false, category: 'failed', message: String(error) });
      },
    );
  });
  const handle = async (request: IncomingMessage): Promise<readonly [number, ScriptResult, object]> => {
    if (request.method !== 'POST' || request.url !== '/run')
      return [404, { ok: false, category: 'bad-call', message: 'POST /run is all there is' }, {}];
    const call = callSchema.safeParse(await readJson(request));
    if (!call.success)
      return [400, { ok: false, category: 'bad-call', message: z.prettifyError(call.error) }, {}];
    const { host, script, parameters } = call.data;
    if (delays.answerMs > 0) await new Promise((resolve) => setTimeout(resolve, delays.answerMs));
    const result = await runScript(options, options.servers(), host, script, parameters);
    return [200, result, { host, script, parameters }];
  };
  return openListener({
    listener: 'windows',
    delays,
    faults,
    log,
    onConnection({ socket, id }) {
      connections.set(socket, id);
      http.emit('connection', socket);
    },
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length; // no encoding was set, so chunks are buffers
    if (size > 100_000) return undefined;
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
