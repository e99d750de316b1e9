import type { Blind, Fact } from '../facts.ts';
import type { Looked, LookOptions } from '../looking/looker.ts';
import type { Executor } from './executor.ts';
import type { Journal } from './journal.ts';
import type { ActResult, Step } from './messages.ts';
import type { Order } from './signatures.ts';

/** Where a worker may be killed in a test; the real one does nothing there. */
export type Point = 'before-intent' | 'after-intent' | 'after-effect' | 'before-report' | 'after-report';

/** What an action stands on. Nothing else reaches the outside. */
export interface ActionParts {
  readonly executor: Executor;
  readonly journal: Journal;
  /** Looks at a mailbox as for a diagnosis. */
  readonly look: (address: string, options: LookOptions) => Promise<Looked>;
  /** `mailbox.server` as each configured domain controller tells it. */
  readonly controllers: (
    address: string,
    signal: AbortSignal,
  ) => Promise<{ readonly facts: readonly Fact[]; readonly blind: readonly Blind[] }>;
  readonly now: () => number;
  /** Waits ms, or until the worker ends. */
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly at: (point: Point) => void;
  /** Longest time that the executor may still be carrying out a script that was sent to it. */
  readonly executorMs: number;
}

/** One entry of the worker's own catalogue. */
export interface WorkerAction {
  /** Id of the remedy it carries out; the file's name. */
  readonly id: string;
  /** Carries out an order from the beginning. `report` tells how far it is and whether to stop before the next target. */
  run(
    order: Order,
    parts: ActionParts,
    report: (steps: readonly Step[]) => Promise<{ readonly stop: boolean }>,
  ): Promise<ActResult>;
  /** Finds out what became of an order that this worker began and did not finish; begins nothing. */
  settle(order: Order, parts: ActionParts): Promise<ActResult>;
}

/** An action as a table; the file's name must be its id. */
export const workerAction = (table: WorkerAction): WorkerAction => table;

/** How a whole order ended, by its steps. */
export function ended(steps: readonly Step[]): ActResult {
  const states = new Set(steps.map(({ state }) => state));
  if (states.has('uncertain')) return { state: 'uncertain', steps: [...steps] };
  return {
    state: states.size === 1 && states.has('succeeded') ? 'succeeded' : 'failed',
    steps: [...steps],
  };
}
