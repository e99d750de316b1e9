import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Reply } from '../worker/https-listener.ts';
import type { RunningDesk } from './running.ts';

/** What an operator may ask of a running bot, on its internal listener. */
export const operatorSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('enrol'), name: z.string().max(64) }),
  z.strictObject({ do: z.literal('revoke'), name: z.string().max(64) }),
  z.strictObject({ do: z.literal('stop'), reason: z.string().min(1).max(500) }),
  z.strictObject({ do: z.literal('allow') }),
]);
export type OperatorAsk = z.infer<typeof operatorSchema>;
export const operatorFile = 'operator.json';

type Operations = Pick<RunningDesk, 'enrolWorker' | 'revokeWorker' | 'stopActions'>;

/** Whoever can read the data folder of a running bot is its operator: his token and where to ask lie there. */
export function operatorDoor(operations: Operations): {
  readonly operate: (token: string, ask: unknown) => Promise<Reply>;
  readonly publish: (folder: string, url: string, ca: string) => void;
} {
  const token = randomBytes(32).toString('base64url');
  return {
    operate: async (given, raw) => {
      if (!isSame(given, token)) return says(401, 'this is not the operator’s token');
      const ask = operatorSchema.safeParse(raw);
      return ask.success
        ? says(200, await carryOut(operations, ask.data))
        : says(400, z.prettifyError(ask.error));
    },
    publish: (folder, url, ca) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, operatorFile), JSON.stringify({ url, token, ca }), { mode: 0o600 });
    },
  };
}

async function carryOut(operations: Operations, ask: OperatorAsk): Promise<string> {
  switch (ask.do) {
    case 'enrol':
      return operations.enrolWorker(ask.name);
    case 'revoke':
      return (await operations.revokeWorker(ask.name))
        ? `worker ${ask.name} is revoked`
        : `there is no worker ${ask.name} to revoke`;
    case 'stop':
      await operations.stopActions(ask.reason);
      return `all changes are stopped: ${ask.reason}`;
    case 'allow':
      await operations.stopActions(undefined);
      return 'changes may run again';
  }
}

const says = (status: number, sentence: string): Reply => ({
  status,
  body: JSON.stringify({ says: sentence }),
});

function isSame(given: string, token: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}
