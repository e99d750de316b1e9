import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadWorld } from '../world.ts';
import { createAccounts } from './accounts.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const start = new Date('2026-11-20T10:00:00.000Z');

test.each([
  ['a lockout that ran out', { lockedAt: '-P3D' }, 30, 0, false],
  ['one that has not', { lockedAt: '-PT20M' }, 30, 0, true],
  ['the same, 15 minutes later', { lockedAt: '-PT20M' }, 30, 15, false],
  ['one without an end', { lockedAt: '-P3D' }, 0, 0, true],
  ['a stated one', { locked: true, lockedAt: '-P3D' }, 30, 0, true],
  ['an unlocked one', { locked: false, lockedAt: '-PT1M' }, 30, 0, false],
])('%s', (_, account, lockoutMinutes, later, locked) => {
  const file = join(folder, 'world.json');
  const address = 'anna@contoso.example';
  writeFileSync(
    file,
    JSON.stringify({ organisation: { lockoutMinutes }, mailboxes: [{ address, account }] }),
  );
  const world = loadWorld(file, start);
  const accounts = createAccounts(world, () => new Date(start.getTime() + later * 60_000));
  const [anna] = world.mailboxes;
  expect(anna && accounts.isLocked(anna)).toBe(locked);
  const logon = { domain: '', user: address, passwordRight: true, by: 'ntlm', workstation: 'PC1' } as const;
  expect(accounts.logon(logon).allowed).toBe(!locked);
});
