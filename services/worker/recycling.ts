import { z } from 'zod';
import type { ActionParts } from './action.ts';
import type { Order } from './signatures.ts';

const poolsSchema = z.array(
  z.object({
    name: z.string().max(200),
    state: z.string().max(50),
    startedAt: z.string().max(50),
    pid: z.number().nullish(),
    sessions: z.number().nullish(),
  }),
);
/** An application pool as its server tells of it now. */
export interface PoolState {
  readonly name: string;
  readonly state: string;
  readonly startedAt: string;
  readonly pid?: number;
  readonly sessions?: number;
}

/** The pool on a server. Throws a sentence when it cannot be seen. */
export async function poolOn(
  server: string,
  pool: string,
  { executor, signal }: ActionParts,
): Promise<PoolState> {
  const printed = await executor.run({
    host: server,
    script: 'get-app-pools',
    parameters: {},
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  const pools = poolsSchema.safeParse(printed);
  if (!pools.success) throw new Error(`get-app-pools on ${server} printed no list of pools`);
  const found = pools.data.find(({ name }) => name.toLowerCase() === pool.toLowerCase());
  if (found === undefined || Number.isNaN(Date.parse(found.startedAt))) {
    throw new Error(`${server} does not name ${pool} with its start`);
  }
  const { name, state, startedAt, pid, sessions } = found;
  return {
    name,
    state: state.toLowerCase(),
    startedAt,
    ...(pid == null ? {} : { pid }),
    ...(sessions == null ? {} : { sessions }),
  };
}

/** Whether a pool was started anew: later, and as another process where both are known. */
export function isNewer(
  now: PoolState,
  before: { readonly startedAt: string; readonly pid?: number | undefined },
): boolean {
  const otherProcess = now.pid === undefined || before.pid === undefined || now.pid !== before.pid;
  return otherProcess && Date.parse(now.startedAt) > Date.parse(before.startedAt);
}

/** Why a recycle would fill the cache stale again: a domain controller with the old location. Undefined when all have the new one. */
export async function controllersKnow(order: Order, parts: ActionParts): Promise<string | undefined> {
  const { mailbox, server } = order.subject;
  const looked = await parts
    .controllers(mailbox, parts.signal)
    .catch((error: unknown) => ({ facts: [], blind: [{ fact: 'mailbox.server', why: String(error) }] }));
  const [unseen] = looked.blind;
  if (unseen !== undefined || looked.facts.length === 0) {
    return `Not run: whether every domain controller names ${server} for ${mailbox} could not be seen (${unseen?.why ?? 'none answered'}).`;
  }
  const other = looked.facts.find(({ value }) => shortName(String(value)) !== shortName(server));
  return other === undefined
    ? undefined
    : `Not run: ${other.source} still says that ${mailbox} is on ${String(other.value)}, not on ${server}; the cache would be filled with it again.`;
}

/** Whether a node itself answers the mailbox's explicit Autodiscover question with 200 now. */
export async function answersOn(
  order: Order,
  server: string,
  parts: ActionParts,
): Promise<{ readonly good: boolean; readonly says: string }> {
  const isStatus = (path: string) => {
    const key = /^autodiscover\[([^\]]+)\]\.status$/i.exec(path)?.[1]?.toLowerCase();
    return key?.endsWith(`@${shortName(server)}`) === true;
  };
  let says = 'Autodiscover was not asked';
  for (let attempt = 0; attempt < 5; attempt++) {
    if (attempt > 0) await parts.pause(1_000);
    const looked = await parts.look(order.subject.mailbox, { signal: parts.signal, fresh: true });
    const statuses = looked.facts.filter(({ fact }) => isStatus(fact));
    const wrong = statuses.find(({ value }) => value !== 200);
    if (statuses.length > 0 && wrong === undefined) {
      return { good: true, says: `Autodiscover on ${server} answers 200` };
    }
    const why = looked.blind.find(({ fact }) => fact.startsWith('autodiscover'))?.why ?? 'it gave no answer';
    says =
      wrong === undefined
        ? `whether Autodiscover on ${server} answers could not be seen: ${why}`
        : `Autodiscover on ${server} answers ${String(wrong.value)} instead of 200`;
  }
  return { good: false, says };
}

const shortName = (server: string): string => server.toLowerCase().split('.')[0] ?? server;
