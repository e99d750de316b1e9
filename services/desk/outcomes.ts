import type { Transaction } from 'kysely';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Fact } from '../facts.ts';
import type { Tables } from '../store/tables.ts';
import type { Outcome } from './types.ts';
import type { PlanRow } from './views.ts';

/** The person's own word about a plan that ran; it outweighs what was looked at. */
export async function settleOutcome(
  transaction: Transaction<Tables>,
  plan: PlanRow | undefined,
  outcome: 'fixed' | 'not-fixed',
): Promise<void> {
  if (plan?.state !== 'succeeded') return;
  await transaction.updateTable('plans').set({ outcome }).where('id', '=', plan.id).execute();
}

export interface AfterEffect {
  readonly remedy: string;
  readonly cause: string;
  /** ms since the epoch: the end of the job. */
  readonly endedAt: number;
  readonly before: Diagnosis;
  readonly after: Diagnosis;
  /** The remedy could be asked for again by what is seen now: its proof is still there. */
  readonly stillProven: boolean;
  readonly ownAccount: string | undefined;
}

/** What the second look says of a change that was made. Silence is not health, and only her own success is "fixed". */
export function outcomeOf(effect: AfterEffect): Outcome {
  const { before, after, cause } = effect;
  if (after.facts.some((fact) => isOwnSuccess(fact, effect))) return 'fixed';
  if (effect.stillProven) return 'not-fixed';
  const sure = (diagnosis: Diagnosis) =>
    new Set(
      diagnosis.verdicts
        .filter(({ band, byDesign }) => !byDesign && (band === 'confirmed' || band === 'likely'))
        .map((verdict) => verdict.cause),
    );
  const were = sure(before);
  if ([...sure(after)].some((id) => id !== cause && !were.has(id))) return 'worse';
  const verdict = after.verdicts.find((one) => one.cause === cause);
  if (verdict === undefined || !sawAgain(before, after)) return 'not-observed';
  return verdict.band === 'confirmed' ? 'not-fixed' : 'server-side-clean';
}

/** Whether the servers were looked at again: what was seen of them before is seen of them now. */
function sawAgain(before: Diagnosis, after: Diagnosis): boolean {
  const seen = new Set(after.facts.map(({ fact }) => fact.toLowerCase()));
  const answers = before.facts
    .filter(({ fact, from }) => from === 'probe' && /^autodiscover\[.*\]\.status$/i.test(fact))
    .map(({ fact }) => fact.toLowerCase());
  return answers.length > 0 && answers.every((path) => seen.has(path));
}

/** A line of the user's own successful connection with Outlook, written after the job. */
function isOwnSuccess({ fact, value }: Fact, { endedAt, ownAccount }: AfterEffect): boolean {
  if (fact !== 'log[]' || typeof value !== 'object' || Array.isArray(value)) return false;
  const line = value as Readonly<Record<string, unknown>>; // an element is an object of leaves
  const text = (key: string) => String(line[key] ?? '');
  const own = ownAccount !== undefined && text('user').toLowerCase().includes(ownAccount.toLowerCase());
  const outlook = /outlook/i.test(`${text('userAgent')} ${text('clientSoftware')}`);
  return line.signature === 'success' && outlook && !own && Date.parse(text('at')) > endedAt;
}

/** Before and after of what the change was about: what each of its targets answers, since when its pool runs. */
export function comparisonOf(
  before: Diagnosis,
  after: Diagnosis,
  targets: readonly string[],
): readonly { readonly fact: string; readonly before: string; readonly after: string }[] {
  const isCompared = (path: string): boolean => {
    const answer = /^autodiscover\[[^\]]*@([^/\]]+)\]\.(?:status|location)$/i.exec(path)?.[1];
    const pool = /^pools\[([^/\]]+)\/[^\]]*autodiscover[^\]]*\]\.startedAt$/i.exec(path)?.[1];
    return targets.includes((answer ?? pool ?? '').toLowerCase());
  };
  const values = ({ facts }: Diagnosis) =>
    new Map(facts.filter(({ fact }) => isCompared(fact)).map(({ fact, value }) => [fact, String(value)]));
  const was = values(before);
  const is = values(after);
  return [...new Set([...was.keys(), ...is.keys()])].sort().map((fact) => ({
    fact,
    before: was.get(fact) ?? 'not seen',
    after: is.get(fact) ?? 'not seen',
  }));
}
