import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCaseFile } from '../../../services/case-file.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeSigns } from '../../../services/diagnosis/judge-sign.ts';

const { causes } = await loadCatalogue();
const signs = causes.flatMap((cause) => cause.signs);
const folder = new URL('../../cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readCaseFile(new URL(name, folder).pathname));

/** Everything a sign may give, judged once with sleep and once without. */
function twice(file: (typeof cases)[number]) {
  const [sleepy, wakeful] = [bench(indexed(file)), { ...bench(indexed(file)), answered: undefined }];
  const plain = (on: typeof sleepy) =>
    judgeSigns(signs, on, []).map((judged) => {
      const { sign, truth, facts, unseen, belief, why } = judged;
      return { id: sign.id, truth, facts, unseen: [...new Set(unseen)].sort(), belief, why };
    });
  return { sleepy: plain(sleepy), wakeful: plain(wakeful) };
}

test.each(cases.map((file) => [file.mailbox, file.facts.length, file] as const))(
  'a sign that sleeps says what it would say awake: %s, %i facts',
  (_mailbox, _facts, file) => {
    const { sleepy, wakeful } = twice(file);
    expect(sleepy).toEqual(wakeful);
  },
);

test('so it is with the facts of any three examples, and with any group blind', () => {
  const example = fc.constantFrom(...signs.flatMap(({ shown, cleared }) => [shown, cleared]));
  const group = fc.constantFrom('servers', 'mapi', 'account', 'log[]', 'secondary', 'hotfixes[ex10a]');
  fc.assert(
    fc.property(fc.array(example, { minLength: 1, maxLength: 3 }), group, (examples, fact) => {
      const { sleepy, wakeful } = twice({
        ...exampleCase(...examples),
        blind: [{ fact, why: 'nobody may' }],
      });
      expect(sleepy).toEqual(wakeful);
    }),
    { numRuns: 25 },
  );
});

test('in a case without facts nearly all sleep: they give what they gave before', () => {
  const given = () => {
    const on = bench(indexed({ ...exampleCase({}), facts: [] }));
    return judgeSigns(signs, on, []);
  };
  const before = new Set(given());
  expect(given().filter((judged) => before.has(judged)).length).toBeGreaterThan(signs.length * 0.95);
});
