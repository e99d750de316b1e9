import type { Logger } from 'pino';
import { createServer, type Request, type Response } from 'restify';
import { type Identity, logicOf } from './adapter.ts';
import { listenError } from './listening.ts';
import { activitySchema } from './turn.ts';
import type { Turns } from './turns.ts';

/** No activity of Teams is near this; what is bigger is refused unread. */
const bodyBytesAtMost = 256 * 1024;

export interface BotServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The public listener: `/api/messages` and `/healthz`, nothing else. */
export async function startServer(parts: {
  readonly identity: Identity;
  readonly turns: Turns;
  readonly log: Logger;
  readonly host: string;
  readonly port: number;
  /** Lab mode: a conversation may be answered on this machine only. */
  readonly loopbackOnly: boolean;
}): Promise<BotServer> {
  const { identity, turns, log, host, port, loopbackOnly } = parts;
  const logic = logicOf(turns);
  const server = createServer({ name: 'popup-desk' });
  server.server.requestTimeout = 15_000;
  server.server.headersTimeout = 10_000;

  server.get('/healthz', async (_request: Request, response: Response) => {
    response.send(200, { ok: true });
  });
  server.post('/api/messages', async (request: Request, response: Response) => {
    const refuse = (status: number, says: string) => {
      log.info({ turn: '', verb: 'refused', outcome: status, says }, 'turn');
      response.send(status, { error: says });
    };
    const body = await readBody(request);
    if (body === 'too-big') return refuse(413, `The body is larger than ${bodyBytesAtMost} bytes.`);
    const json = parse(body);
    if (json === undefined) return refuse(400, 'The body is not JSON.');
    const parsed = activitySchema.safeParse(json);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse(
        400,
        `This is not an activity: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? ''}`,
      );
    }
    if (loopbackOnly && !isLoopback(parsed.data.serviceUrl)) {
      return refuse(403, 'Lab mode answers on this machine only: serviceUrl must be a loopback address.');
    }
    try {
      const taken = await identity.adapter.take(request.headers.authorization ?? '', parsed.data, logic);
      if (!taken.believed) {
        log.warn({ turn: '', verb: 'refused', outcome: 401, why: taken.why }, 'turn');
        response.send(401, { error: 'This request does not prove that it comes from Teams.' });
        return;
      }
      response.status(taken.answer?.status ?? 200);
      if (taken.answer?.body === undefined) response.end();
      else response.send(taken.answer.body);
    } catch (error) {
      log.error({ error: String(error) }, 'activity not processed');
      if (!response.headersSent) response.send(500, { error: 'The activity could not be processed.' });
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(listenError(error, host, port, 'End the other program, or set PORT to a free one.')),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: server.address().port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.server.closeAllConnections();
      }),
  };
}

async function readBody(request: Request): Promise<string | 'too-big'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    // A request without an encoding set yields buffers.
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > bodyBytesAtMost) return 'too-big';
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a service URL leads to this machine (RFC 5735 127/8, RFC 4291 ::1, RFC 6761 localhost). */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
