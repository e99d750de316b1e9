import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { AuditTable, Tables } from '../store/tables.ts';
import type { Person } from './types.ts';

export interface AuditLine {
  readonly at: number;
  readonly who: { readonly person?: Person; readonly worker?: string; readonly system?: string };
  /** What happened, kebab-case: `plan-approved`. */
  readonly what: AuditTable['what'];
  readonly caseId?: string;
  readonly planId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds a line to the audit, in the same transaction as what it tells. */
export async function audit(transaction: Transaction<Tables>, line: AuditLine): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      at: new Date(line.at),
      who: json(line.who),
      what: line.what,
      case_id: line.caseId ?? null,
      plan_id: line.planId ?? null,
      detail: json(line.detail ?? {}),
    })
    .execute();
}
