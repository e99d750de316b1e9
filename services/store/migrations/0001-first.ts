import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first schema. Its constraints and triggers repeat the state machine, so that no code path can go round it. */
export const first: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const planStates =
  "'requested','approved','rejected','expired','withdrawn','queued','running','succeeded','failed','uncertain','cancelled'";
const decided = "'approved','rejected','queued','running','succeeded','failed','uncertain'";

const statements: readonly string[] = [
  `create table cases (
    id uuid primary key, number integer generated always as identity unique, mailbox text not null,
    asked_by jsonb not null, asked_by_id text not null, asked_at timestamptz not null,
    audience text not null check (audience in ('user','helpdesk')),
    state text not null check (state in ('looking','refused-input','diagnosed','failed','closed')),
    told jsonb not null, progress jsonb not null, says text, look_id uuid,
    user_says text check (user_says in ('gone','still-there')), user_said_at timestamptz,
    with_helpdesk boolean not null default false,
    check (state <> 'diagnosed' or look_id is not null))`,
  'create index cases_by_person on cases (asked_by_id, asked_at desc)',
  `create table plans (
    id uuid primary key, case_id uuid not null references cases (id), look_id uuid not null,
    nonce text not null check (length(nonce) >= 22), remedy text not null, cause text not null,
    parameters jsonb not null, targets jsonb not null check (jsonb_array_length(targets) > 0),
    target_key text not null, limits jsonb not null, fingerprint text not null, evidence jsonb not null,
    sheet jsonb not null, approvals_needed integer not null check (approvals_needed between 1 and 2),
    state text not null check (state in (${planStates})),
    requested_by jsonb not null, requested_by_id text not null, requested_at timestamptz not null,
    reason text not null, expires_at timestamptz not null check (expires_at > requested_at),
    decided_by jsonb, decided_by_id text check (decided_by_id <> requested_by_id), decided_at timestamptz,
    decision_reason text, steps jsonb not null, finished_at timestamptz,
    outcome text check (outcome in ('fixed','server-side-clean','not-observed','not-fixed','worse')),
    comparison jsonb,
    check (state not in (${decided}) or (decided_by_id is not null and decided_at is not null)),
    check (state not in ('approved','queued') or decided_at <= expires_at),
    check (outcome is null or state = 'succeeded'))`,
  `create unique index one_open_plan on plans (target_key)
    where state in ('requested','approved','queued','running')`,
  'create index plans_by_case on plans (case_id, requested_at desc)',
  `create table looks (
    id uuid primary key, purpose text not null check (purpose in ('case','person','recheck','verify')),
    case_id uuid references cases (id), plan_id uuid references plans (id), address text not null,
    state text not null check (state in ('queued','running','done','refused','failed')),
    asked_at timestamptz not null, finished_at timestamptz, worker text, mailbox text,
    facts jsonb, blind jsonb, diagnosis jsonb, says text,
    check (purpose = 'person' or case_id is not null),
    check (purpose not in ('recheck','verify') or plan_id is not null),
    check (state <> 'done' or facts is not null),
    check (state not in ('refused','failed') or says is not null))`,
  `create index looks_open on looks (asked_at) where state in ('queued','running')`,
  `create table approvals (
    plan_id uuid not null references plans (id), by_id text not null, by jsonb not null,
    decision text not null check (decision in ('approve','reject')), reason text, at timestamptz not null,
    primary key (plan_id, by_id))`,
  `create table jobs (
    id uuid primary key, plan_id uuid not null unique references plans (id), delivery uuid not null unique,
    "order" jsonb not null, signature text not null, not_after timestamptz not null, worker text, journal text,
    claimed_at timestamptz, beat_at timestamptz, finished_at timestamptz,
    check ((worker is null) = (claimed_at is null)), check (finished_at is null or worker is not null))`,
  `create table audit (
    id integer generated always as identity primary key, at timestamptz not null, who jsonb not null,
    what text not null, case_id uuid, plan_id uuid, detail jsonb not null)`,
  `create table cards_sent (
    conversation text not null, activity_id text not null, case_id uuid not null references cases (id),
    audience text not null check (audience in ('user','helpdesk','approver')), reference jsonb not null,
    shown text, primary key (conversation, activity_id))`,
  'create index cards_by_case on cards_sent (case_id)',
  'create table conversations (entra_id text primary key, name text not null, reference jsonb not null)',
  `create table people_links (entra_id text primary key, mailbox text not null, object_id text not null,
    display_name text not null, at timestamptz not null)`,
  `create table workers (name text primary key, token_hash text not null unique, public_key text not null,
    enrolled_at timestamptz not null, revoked_at timestamptz, seen_at timestamptz)`,
  'create table switches (name text primary key, reason text not null, at timestamptz not null)',

  `create function plan_may_go() returns trigger language plpgsql as $$
  begin
    if new.nonce <> old.nonce or new.fingerprint <> old.fingerprint or new.parameters <> old.parameters
      or new.targets <> old.targets or new.requested_by_id <> old.requested_by_id or new.remedy <> old.remedy then
      raise exception 'a plan never changes what was asked';
    end if;
    if new.state <> old.state and not (old.state || '>' || new.state) = any (array[
      'requested>approved','requested>rejected','requested>expired','requested>withdrawn','approved>queued',
      'queued>running','queued>cancelled','running>succeeded','running>failed','running>uncertain']) then
      raise exception 'a plan does not go from % to %', old.state, new.state;
    end if;
    if new.state = 'approved' and (select count(*) from approvals
      where plan_id = new.id and decision = 'approve') < new.approvals_needed then
      raise exception 'a plan needs % approvals', new.approvals_needed;
    end if;
    return new;
  end $$`,
  'create trigger plan_goes before update on plans for each row execute function plan_may_go()',
  `create function approval_may_be() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from plans where id = new.plan_id and requested_by_id = new.by_id) then
      raise exception 'the requester never decides his own plan';
    end if;
    return new;
  end $$`,
  'create trigger approval_is before insert on approvals for each row execute function approval_may_be()',
  `create function job_may_go() returns trigger language plpgsql as $$
  begin
    if (old.worker is not null and new.worker is distinct from old.worker)
      or (old.journal is not null and new.journal is distinct from old.journal)
      or new."order" <> old."order" or new.signature <> old.signature or old.finished_at is not null then
      raise exception 'a job belongs to the worker that first claimed it';
    end if;
    return new;
  end $$`,
  'create trigger job_goes before update on jobs for each row execute function job_may_go()',
  `create function never() returns trigger language plpgsql as $$
  begin raise exception '% is append-only', tg_table_name; end $$`,
  'create trigger audit_stays before update or delete on audit for each row execute function never()',
  'create trigger audit_whole before truncate on audit for each statement execute function never()',
  'create trigger approvals_stay before update or delete on approvals for each row execute function never()',
];
