import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const account = z.object({
  sam: z.string(),
  netbios: z.string(),
  upn: z.string(),
  sid: z.string(),
  ntHash: z.string().regex(/^[0-9a-f]{32}$/i),
  locked: z.boolean().default(false),
  disabled: z.boolean().default(false),
  expired: z.boolean().default(false),
  passwordExpired: z.boolean().default(false),
  mustChange: z.boolean().default(false),
  restricted: z.boolean().default(false),
  ntlmDenied: z.boolean().default(false),
});
const located = z.object({
  smtp: z.string(),
  sid: z.string(),
  guid: z.string(),
  displayName: z.string(),
  legacyDn: z.string(),
  database: z.string().default(''),
  databaseGuid: z.string().default(''),
  databaseDn: z.string().optional(),
  /** Short name of the server whose database holds it; empty when it is not here. */
  server: z.string().default(''),
  kind: z.string().default('user'),
  targetAddress: z.string().optional(),
  mapiHttp: z.enum(['inherit', 'on', 'off']).default('inherit'),
  autodiscoverError: z.number().optional(),
  rpcClientAccessServer: z.string().optional(),
});
const secondary = z.object({
  smtp: z.string(),
  displayName: z.string(),
  legacyDn: z.string(),
  server: z.string().default(''),
  type: z.enum(['Delegate', 'Archive', 'TeamMailbox']).default('Delegate'),
});
const answer = z.object({
  id: z.number(),
  ok: z.boolean(),
  result: z.unknown().optional(),
  says: z.string().optional(),
});

export type Account = z.infer<typeof account>;
export type Located = z.infer<typeof located>;
export type Secondary = z.infer<typeof secondary>;

/** The directory as this Exchange server sees it, through the domain controller that it uses. */
export interface Directory {
  /** By `DOMAIN\sam`, UPN or SID. */
  account(name: string): Promise<Account | null>;
  /** Tells the directory how a logon ended, so that wrong passwords lock the account. */
  logon(name: string, outcome: 'ok' | 'wrong-password'): Promise<void>;
  /** By `Smtp~…`, `Sid~…`, `MailboxGuid~…` or `LegacyDn~…`. */
  locate(anchor: string): Promise<Located | null>;
  automapped(guid: string): Promise<readonly Secondary[]>;
  close(): void;
}

/** A directory behind the lab's control socket: one JSON object a line, answered by id. */
export function connectDirectory(control: string, server: string): Directory {
  const [host = '127.0.0.1', port = '0'] = control.split(':');
  const socket = createConnection({ host, port: Number(port), noDelay: true });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const state = { next: 1, lost: undefined as Error | undefined };
  const lose = (error: Error): void => {
    state.lost ??= new Error(`the lab's directory at ${control} is gone: ${error.message}`, { cause: error });
    for (const { reject } of waiting.values()) reject(state.lost);
    waiting.clear();
  };
  socket.on('error', lose);
  socket.on('close', () => lose(new Error('closed')));
  createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
    .on('line', (line) => {
      const { id, ok, result, says } = answer.parse(JSON.parse(line));
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (ok) waiter?.resolve(result ?? null);
      else waiter?.reject(new Error(says ?? 'the directory refused without a reason'));
    })
    // The interface repeats the socket's error; the socket's own listener has dealt with it.
    .on('error', lose);
  const ask = (op: string, detail: Readonly<Record<string, string>>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (state.lost !== undefined) return reject(state.lost);
      const id = state.next++;
      waiting.set(id, { resolve, reject });
      socket.write(`${JSON.stringify({ id, op, server, ...detail })}\n`);
    });
  return {
    account: async (name) => account.nullable().parse(await ask('account', { name })),
    logon: async (name, outcome) => void (await ask('logon', { name, outcome })),
    locate: async (anchor) => located.nullable().parse(await ask('locate', { anchor })),
    automapped: async (guid) => z.array(secondary).parse(await ask('automapped', { guid })),
    close: () => socket.destroy(),
  };
}
