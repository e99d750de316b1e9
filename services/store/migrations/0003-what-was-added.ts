import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people told and pasted into a case after it was opened, and whether its user is still to fill in the report. */
export const whatWasAdded: Migration = {
  up: async (database: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements: readonly string[] = [
  `alter table cases add column additions jsonb not null default '[]'::jsonb,
    add column awaits_report boolean not null default false`,
];
