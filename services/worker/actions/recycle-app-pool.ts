import { z } from 'zod';
import { errorText } from '../../error-code.ts';
import remedy from '../../remedies/recycle-app-pool.ts';
import { type ActionParts, ended, workerAction } from '../action.ts';
import { ScriptFailed } from '../executor.ts';
import type { Step } from '../messages.ts';
import { answersOn, controllersKnow, isNewer, type PoolState, poolOn } from '../recycling.ts';
import type { Order } from '../signatures.ts';

const parametersSchema = z.object({ pool: z.string(), servers: z.array(z.string()) });
type Report = (steps: readonly Step[]) => Promise<{ readonly stop: boolean }>;

export default workerAction({
  id: 'recycle-app-pool',
  async run(order, parts, report) {
    const pool = poolOf(order);
    const steps = order.targets.map((target): Step => ({ target, state: 'waiting', says: '' }));
    const obstacle = await controllersKnow(order, parts);
    const endAll = (from: number, says: string) => {
      for (let index = from; index < steps.length; index++)
        steps[index] = step(parts, order.targets[index], 'not-run', says);
      return ended(steps);
    };
    if (obstacle !== undefined) return endAll(0, obstacle);
    for (const [index, target] of order.targets.entries()) {
      if (parts.now() > Date.parse(order.notAfter))
        return endAll(index, 'Not run: the time of the approval is over.');
      steps[index] = step(parts, target, 'running', 'being recycled');
      if ((await report(steps)).stop) return endAll(index, 'Not run: all changes are stopped.');
      steps[index] = await recycle(order, target, pool, parts);
      await report(steps);
      if (steps[index]?.state === 'not-run' && index === 0) {
        endAll(1, `Not run: ${target} is not as it was when this was approved.`);
        return { state: 'cancelled', steps };
      }
      if (steps[index]?.state !== 'succeeded') {
        return endAll(index + 1, `Not run: it stopped at the trouble on ${target}.`);
      }
    }
    return ended(steps);
  },
  async settle(order, parts) {
    const pool = poolOf(order);
    const entries = parts.journal.of(order.id);
    const done = entries.find((entry) => entry.kind === 'end');
    if (done?.kind === 'end') return done.result;
    const steps: Step[] = [];
    for (const target of order.targets) {
      const intent = entries.find((entry) => entry.kind === 'intent' && entry.target === target);
      steps.push(
        intent?.kind === 'intent'
          ? await settleTarget(order, target, pool, intent, parts)
          : step(parts, target, 'not-run', 'Not run: the worker was started anew before it began here.'),
      );
    }
    return ended(steps);
  },
});

/** The pool of an order whose parameters are exactly what the remedy allows and whose targets follow from them. */
function poolOf(order: Order): string {
  const checked = remedy.schema.parse(order.parameters);
  const targets = remedy.targets(checked);
  if (JSON.stringify(targets) !== JSON.stringify(order.targets)) {
    throw new Error('the order’s targets are not those of its parameters');
  }
  return parametersSchema.parse(checked).pool;
}

const step = (parts: ActionParts, target: string | undefined, state: Step['state'], says: string): Step => ({
  target: target ?? '',
  state,
  says,
  at: new Date(parts.now()).toISOString(),
});

async function recycle(order: Order, target: string, pool: string, parts: ActionParts): Promise<Step> {
  const { executor, journal, now, signal } = parts;
  let before: PoolState;
  try {
    before = await poolOn(target, pool, parts);
  } catch (error) {
    return step(parts, target, 'failed', `Not recycled: ${errorText(error)}.`);
  }
  if (before.state !== 'started')
    return step(parts, target, 'failed', `Not recycled: ${before.name} is ${before.state}.`);
  const most = order.limits.sessions;
  if (most !== undefined && (before.sessions ?? 0) > most) {
    return step(
      parts,
      target,
      'failed',
      `Not recycled: ${before.sessions} sessions, and the approval allows ${most}.`,
    );
  }
  const expected = order.expected[target];
  if (expected !== undefined && Date.parse(expected) !== Date.parse(before.startedAt)) {
    return startedOtherwise(order, target, expected, before, parts);
  }
  parts.at('before-intent');
  await journal.write({
    kind: 'intent',
    job: order.id,
    target,
    before: { startedAt: before.startedAt, ...(before.pid === undefined ? {} : { pid: before.pid }) },
    at: new Date(now()).toISOString(),
  });
  parts.at('after-intent');
  try {
    await executor.run({
      host: target,
      script: 'recycle-app-pool',
      // The host compares the start once more: a second order would find another one and change nothing.
      parameters: { name: before.name, expectStartedAt: before.startedAt },
      signal: AbortSignal.any([signal, AbortSignal.timeout(parts.executorMs)]),
    });
  } catch (error) {
    return afterFailure(order, target, pool, before, error, parts);
  }
  parts.at('after-effect');
  await journal.write({ kind: 'effect', job: order.id, target, at: new Date(now()).toISOString() });
  return confirmed(order, target, pool, before, parts);
}

/**
 * A pool whose start is not the one that was seen. Begun anew after the look that proves the plan, it holds nothing
 * older than the proof; any other start belongs to another world than the one that was approved.
 */
async function startedOtherwise(
  order: Order,
  target: string,
  expected: string,
  before: PoolState,
  parts: ActionParts,
): Promise<Step> {
  const began = Date.parse(before.startedAt);
  const seenAt = Math.max(Date.parse(expected), Date.parse(order.seenAt ?? order.notAfter));
  if (began > seenAt) {
    const says = `Nothing to do: ${before.name} was started anew at ${before.startedAt}`;
    return verified(order, target, parts, says);
  }
  return step(
    parts,
    target,
    'not-run',
    `Not run: ${before.name} on ${target} runs since ${before.startedAt}, and the approval was given for one that runs since ${expected}. Look again, and request it again if the new diagnosis still offers it.`,
  );
}

/** The script failed or its answer was lost: the pool itself says whether it was recycled. */
async function afterFailure(
  order: Order,
  target: string,
  pool: string,
  before: PoolState,
  error: unknown,
  parts: ActionParts,
): Promise<Step> {
  const why = errorText(error);
  const definite = error instanceof ScriptFailed && !['unreachable', 'bad-answer'].includes(error.category);
  if (!definite) await parts.pause(parts.executorMs);
  try {
    const now = await poolOn(target, pool, parts);
    if (isNewer(now, before)) return await confirmed(order, target, pool, before, parts);
    return step(parts, target, 'failed', `Not recycled: ${why}.`);
  } catch (unseen) {
    return step(parts, target, 'uncertain', `${why}; and afterwards ${errorText(unseen)}.`);
  }
}

/** Waits for the new process, then for an answer of that very node. */
async function confirmed(
  order: Order,
  target: string,
  pool: string,
  before: PoolState,
  parts: ActionParts,
): Promise<Step> {
  let last = 'the pool was not seen again';
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      const now = await poolOn(target, pool, parts);
      if (now.state === 'started' && isNewer(now, before)) {
        const process = now.pid === undefined ? '' : `, process ${before.pid ?? '?'} → ${now.pid}`;
        return await verified(order, target, parts, `${now.name} runs anew since ${now.startedAt}${process}`);
      }
      last = `${now.name} is ${now.state} since ${now.startedAt}`;
    } catch (error) {
      last = errorText(error);
    }
    await parts.pause(500);
  }
  return step(parts, target, 'failed', `The recycle was ordered, but no new process was seen: ${last}.`);
}

async function verified(order: Order, target: string, parts: ActionParts, sofar: string): Promise<Step> {
  const { good, says } = await answersOn(order, target, parts);
  return step(parts, target, good ? 'succeeded' : 'failed', `${sofar}; ${says}.`);
}

/** After a restart: what this worker meant to do to one target, and what is seen of it. */
async function settleTarget(
  order: Order,
  target: string,
  pool: string,
  intent: {
    readonly before: { readonly startedAt: string; readonly pid?: number | undefined };
    readonly at: string;
  },
  parts: ActionParts,
): Promise<Step> {
  // A script that was sent just before the end may still be under way.
  const left = Date.parse(intent.at) + parts.executorMs - parts.now();
  if (left > 0) await parts.pause(left);
  const { startedAt, pid } = intent.before;
  const before = { startedAt, ...(pid === undefined ? {} : { pid }) };
  let last = '';
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const now = await poolOn(target, pool, parts);
      if (!isNewer(now, before)) {
        return step(parts, target, 'not-run', `Not run: ${now.name} still runs since ${now.startedAt}.`);
      }
      return await verified(order, target, parts, `${now.name} runs anew since ${now.startedAt}`);
    } catch (error) {
      last = errorText(error);
      await parts.pause(500);
    }
  }
  return step(
    parts,
    target,
    'uncertain',
    `The worker was started anew, and ${last}: look at ${target} yourself.`,
  );
}

export type { Report };
