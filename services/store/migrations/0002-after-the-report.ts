import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What cases of one mailbox share, whose word it was, a worker's silence, and an action that found another world. */
export const afterTheReport: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const outcomes = "'fixed','server-side-clean','not-observed','not-fixed','worse'";

const statements: readonly string[] = [
  'create index cases_by_mailbox on cases (mailbox, asked_at desc)',
  'alter table cases add column user_said_by jsonb',
  `create table case_members (
    case_id uuid not null references cases (id), entra_id text not null, joined_at timestamptz not null,
    primary key (case_id, entra_id))`,
  'create index case_members_by_person on case_members (entra_id)',
  `alter table plans add column seen_outcome text check (seen_outcome in (${outcomes})),
    add column silent text`,
  `create or replace function plan_may_go() returns trigger language plpgsql as $$
  begin
    if new.nonce <> old.nonce or new.fingerprint <> old.fingerprint or new.parameters <> old.parameters
      or new.targets <> old.targets or new.requested_by_id <> old.requested_by_id or new.remedy <> old.remedy then
      raise exception 'a plan never changes what was asked';
    end if;
    if new.state <> old.state and not (old.state || '>' || new.state) = any (array[
      'requested>approved','requested>rejected','requested>expired','requested>withdrawn','approved>queued',
      'queued>running','queued>cancelled','running>succeeded','running>failed','running>uncertain',
      'running>cancelled']) then
      raise exception 'a plan does not go from % to %', old.state, new.state;
    end if;
    if new.state = 'approved' and (select count(*) from approvals
      where plan_id = new.id and decision = 'approve') < new.approvals_needed then
      raise exception 'a plan needs % approvals', new.approvals_needed;
    end if;
    return new;
  end $$`,
];
