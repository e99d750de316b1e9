import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { type OperatorAsk, operatorFile } from '../../services/desk/operating.ts';
import { errorCode } from '../../services/error-code.ts';

const fileSchema = z.object({ url: z.url(), token: z.string(), ca: z.string() });
const answerSchema = z.object({ says: z.string().optional(), ready: z.boolean().optional() });

/** The internal listener of the bot that runs on a data folder, as its operator reaches it. */
export interface RunningBot {
  readonly url: string;
  /** Carries out what is asked and gives the sentence to print. */
  ask(ask: OperatorAsk): Promise<string>;
  /** Whether its store answers, with the reason when it does not. */
  ready(): Promise<{ readonly ready: boolean; readonly says: string }>;
}

/** The bot that was started on this data folder; undefined when none ever was. Its methods reject when it does not run. */
export function runningBot(data: string): RunningBot | undefined {
  const kept = read(join(data, operatorFile));
  if (kept === undefined) return undefined;
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const dispatcher = new Agent({ connect: { ca: kept.ca, timeout: 3_000 } });
    try {
      const response = await request(`${kept.url}${path}`, {
        method,
        dispatcher,
        headers: { authorization: `Bearer ${kept.token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: 10_000,
      });
      const answer = answerSchema.parse(await response.body.json());
      return { status: response.statusCode, ...answer };
    } catch (error) {
      throw new Error(`no bot answers at ${kept.url} (${errorCode(error) || 'no answer'}); is it running?`, {
        cause: error,
      });
    } finally {
      await dispatcher.destroy();
    }
  };
  return {
    url: kept.url,
    ask: async (ask) => {
      const { status, says = '' } = await call('POST', '/operator', ask);
      if (status !== 200) throw new Error(says);
      return says;
    },
    ready: async () => {
      const { ready = false, says = '' } = await call('GET', '/readyz');
      return { ready, says };
    },
  };
}

function read(file: string): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read: start the bot again to have it written anew`, { cause: error });
  }
}
