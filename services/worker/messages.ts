import { z } from 'zod';
import { type Blind, caseFactSchema, type Fact, FactError, parseBlindPath } from '../facts.ts';
import { orderSchema } from './signatures.ts';

const sentence = z.string().max(2_000);
export const leaseSchema = z.strictObject({ id: z.uuid(), retryCount: z.number().int().min(0).max(100) });
export const progressSchema = z.object({
  done: z.number().int().min(0).max(10_000),
  total: z.number().int().min(0).max(10_000),
  latest: z.string().max(200),
});
export const stepSchema = z.object({
  target: z.string().max(200),
  state: z.enum(['waiting', 'running', 'succeeded', 'failed', 'uncertain', 'not-run']),
  says: sentence,
  at: z.iso.datetime().optional(),
});
export type Step = z.infer<typeof stepSchema>;

export const claimSchema = z.strictObject({
  /** How many looks it would take now, and whether an action. */
  looks: z.number().int().min(0).max(64),
  act: z.boolean(),
  /** Which journal the worker keeps: an action is settled by the journal that began it, or not at all. */
  journal: z.uuid(),
  /** ms that the answer may wait for work. */
  waitMs: z.number().int().min(0).max(30_000),
});
export const beatSchema = z.union([
  z.strictObject({ look: leaseSchema, progress: progressSchema }),
  z.strictObject({ act: z.uuid(), steps: z.array(stepSchema).max(64) }),
]);

/** Facts of a look. One that the vocabulary does not know is dropped and named: a newer worker must not spoil a whole look. */
const factsSchema = z
  .array(z.unknown())
  .max(20_000)
  .transform((facts): { readonly facts: readonly Fact[]; readonly dropped: readonly Blind[] } => {
    const parsed = facts.map((fact) => caseFactSchema.safeParse(fact));
    return {
      facts: parsed.flatMap((one) => (one.success ? [one.data] : [])),
      dropped: parsed.some((one) => !one.success)
        ? [
            {
              fact: 'control',
              why: 'the worker sent facts that this version does not know; they were dropped',
            },
          ]
        : [],
    };
  });
const blindSchema = z
  .array(z.object({ fact: z.string().max(500), why: sentence }))
  .max(20_000)
  .transform((all) =>
    all.filter(({ fact }) => {
      try {
        parseBlindPath(fact);
        return true;
      } catch (error) {
        // A path that this version does not know has nothing below it that could be unseen.
        if (error instanceof FactError) return false;
        throw error;
      }
    }),
  );
export const lookResultSchema = z.union([
  z.strictObject({ failed: sentence }),
  z.strictObject({
    mailbox: z.string().max(320),
    facts: factsSchema,
    blind: blindSchema,
    refusal: z
      .object({ kind: z.string().max(64), says: sentence, candidates: z.array(z.string().max(500)).max(50) })
      .optional(),
  }),
]);
export type LookResult = z.infer<typeof lookResultSchema>;
export const actResultSchema = z.strictObject({
  /** `cancelled`: the world is not the one that was approved, and nothing was begun. */
  state: z.enum(['succeeded', 'failed', 'uncertain', 'cancelled']),
  steps: z.array(stepSchema).max(64),
});
export type ActResult = z.infer<typeof actResultSchema>;
export const finishSchema = z.union([
  z.strictObject({ look: leaseSchema, result: lookResultSchema }),
  z.strictObject({ act: z.uuid(), result: actResultSchema }),
]);

const signedSchema = z.object({ order: orderSchema, signature: z.string().max(200) });
/** What the gateway answers, as the worker reads it. */
export const claimedSchema = z.object({
  looks: z.array(
    z.object({
      lease: leaseSchema,
      purpose: z.enum(['case', 'person', 'recheck', 'verify']),
      address: z.string(),
      fresh: z.boolean(),
    }),
  ),
  act: signedSchema.optional(),
  /** Actions that this worker claimed before and never finished: to settle, not to begin. */
  unsettled: z.array(signedSchema.extend({ sameJournal: z.boolean() })),
});
export type Claimed = z.infer<typeof claimedSchema>;
export type ClaimedLook = Claimed['looks'][number];
export const beatenSchema = z.object({
  /** False when the work is no longer this worker's. */
  yours: z.boolean(),
  /** The switch was thrown: nothing further may begin. */
  stop: z.boolean(),
});
export type Beaten = z.infer<typeof beatenSchema>;
export const finishedSchema = z.object({ accepted: z.boolean() });
