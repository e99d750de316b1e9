import { createHash } from 'node:crypto';
import type { CaseFile } from '../case-file.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Seen } from '../cause.ts';
import { indexed } from '../diagnosis/indexed.ts';
import { createRecorder } from '../diagnosis/recorder.ts';
import type { Diagnosis, Verdict } from '../diagnosis/types.ts';
import type { Action, Parameters } from '../remedy.ts';
import { canonical } from '../worker/canonical.ts';
import type { LookRow } from './views.ts';

/** What a plan stands on: one action that one judged look offers, with the case read for it. */
export interface PlanBasis {
  readonly remedy: Action;
  readonly parameters: Parameters;
  readonly targets: readonly string[];
  readonly verdict: Verdict;
  readonly seen: Seen;
  readonly evidence: readonly string[];
  readonly fingerprint: string;
}
export type NoBasis = { readonly missing: string };

/** The case file of a look, as it was judged. */
export function caseFileOf(look: LookRow): CaseFile | undefined {
  if (look.facts === null || look.mailbox === null || look.finished_at === null) return undefined;
  return {
    case: 'popup-desk/1',
    mailbox: look.mailbox,
    at: look.diagnosis?.at ?? look.finished_at.toISOString(),
    facts: look.facts,
    blind: look.blind ?? [],
  };
}

/** The basis of an action in a look, or the sentence that says why there is none. */
export function basisOf(
  look: { readonly caseFile: CaseFile; readonly diagnosis: Diagnosis },
  id: string,
  catalogue: Catalogue,
): PlanBasis | NoBasis {
  const offers = look.diagnosis.remedies.filter((one) => one.id === id && one.kind === 'action');
  const offer = offers.find(({ offered }) => offered);
  if (offer === undefined) return { missing: offers[0]?.why ?? 'Nothing that is seen now calls for it.' };
  const remedy = catalogue.remedies.find((one) => one.id === id);
  const verdict = look.diagnosis.verdicts.find(({ cause }) => cause === offer.cause);
  if (remedy?.kind !== 'action' || verdict === undefined)
    return { missing: `There is no action called ${id}.` };
  const parameters = remedy.schema.safeParse(offer.parameters);
  if (!parameters.success)
    return { missing: `What ${id} would act on is not whole: ${parameters.error.message}` };
  const { seen } = createRecorder(indexed(look.caseFile));
  const evidence = remedy.evidence(seen);
  if (evidence.length === 0) return { missing: 'No fact that is seen now proves it.' };
  const targets = remedy.targets(parameters.data);
  const fingerprint = createHash('sha256')
    .update(
      canonical({
        remedy: id,
        parameters: parameters.data,
        targets,
        cause: offer.cause,
        proof: proofs(seen, evidence),
      }),
    )
    .digest('hex');
  return { remedy, parameters: parameters.data, targets, verdict, seen, evidence, fingerprint };
}

/** Proof facts by what they say, without times and live numbers: the same proof a minute later is the same text. */
function proofs(seen: Seen, evidence: readonly string[]): readonly string[] {
  const lines = new Map(seen.elements('log').map(({ path, value }) => [path, value]));
  const texts = evidence.map((path) => {
    const line = lines.get(path);
    if (line === undefined) return canonical([path.toLowerCase(), seen.get(path) ?? null]);
    const { at: _at, firstAt: _firstAt, count: _count, users: _users, text: _text, ...rest } = line;
    return canonical(['log', rest]);
  });
  return [...new Set(texts)].sort();
}

/** State of each target when it was asked for, as far as it was seen: `ex16a` → the start of its pool. */
export function expectedStates(basis: PlanBasis): Readonly<Record<string, string>> {
  const { pool } = basis.parameters;
  if (typeof pool !== 'string') return {};
  return Object.fromEntries(
    basis.targets.flatMap((target) => {
      const server = target.split('/')[0] ?? target;
      const started = basis.seen.text(`pools[${server}/${pool.toLowerCase()}].startedAt`);
      return started === undefined ? [] : [[target, started]];
    }),
  );
}
