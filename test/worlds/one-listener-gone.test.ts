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

/** What was seen; log lines apart, whose number differs with what the servers wrote meanwhile. */
const seen = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ fact }) => !/^(log\[\]|searched\[|control\.)/.test(fact));
const beyond = (facts: readonly Fact[], others: readonly Fact[]): readonly Fact[] => {
  const known = new Set(others.map(({ fact }) => fact));
  return facts.filter(({ fact }) => !known.has(fact));
};
const covers = (blind: string, path: string): boolean =>
  path === blind ||
  path.startsWith(`${blind}.`) ||
  path.startsWith(`${blind}[`) ||
  path.startsWith(`${blind}]`);

type Belongs = (fact: Fact) => boolean;
const called =
  (names: RegExp): Belongs =>
  ({ fact }) =>
    names.test(fact);

/**
 * What belongs to each. What a common name shows is what the front end showed to which it happened to lead; without
 * that one it shows another's, which may offer other methods. That a logon failed nowhere takes the security log of
 * every server; only the mailbox’s own server tells of its quarantine. `stays` is what may still be said of it.
 */
const gone: readonly {
  readonly name: string;
  readonly world: Readonly<Record<string, unknown>>;
  readonly belongs: Belongs;
  readonly stays?: Belongs;
}[] = [
  {
    name: 'ex16a',
    world: { servers: [{ name: 'ex16a', down: true }] },
    belongs: called(/ex16a|^mapi\[.*@vip|^account\.failedLogon$|^mailbox\.quarantined$/),
  },
  {
    name: 'ex16b',
    world: { servers: [{ name: 'ex16b', down: true }] },
    belongs: called(/ex16b|^mapi\[.*@vip|^account\.failedLogon$/),
  },
  {
    name: 'ex10a',
    world: { servers: [{ name: 'ex10a', down: true }] },
    belongs: called(/ex10a|^account\.failedLogon$/),
  },
  {
    name: 'windows',
    world: { windows: { faults: [{ on: 'windows', does: 'refuse' }] } },
    // What scripts print, and the two facts that are concluded from events they read.
    belongs: ({ fact, from }) =>
      from === 'worker' || /^(account\.failedLogon|servers\[.*\]\.dcsReachable)$/.test(fact),
    stays: () => false,
  },
  {
    name: 'dns',
    world: { domainControllers: [{ name: 'dc1', faults: [{ on: 'dns', does: 'refuse' }] }] },
    belongs: called(/^dns|^scp\[.*\]\.resolves$|^path\.ipv6Answers$|^tls\[contoso\.example@vip\]\.error$/),
    // A resolver that does not answer says nothing about a name, also not that it has no address.
    stays: called(/\.error$/),
  },
  {
    name: 'mail',
    world: { commonNames: [{ name: 'mail.contoso.example', faults: [{ on: 'https', does: 'refuse' }] }] },
    belongs: called(/mail\.contoso\.example@vip|\.inPool/i),
  },
];

test.each(gone)(
  'without $name only its own facts are unseen, but for the one that says so',
  async ({ name, world, belongs, stays = () => true }) => {
    const without = await lookWith(name, world);
    const before = seen(all.facts);
    const after = seen(without.facts);
    const lost = beyond(before, after);
    const paths = (facts: readonly Fact[]) => facts.map(({ fact }) => fact);
    expect(paths(lost.filter((fact) => !belongs(fact)))).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    const news = (fact: Fact) => /\.error$|@vip.*\.(ntlm|negotiate)Status$/.test(fact.fact) && belongs(fact);
    expect(paths(beyond(after, before).filter((fact) => !news(fact)))).toEqual([]);
    expect(paths(after.filter((fact) => belongs(fact) && !stays(fact)))).toEqual([]);
    const blindAt = (path: string) => without.blind.filter(({ fact }) => covers(fact, path));
    expect(paths(lost).filter((path) => blindAt(path).length === 0)).toEqual([]);
    expect(
      paths(lost)
        .flatMap(blindAt)
        .filter(({ why }) => why.trim().length < 10),
    ).toEqual([]);
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
