import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fact } from '../../services/facts.ts';
import type { Looked } from '../../services/looking/looker.ts';
import { openSession } from '../session.ts';

const address = 'dirk@contoso.example';
const folder = mkdtempSync(join(tmpdir(), 'popup-desk-listeners-'));
let all: Looked;

async function lookWith(name: string, world: Readonly<Record<string, unknown>>): Promise<Looked> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ extends: 'coexistence', expect: null, ...world }));
  const session = await openSession(file);
  try {
    return await session.look(address, []);
  } finally {
    await session.close();
  }
}
beforeAll(async () => {
  all = await lookWith('all', {});
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Paths of what was seen; log lines apart, whose number differs with what the servers wrote meanwhile. */
const paths = (facts: readonly Fact[]): ReadonlySet<string> =>
  new Set(facts.map(({ fact }) => fact).filter((fact) => !/^(log\[\]|searched\[|control\.)/.test(fact)));
const covers = (blind: string, path: string): boolean =>
  path === blind ||
  path.startsWith(`${blind}.`) ||
  path.startsWith(`${blind}[`) ||
  path.startsWith(`${blind}]`);

// What a common name shows is what the front end showed to which it happened to lead.
const gone = [
  { name: 'ex16a', world: { servers: [{ name: 'ex16a', down: true }] }, belongs: /ex16a|^mapi\[.*@vip/ },
  { name: 'ex16b', world: { servers: [{ name: 'ex16b', down: true }] }, belongs: /ex16b|^mapi\[.*@vip/ },
  { name: 'ex10a', world: { servers: [{ name: 'ex10a', down: true }] }, belongs: /ex10a/ },
  {
    name: 'windows',
    world: { windows: { faults: [{ on: 'windows', does: 'refuse' }] } },
    belongs: /^(pools|hotfixes|servers\[.*\]\.(bootedAt|clockSkewSeconds))/,
  },
  {
    name: 'dns',
    world: { domainControllers: [{ name: 'dc1', faults: [{ on: 'dns', does: 'refuse' }] }] },
    belongs: /^dns/,
  },
  {
    name: 'mail',
    world: { commonNames: [{ name: 'mail.contoso.example', faults: [{ on: 'https', does: 'refuse' }] }] },
    belongs: /mail\.contoso\.example@vip|\.inPool/i,
  },
] as const;

test.each(gone)(
  'without $name only its own facts are unseen, but for the one that says so',
  async ({ name, world, belongs }) => {
    const without = await lookWith(name, world);
    const before = paths(all.facts);
    const after = paths(without.facts);
    const lost = [...before].filter((path) => !after.has(path));
    const gained = [...after].filter((path) => !before.has(path));
    expect(lost.filter((path) => !belongs.test(path))).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    expect(gained.filter((path) => !(path.endsWith('.error') && belongs.test(path)))).toEqual([]);
    expect(lost.filter((path) => !without.blind.some(({ fact }) => covers(fact, path)))).toEqual([]);
    const why = without.blind.filter(({ fact }) => lost.some((path) => covers(fact, path)));
    expect(why.filter((blind) => blind.why.trim().length < 10)).toEqual([]);
  },
  60_000,
);

test('without the directory nothing that stands behind it is seen, and it is unseen rather than an error', async () => {
  const without = await lookWith('dc1', {
    domainControllers: [{ name: 'dc1', faults: [{ on: 'ldaps', does: 'refuse' }] }],
  });
  expect(without.refusal).toBeUndefined();
  expect(without.facts.filter(({ from }) => from === 'directory')).toEqual([]);
  expect(without.blind.find(({ fact }) => fact.startsWith('mailbox'))?.why).toMatch(/dc1\.corp\.local/);
}, 60_000);
