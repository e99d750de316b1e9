import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Place } from '../../../services/store/database.ts';

/** An empty place for one test file: a folder, or with DATABASE_URL a database of its own on that server. */
export async function emptyPlace(): Promise<{ readonly place: Place; readonly remove: () => Promise<void> }> {
  const server = process.env.DATABASE_URL;
  if (server === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'popup-desk-store-'));
    return { place: { folder }, remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { place: { url: url.href }, remove: () => administer(server, `drop database ${name} with (force)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
