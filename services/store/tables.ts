import type { ColumnType, Generated } from 'kysely';
import type { Addition, CaseState, Outcome, Person, PlanState, PlanStep } from '../desk/types.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Blind, Fact } from '../facts.ts';
import type { Parameters } from '../remedy.ts';

/** A JSON column: read as a value, written as its text by `json()`. */
type Json<T> = ColumnType<T, unknown, unknown>;
type Time = ColumnType<Date, Date, Date>;
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface CasesTable {
  readonly id: string;
  readonly number: Generated<number>;
  readonly mailbox: string;
  readonly asked_by: Json<Person>;
  readonly asked_by_id: string;
  readonly asked_at: Time;
  readonly audience: 'user' | 'helpdesk';
  readonly state: CaseState;
  readonly told: Json<readonly Fact[]>;
  readonly progress: Json<{ readonly done: number; readonly total: number; readonly latest: string }>;
  readonly says: string | null;
  /** The newest look that was judged. */
  readonly look_id: string | null;
  readonly user_says: 'gone' | 'still-there' | null;
  readonly user_said_at: MaybeTime;
  /** On whose word: the user himself, or the helpdesk for him. */
  readonly user_said_by: ColumnType<Person | null, unknown, unknown>;
  readonly with_helpdesk: ColumnType<boolean, boolean | undefined, boolean>;
  /** What was told and pasted after the opening, oldest first; `told` is what it was opened with. */
  readonly additions: ColumnType<readonly Addition[], unknown, unknown>;
  readonly awaits_report: ColumnType<boolean, boolean | undefined, boolean>;
}

/** Why a worker looks: for a case, for a person's name, once more before an effect, or after one. */
export type Purpose = 'case' | 'person' | 'recheck' | 'verify';
export interface LooksTable {
  readonly id: string;
  readonly purpose: Purpose;
  readonly case_id: string | null;
  readonly plan_id: string | null;
  readonly address: string;
  readonly state: 'queued' | 'running' | 'done' | 'refused' | 'failed';
  readonly asked_at: Time;
  readonly finished_at: MaybeTime;
  readonly worker: string | null;
  readonly mailbox: string | null;
  readonly facts: Json<readonly Fact[]> | null;
  readonly blind: Json<readonly Blind[]> | null;
  readonly diagnosis: Json<Diagnosis> | null;
  readonly says: string | null;
}

/** What an approver reads, fixed when the plan was made. */
export interface PlanSheet {
  readonly title: string;
  readonly what: string;
  readonly why: readonly string[];
  readonly against: readonly string[];
  readonly impact: readonly string[];
  readonly ifNothing: string;
  readonly alternative: string;
  readonly rollback: string;
  readonly command: string;
}
export interface PlansTable {
  readonly id: string;
  readonly case_id: string;
  readonly look_id: string;
  readonly nonce: string;
  readonly remedy: string;
  readonly cause: string;
  readonly parameters: Json<Parameters>;
  readonly targets: Json<readonly string[]>;
  /** Remedy and parameters as one text: one open plan of it at a time, and its cool-down. */
  readonly target_key: string;
  readonly limits: Json<Readonly<Record<string, number>>>;
  readonly fingerprint: string;
  readonly evidence: Json<readonly string[]>;
  readonly sheet: Json<PlanSheet>;
  readonly approvals_needed: number;
  readonly state: PlanState;
  readonly requested_by: Json<Person>;
  readonly requested_by_id: string;
  readonly requested_at: Time;
  readonly reason: string;
  readonly expires_at: Time;
  readonly decided_by: Json<Person> | null;
  readonly decided_by_id: string | null;
  readonly decided_at: MaybeTime;
  readonly decision_reason: string | null;
  readonly steps: Json<readonly PlanStep[]>;
  readonly finished_at: MaybeTime;
  readonly outcome: Outcome | null;
  /** What the second look says by itself, whatever the user says. */
  readonly seen_outcome: ColumnType<Outcome | null, Outcome | null | undefined, Outcome | null>;
  /** A sentence while its worker is not heard of. */
  readonly silent: ColumnType<string | null, string | null | undefined, string | null>;
  readonly comparison: Json<
    readonly { readonly fact: string; readonly before: string; readonly after: string }[]
  > | null;
}

export interface ApprovalsTable {
  readonly plan_id: string;
  readonly by_id: string;
  readonly by: Json<Person>;
  readonly decision: 'approve' | 'reject';
  readonly reason: string | null;
  readonly at: Time;
}

/** Helpdesk people who joined a case that somebody else opened. */
export interface CaseMembersTable {
  readonly case_id: string;
  readonly entra_id: string;
  readonly joined_at: Time;
}

/** The signed order of one approved plan; it belongs to the first worker that claimed it. */
export interface JobsTable {
  readonly id: string;
  readonly plan_id: string;
  /** Under which id the queue delivers it; another one after its proof was looked at again. */
  readonly delivery: string;
  readonly order: Json<unknown>;
  readonly signature: string;
  readonly not_after: Time;
  readonly worker: string | null;
  readonly journal: string | null;
  readonly claimed_at: MaybeTime;
  readonly beat_at: MaybeTime;
  readonly finished_at: MaybeTime;
}
export interface AuditTable {
  readonly id: Generated<number>;
  readonly at: Time;
  readonly who: Json<{ readonly person?: Person; readonly worker?: string; readonly system?: string }>;
  readonly what: string;
  readonly case_id: string | null;
  readonly plan_id: string | null;
  readonly detail: Json<Readonly<Record<string, unknown>>>;
}
export interface CardsSentTable {
  readonly conversation: string;
  readonly activity_id: string;
  readonly case_id: string;
  readonly audience: 'user' | 'helpdesk' | 'approver';
  readonly reference: Json<Readonly<Record<string, unknown>>>;
  readonly shown: string | null;
}
export interface ConversationsTable {
  readonly entra_id: string;
  readonly name: string;
  readonly reference: Json<Readonly<Record<string, unknown>>>;
}
/** "Is this you?", answered with yes. */
export interface PeopleLinksTable {
  readonly entra_id: string;
  readonly mailbox: string;
  readonly object_id: string;
  readonly display_name: string;
  readonly at: Time;
}
export interface WorkersTable {
  readonly name: string;
  readonly token_hash: string;
  /** The public key that this worker was enrolled with and obeys. */
  readonly public_key: string;
  readonly enrolled_at: Time;
  readonly revoked_at: MaybeTime;
  readonly seen_at: MaybeTime;
}
export interface SwitchesTable {
  readonly name: string;
  readonly reason: string;
  readonly at: Time;
}
export interface Tables {
  readonly cases: CasesTable;
  readonly case_members: CaseMembersTable;
  readonly looks: LooksTable;
  readonly plans: PlansTable;
  readonly approvals: ApprovalsTable;
  readonly jobs: JobsTable;
  readonly audit: AuditTable;
  readonly cards_sent: CardsSentTable;
  readonly conversations: ConversationsTable;
  readonly people_links: PeopleLinksTable;
  readonly workers: WorkersTable;
  readonly switches: SwitchesTable;
}
