import type { z } from 'zod';
import type { Seen } from './cause.ts';
import type { Band } from './diagnosis/types.ts';

export type Parameters = Readonly<Record<string, unknown>>;
export interface Offer {
  readonly offered: boolean;
  /** A sentence: the evidence that allows it, or what is missing. */
  readonly why: string;
}

interface RemedyBase {
  readonly id: string;
  /** Begins with a verb, as a person reads it. */
  readonly title: string;
  /** By effect, not by place. */
  readonly effect: 'person' | 'server' | 'organisation';
  /** Parameters filled in from the facts. */
  readonly parameters: (seen: Seen) => Parameters;
  /** Whether it may be offered: advice from likely on; a server or organisation action needs a proof. */
  readonly when: (
    seen: Seen,
    verdict: { readonly cause: string; readonly band: Band; readonly proven: boolean },
  ) => Offer;
  readonly consequences: string;
  /** How it is taken back; only what was touched is put back. */
  readonly rollback: string;
  readonly verification: string;
  readonly source: string;
}
/** Something a person does: exact command or steps with the values filled in. */
export interface Advice extends RemedyBase {
  readonly kind: 'advice';
  readonly steps: (seen: Seen, parameters: Parameters) => readonly string[];
}
/** Something a worker does after an approval; one target after the other. */
export interface Action extends RemedyBase {
  readonly kind: 'action';
  readonly schema: z.ZodType<Parameters>;
  /** The targets of one plan, in order. */
  readonly targets: (parameters: Parameters) => readonly string[];
  /** The exact command of one target, for whoever would rather run it himself. */
  readonly command: (parameters: Parameters, target: string) => string;
  /** Sentences for the approver, each with the source and age of its numbers. */
  readonly impact: (seen: Seen, parameters: Parameters) => readonly string[];
  /** Live numbers that must not be exceeded when it runs. */
  readonly limits: (seen: Seen, parameters: Parameters) => Readonly<Record<string, number>>;
  readonly ifNothing: string;
  readonly alternative: string;
  /** Paths of the proof facts: fingerprint and second look. */
  readonly evidence: (seen: Seen) => readonly string[];
  /** ms in which the same target is left alone afterwards. */
  readonly coolDownMs: number;
}
export type Remedy = Advice | Action;

/** A remedy as a table; the file's name must be its id. */
export const advice = (table: Omit<Advice, 'kind'>): Advice => ({ kind: 'advice', ...table });
export const action = (table: Omit<Action, 'kind'>): Action => ({ kind: 'action', ...table });
