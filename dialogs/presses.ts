import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CaseView } from '../services/desk/types.ts';
import type { RemedyOffer } from '../services/diagnosis/types.ts';
import { reportInputs } from './report-fields.ts';
import { tellsPassword } from './words.ts';

const about = { case: z.string().min(1).max(100), nonce: z.string().min(1).max(200) };
/** Longest reason, in characters; the card's own field takes no more either. */
const reasonAtMost = 500;
const reason = z
  .string()
  .trim()
  .min(1, 'please write a reason.')
  .max(reasonAtMost, `your reason is longer than ${reasonAtMost} characters. Please write a shorter one.`)
  .refine(
    (text) => !tellsPassword(text),
    'your reason seems to hold a password. I kept nothing of it; please write it without, and change that password.',
  );

/** Longest text in a field of a card: Teams takes no more in one message, with its frame. */
export const pastedAtMost = 20_000;
const pasted = z
  .string()
  .max(
    pastedAtMost,
    `the text is longer than ${pastedAtMost.toLocaleString('en')} characters. Send it in parts, one after the other, or attach it as a file; I join the parts.`,
  )
  .default('');
const choice = z.string().max(1_000, 'this is none of the choices.').default('');
const reportTexts = reportInputs.map((id) => `${id}Text` as const);
/** The same schema under each of several names. */
const inputs = <Id extends string, Schema extends z.ZodType>(
  ids: readonly Id[],
  schema: Schema,
): { readonly [Name in Id]: Schema } =>
  // Every id is a key, and nothing else.
  Object.fromEntries(ids.map((id) => [id, schema])) as { readonly [Name in Id]: Schema };
const words = z
  .string()
  .trim()
  .max(500, 'your answer is longer than 500 characters. Please write a shorter one.')
  .default('');

/**
 * What a button sends back. Inputs of the card stand beside it; everything else is dropped.
 * Nothing in it is believed: the store decides what the case is and the roles who may.
 */
const pressSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('help') }),
  z.object({ verb: z.literal('report') }),
  z.object({ verb: z.literal('cases') }),
  z.object({ verb: z.literal('its-me'), nonce: about.nonce }),
  z.object({ verb: z.literal('not-me'), nonce: about.nonce }),
  z.object({ verb: z.literal('look-again'), ...about }),
  z.object({ verb: z.literal('request'), ...about, reason }),
  z.object({ verb: z.literal('withdraw'), ...about }),
  z.object({ verb: z.literal('approve'), ...about }),
  z.object({ verb: z.literal('reject'), ...about, reason }),
  z.object({ verb: z.literal('gone'), ...about }),
  z.object({ verb: z.literal('still-there'), ...about }),
  z.object({ verb: z.literal('talk-to-helpdesk'), ...about }),
  z.object({
    verb: z.literal('send-report'),
    ...about,
    ...inputs(reportInputs, choice),
    ...inputs(reportTexts, words),
    pasted,
  }),
  z.object({ verb: z.literal('answer'), ...about, choice, text: words }),
  z.object({ verb: z.literal('paste'), ...about, pasted, zone: z.string().trim().max(10).default('') }),
]);
export type Press = z.infer<typeof pressSchema>;
export type CasePress = Extract<Press, { case: string }>;
export type Verb = Press['verb'];

const noText = (input: unknown): string =>
  input === 'reason' ? 'please write a reason.' : 'this is no answer to it.';
const inputNames: ReadonlySet<string> = new Set([
  'reason',
  'pasted',
  'choice',
  'text',
  ...reportInputs,
  ...reportTexts,
]);

/** The press, or a sentence that says what is wrong with it. */
export function readPress(
  value: unknown,
): { readonly ok: true; readonly press: Press } | { readonly ok: false; readonly says: string } {
  const parsed = pressSchema.safeParse(value);
  if (parsed.success) return { ok: true, press: parsed.data };
  const wrong = parsed.error.issues.find((issue) => inputNames.has(String(issue.path[0])));
  return {
    ok: false,
    says: wrong
      ? `Nothing was sent: ${wrong.code === 'invalid_type' ? noText(wrong.path[0]) : wrong.message}`
      : 'I do not know this button. Nothing was done. Write “status” to see your cases as they are now.',
  };
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** The nonce of a case's own buttons: a button of another case does not fit. */
export const caseNonce = (view: CaseView): string => digest('case', view.id, view.askedAt);

/** The nonce of one offered action as drawn: when the offer changes, the old button does not fit. */
export const offerNonce = (view: CaseView, offer: RemedyOffer): string =>
  digest('offer', view.id, offer.id, offer.cause, JSON.stringify(offer.parameters));

/** The nonce of the report's form. */
export const formNonce = (view: CaseView): string => digest('form', view.id, view.askedAt);

/** The nonce of one question as asked in one case: another question's button does not fit. */
export const answerNonce = (view: CaseView, question: string): string =>
  digest('answer', view.id, view.askedAt, question);
