import type { Logger } from 'pino';
import { errorText } from '../error-code.ts';
import { type ActionParts, ended, type WorkerAction } from './action.ts';
import type { Connection } from './connection.ts';
import { type ActResult, beatenSchema, finishedSchema, type Step } from './messages.ts';
import { isSigned, type Order } from './signatures.ts';

interface Acting {
  readonly connection: Connection;
  readonly publicKey: string;
  readonly parts: ActionParts;
  readonly actions: readonly WorkerAction[];
  readonly signal: AbortSignal;
  readonly log: Logger;
}
interface Signed {
  readonly order: Order;
  readonly signature: string;
}

/** Carries out an order that was signed by whom this worker obeys, and tells how it ended. */
export async function actOn({ order, signature }: Signed, acting: Acting): Promise<void> {
  const { parts, log, connection } = acting;
  const action = knownAction(order, signature, acting);
  if (typeof action === 'string') return finish(order, allNotRun(order, action, parts), acting);
  if (Date.parse(order.notAfter) < parts.now()) {
    return finish(order, allNotRun(order, 'Not run: the time of the approval is over.', parts), acting);
  }
  // A job that this journal knows was begun already, whoever hands it out again.
  if (parts.journal.of(order.id).length > 0) return settle({ order, signature, sameJournal: true }, acting);
  log.info({ job: order.id, action: order.action, targets: order.targets }, 'acting');
  const alive = { steps: [] as readonly Step[] };
  const beat = (steps: readonly Step[]) =>
    connection.post('/beat', { act: order.id, steps }, beatenSchema, acting.signal);
  const timer = setInterval(() => {
    // A lost sign of life is made good by the next.
    beat(alive.steps).catch(() => undefined);
  }, 5_000);
  try {
    const result = await action.run(order, parts, async (steps) => {
      alive.steps = [...steps];
      // Whoever cannot ask whether to stop, stops: nothing further is begun out of sight.
      const { yours, stop } = await connection.persist(
        '/beat',
        { act: order.id, steps },
        beatenSchema,
        AbortSignal.any([acting.signal, AbortSignal.timeout(60_000)]),
      );
      return { stop: stop || !yours };
    });
    await finish(order, result, acting);
  } catch (error) {
    if (acting.signal.aborted) throw error;
    log.error({ job: order.id, error: String(error) }, 'an action broke off');
    await finish(order, await settled(action, order, parts, errorText(error)), acting);
  } finally {
    clearInterval(timer);
  }
}

/** Finds out what became of an action that this worker claimed and did not finish. */
export async function settle(
  { order, signature, sameJournal }: Signed & { readonly sameJournal: boolean },
  acting: Acting,
): Promise<void> {
  const { parts, log } = acting;
  const action = knownAction(order, signature, acting);
  if (typeof action === 'string' || !sameJournal) {
    const says =
      typeof action === 'string'
        ? action
        : 'The journal of the worker that began this is gone: look at the server yourself.';
    const steps = order.targets.map((target): Step => ({ target, state: 'uncertain', says }));
    return finish(order, ended(steps), acting);
  }
  log.warn({ job: order.id, action: order.action }, 'settling what was begun before');
  await finish(
    order,
    await settled(action, order, parts, 'the worker had not begun it when it ended'),
    acting,
  );
}

/** How an order ended as the journal and the server tell it. One that was never begun is not run, whatever it says. */
async function settled(
  action: WorkerAction,
  order: Order,
  parts: ActionParts,
  why: string,
): Promise<ActResult> {
  if (parts.journal.of(order.id).length === 0) {
    return allNotRun(order, `Not run: ${why}.`, parts);
  }
  return action.settle(order, parts);
}

/** The action of an order, or why it is refused. */
function knownAction(order: Order, signature: string, { publicKey, actions }: Acting): WorkerAction | string {
  if (!isSigned(order, signature, publicKey))
    return 'Refused: the order is not signed by whom this worker obeys.';
  return (
    actions.find(({ id }) => id === order.action) ??
    `Refused: this worker knows no action called ${order.action}.`
  );
}

const allNotRun = (order: Order, says: string, { now }: ActionParts): ActResult =>
  ended(
    order.targets.map(
      (target): Step => ({ target, state: 'not-run', says, at: new Date(now()).toISOString() }),
    ),
  );

async function finish(
  order: Order,
  result: ActResult,
  { parts, connection, signal, log }: Acting,
): Promise<void> {
  const known = parts.journal.of(order.id);
  if (!known.some(({ kind }) => kind === 'end')) {
    await parts.journal.write({
      kind: 'end',
      job: order.id,
      result,
      at: new Date(parts.now()).toISOString(),
    });
  }
  parts.at('before-report');
  await connection.persist('/finish', { act: order.id, result }, finishedSchema, signal);
  parts.at('after-report');
  log.info({ job: order.id, state: result.state }, 'acted');
}
