import { Agent, request } from 'undici';
import { z } from 'zod';
import { errorCode, errorText } from '../error-code.ts';
import { scriptOf } from './scripts.ts';

export interface ScriptCall {
  /** Short name of the server. */
  readonly host: string;
  /** A name of the worker's own catalogue, never text to run. */
  readonly script: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** Runs named scripts on Windows hosts: JSON in, JSON out. */
export interface Executor {
  run(call: ScriptCall): Promise<unknown>;
}

/** A script that the other side ran or refused to run; the category says which. */
export class ScriptFailed extends Error {
  override readonly name = 'ScriptFailed';
  readonly category: string;
  constructor(message: string, category: string, options?: ErrorOptions) {
    super(message, options);
    this.category = category;
  }
}

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), category: z.string(), message: z.string() }),
]);
const mostBytes = 4_000_000;
const name = /^[a-z0-9][a-z0-9-]{0,62}$/i;

/** An executor behind an HTTP address: `POST <url>/run` with host, script and parameters; redirects are not followed. */
export function httpExecutor(url: string): Executor {
  // A connection for each script: one kept alive may be closed by the other side just as an action goes out on it.
  const dispatcher = new Agent({ pipelining: 0 });
  return {
    run: async ({ host, script, parameters, signal }) => {
      if (!name.test(host) || !name.test(script))
        throw new ScriptFailed(`"${host}" or "${script}" is no name of a server or script`, 'bad-call');
      const known = scriptOf(script);
      if (known === undefined)
        throw new ScriptFailed(`no script of the catalogue is called "${script}"`, 'no-such-script');
      const says = `${script} on ${host}`;
      let response: Awaited<ReturnType<typeof request>>;
      try {
        response = await request(`${url.replace(/\/$/, '')}/run`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ host, script, parameters }),
          dispatcher,
          signal,
        });
      } catch (error) {
        signal.throwIfAborted();
        throw new ScriptFailed(
          `${says}: the executor at ${url} does not answer (${errorCode(error) || errorText(error)})`,
          'unreachable',
          {
            cause: error,
          },
        );
      }
      if (response.statusCode >= 300 && response.statusCode < 400) {
        await response.body.dump();
        throw new ScriptFailed(
          `${says}: the executor at ${url} redirects, which is not followed`,
          'bad-answer',
        );
      }
      const parsed = answer.safeParse(await readJson(response.body, says));
      if (!parsed.success)
        throw new ScriptFailed(
          `${says}: the executor answered ${response.statusCode} and no result`,
          'bad-answer',
        );
      if (parsed.data.ok) return parsed.data.output;
      const { category, message } = parsed.data;
      const needs = category === 'access-denied' ? `; it needs ${known.right} on ${host}` : '';
      throw new ScriptFailed(`${says}: ${message}${needs}`, category);
    },
  };
}

async function readJson(body: AsyncIterable<Uint8Array>, says: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw new ScriptFailed(`${says}: more than ${mostBytes} bytes came back`, 'bad-answer');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new ScriptFailed(`${says}: what came back is not JSON`, 'bad-answer', { cause: error });
  }
}
