import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseFile, readCaseFile } from '../../services/case-file.ts';
import { type Catalogue, loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { bands, type Diagnosis } from '../../services/diagnosis/types.ts';
import { loadLooks } from '../../services/looking/looker.ts';
import { meets } from '../../services/looking/order.ts';
import { brokenPromises } from '../cases/robust.ts';
import { openSession } from '../session.ts';

interface Expected {
  readonly mailbox: string;
  readonly first?: string;
  readonly also?: readonly string[];
  readonly band: (typeof bands)[number];
}
interface Seen {
  readonly caseFile: CaseFile;
  readonly diagnosis: Diagnosis;
}
const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const named = (path: string) =>
  (existsSync(path) ? readdirSync(path) : [])
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));

/** Worlds that say what to expect; the default one has a test of its own. */
const worlds = named(folder('../lab/worlds/'))
  .filter((name) => name !== 'coexistence')
  .flatMap((name) => {
    const path = folder(`../lab/worlds/${name}.json`);
    const stated = JSON.parse(readFileSync(path, 'utf8')) as { readonly expect?: readonly Expected[] | null };
    return stated.expect == null ? [] : [{ name, expected: stated.expect }];
  });
const defaultWorld = JSON.parse(readFileSync(folder('../lab/worlds/coexistence.json'), 'utf8')) as {
  readonly expect: readonly Expected[];
};
/** Causes that the lab cannot show honestly, as files; each says why in its note. */
const written = named(folder('../cases/worlds/'));

let catalogue: Catalogue;
let brought: readonly string[];
const seen = new Map<string, Seen>();
const failed = new Map<string, unknown>();

/** Nothing ails them in any world, but what a server does to everybody. */
const bystanders = ['jonas@contoso.example', 'karin@contoso.example'];

/** Looks at every mailbox of which a world says what to expect, and at two that are well. */
async function lookAt({ name, expected }: (typeof worlds)[number]): Promise<void> {
  try {
    const session = await openSession(name);
    try {
      for (const mailbox of new Set([...expected.map((one) => one.mailbox), ...bystanders]))
        seen.set(`${name}/${mailbox}`, await session.diagnose(mailbox));
    } finally {
      await session.close();
    }
  } catch (error) {
    failed.set(name, error);
  }
}
beforeAll(async () => {
  catalogue = await loadCatalogue();
  brought = (await loadLooks()).flatMap(({ brings }) => brings);
  const waiting = [...worlds];
  // Two at a time: half of what a lab needs is waiting for its processes to load.
  const next = async (): Promise<void> => {
    for (let world = waiting.shift(); world !== undefined; world = waiting.shift()) await lookAt(world);
  };
  await Promise.all([next(), next()]);
}, 900_000);

const of = (world: string, mailbox: string): Seen => {
  const found = seen.get(`${world}/${mailbox}`);
  if (found === undefined)
    throw new Error(`${world}: ${mailbox} was not looked at`, { cause: failed.get(world) });
  return found;
};
const above = (band: Expected['band'], { verdicts }: Diagnosis): readonly string[] =>
  verdicts.filter((one) => bands.indexOf(one.band) < bands.indexOf(band)).map(({ cause }) => cause);
const unbrought = ({ facts }: CaseFile): readonly string[] =>
  facts
    .filter(({ from }) => from !== 'told' && from !== 'pasted')
    .map(({ fact }) => fact)
    .filter((fact) => !brought.some((path) => meets(fact.replace('[].', '.'), path)));

const expectations = worlds.flatMap(({ name, expected }) => expected.map((one) => ({ world: name, ...one })));

describe.each(expectations)('$world: $mailbox', ({ world, mailbox, first, also = [], band }) => {
  test(first === undefined ? `has nothing above ${band}` : `has ${first} first, ${band}`, () => {
    const { diagnosis } = of(world, mailbox);
    const [verdict] = diagnosis.verdicts;
    if (first === undefined) expect(above(band, diagnosis)).toEqual([]);
    else expect({ first: verdict?.cause, band: verdict?.band }).toEqual({ first, band });
  });
  test('confirms nothing and finds nothing likely besides', () => {
    const besides = above('possible', of(world, mailbox).diagnosis).filter((cause) => cause !== first);
    expect(besides.toSorted()).toEqual(also.toSorted());
  });
  test('the decisive change gives the band that it announces', () => {
    const { caseFile, diagnosis } = of(world, mailbox);
    expect(brokenPromises(caseFile, diagnosis, catalogue.causes)).toEqual([]);
  });
  test('every fact is brought by a look, told or pasted', () => {
    expect(unbrought(of(world, mailbox).caseFile)).toEqual([]);
  });
});

describe.each(worlds)('$name', ({ name, expected }) => {
  test.each(bystanders)('%s has nothing above possible that the world is not about', (mailbox) => {
    const about = new Set(expected.flatMap(({ first, also = [] }) => [first, ...also]));
    expect(above('possible', of(name, mailbox).diagnosis).filter((cause) => !about.has(cause))).toEqual([]);
  });
});

for (const name of written)
  describe(`${name}, as a file`, () => {
    const file = readCaseFile(folder(`../cases/worlds/${name}.json`));
    test('is what it says, and nothing else is confirmed', () => {
      const { verdicts } = diagnose(file, catalogue);
      expect({ first: verdicts[0]?.cause, band: verdicts[0]?.band }).toEqual(file.expect);
      const confirmed = verdicts.filter(({ band }) => band === 'confirmed').map(({ cause }) => cause);
      expect(confirmed.filter((cause) => cause !== name)).toEqual([]);
    });
    test('says why the lab cannot show it, and holds nothing that no look brings', () => {
      expect(file.note?.length ?? 0).toBeGreaterThan(40);
      expect(unbrought(file)).toEqual([]);
    });
  });

test('at least 35 causes are confirmed in a world that the lab serves', () => {
  const confirmed = new Set(
    [...expectations, ...defaultWorld.expect]
      .filter(({ band }) => band === 'confirmed')
      .map(({ first }) => first),
  );
  const known = catalogue.causes.map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining([...confirmed]));
  const not = known.filter((id) => !confirmed.has(id));
  expect({ confirmed: confirmed.size >= 35, not }).toEqual({ confirmed: true, not: expect.anything() });
});
