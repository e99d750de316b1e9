import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { diagnoseInTurns } from '../diagnosis/in-turns.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import { caseFactSchema, type Fact } from '../facts.ts';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { changedVerdicts, saidIn, saidMark } from './additions.ts';
import { audit } from './audit.ts';
import { answered, type DeskContext, idOf, no, yes } from './context.ts';
import { handOverIfOurs } from './looks-done.ts';
import type { Addition, Answer, CaseView, Desk } from './types.ts';
import { type CaseRow, caseViewOf, findCase, type LookRow } from './views.ts';

type Ask = Parameters<Desk['addFacts']>[0];

/** More in one go is no answer and no paste of a person; the readers reduce what repeats. */
const factsAtMost = 5_000;
const additionsAtMost = 200;
/** Somebody else may add at the same moment; then it is judged once more, with both. */
const triesAtMost = 5;

/** Adding what people tell and paste to a case: it is judged anew at once, from everything that is known. */
export function addingOn(context: DeskContext): Pick<Desk, 'addFacts'> {
  const { store } = context;
  return {
    addFacts: (ask) =>
      answered(async () => {
        for (let attempt = 1; ; attempt += 1) {
          const known = await store.read('read a case', async (database) => {
            const row = await findCase(database, ask.caseId);
            if (row === undefined || row.look_id === null) return { row };
            const query = database.selectFrom('looks').selectAll().where('id', '=', row.look_id);
            return { row, look: await query.executeTakeFirst() };
          });
          const refused = refusal(context, ask, known.row);
          if (refused !== undefined || known.row === undefined) return refused ?? unknownCase;
          const addition = additionOf(context, ask);
          const additions = [...known.row.additions.filter(({ id }) => id !== ask.replaces), addition];
          const judged =
            known.look === undefined || known.row.state !== 'diagnosed' || ask.facts.length === 0
              ? undefined
              : await judgedAgain(context, known.look, saidIn({ told: known.row.told, additions }));
          const kept = await keep(context, ask, known.row, addition, judged);
          if (kept !== undefined) {
            if (kept.ok) context.changed(ask.caseId);
            return kept;
          }
          if (attempt === triesAtMost) return busy;
        }
      }),
  };
}

const unknownCase = no('unknown', 'There is no such case any more.');
const busy = no(
  'unavailable',
  'Others add to this case just now, so nothing was added. Try again in a moment.',
);

function refusal(context: DeskContext, ask: Ask, row: CaseRow | undefined): Answer<never> | undefined {
  if (row === undefined) return unknownCase;
  const helpdesk = context.policy.helpdesk.includes(idOf(ask.by));
  if (!helpdesk && row.asked_by_id !== idOf(ask.by))
    return no('not-allowed', 'Only whoever reported it, and the helpdesk, may add to a case.');
  // Whoever reports for somebody else sees nothing of the case, so he cannot be asked about it either.
  if (!helpdesk && row.audience === 'helpdesk')
    return no('not-allowed', 'This report is with the helpdesk; tell them what you know more.');
  if (row.state === 'refused-input')
    return no(
      'not-understood',
      'There is no mailbox behind this case, so nothing can be judged. Ask for the right address.',
    );
  if (ask.facts.length > factsAtMost)
    return no(
      'not-understood',
      `This says ${ask.facts.length} things; a case takes ${factsAtMost} at once. Paste the part around the time of the popup.`,
    );
  const wanted = ask.kind === 'paste' ? 'pasted' : 'told';
  const valid = z.array(caseFactSchema).safeParse(ask.facts);
  if (!valid.success || ask.facts.some(({ from }) => from !== wanted))
    return no('not-understood', 'This says something that I have no word for, so nothing was added.');
  if (row.additions.length >= additionsAtMost)
    return no(
      'not-understood',
      `A case takes ${additionsAtMost} additions. Open a new one for this mailbox.`,
    );
  return undefined;
}

const additionOf = ({ now }: DeskContext, ask: Ask): Addition => ({
  id: randomUUID(),
  kind: ask.kind,
  by: ask.by,
  at: new Date(now()).toISOString(),
  about: ask.about.slice(0, 500),
  questions: ask.questions ?? [],
  facts: ask.facts,
});

interface Judged {
  readonly look: LookRow;
  readonly facts: readonly Fact[];
  readonly diagnosis: Diagnosis;
  readonly changed: NonNullable<Addition['changed']>;
}

/** The newest look judged with what is said now; what it saw itself stays as it was seen. */
async function judgedAgain(
  context: DeskContext,
  look: LookRow,
  said: readonly Fact[],
): Promise<Judged | undefined> {
  if (look.facts === null || look.diagnosis === null) return undefined;
  const facts = [...look.facts.filter(({ from }) => from !== 'told' && from !== 'pasted'), ...said];
  const caseFile = {
    case: 'popup-desk/1',
    mailbox: look.mailbox ?? look.address,
    at: new Date(context.now()).toISOString(),
    facts,
    blind: look.blind ?? [],
  } as const;
  const diagnosis = { ...(await diagnoseInTurns(caseFile, context.catalogue)), ms: look.diagnosis.ms };
  return { look, facts, diagnosis, changed: changedVerdicts(look.diagnosis, diagnosis) };
}

/** Keeps it, unless something was said or seen meanwhile: then undefined, and it is judged once more. */
function keep(
  context: DeskContext,
  ask: Ask,
  before: CaseRow,
  addition: Addition,
  judged: Judged | undefined,
): Promise<Answer<CaseView> | undefined> {
  return context.store.change('add facts to a case', async (go) => {
    const row = await go
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', before.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const same = row.state === before.state && row.look_id === before.look_id;
    if (!same || saidMark(row) !== saidMark(before)) return undefined;
    const kept: Addition = judged === undefined ? addition : { ...addition, changed: judged.changed };
    const lookId = judged === undefined ? row.look_id : await keepJudged(go, judged);
    const after = await go
      .updateTable('cases')
      .set({
        additions: json([...row.additions.filter(({ id }) => id !== ask.replaces), kept]),
        look_id: lookId,
        ...(ask.kind === 'report' && { awaits_report: false }),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (judged !== undefined) await handOverIfOurs(context, go, after, judged.diagnosis);
    await audit(go, {
      at: context.now(),
      who: { person: ask.by },
      what: 'facts-added',
      caseId: row.id,
      detail: {
        kind: ask.kind,
        questions: addition.questions,
        // Never their values: the audit outlives the case.
        facts: [...new Set(ask.facts.map(({ fact }) => fact))].slice(0, 100),
        changed: kept.changed ?? [],
      },
    });
    return yes(await caseViewOf(context, go, (await findCase(go, row.id)) ?? after));
  });
}

/** A look of its own for the new judgement: plans that stand on the former one keep their basis, and its time. */
async function keepJudged(go: Transaction<Tables>, { look, facts, diagnosis }: Judged): Promise<string> {
  const id = randomUUID();
  await go
    .insertInto('looks')
    .values({
      ...look,
      id,
      purpose: 'case',
      plan_id: null,
      facts: json(facts),
      blind: json(look.blind ?? []),
      diagnosis: json(diagnosis),
    })
    .execute();
  return id;
}
