import { describe, expect, test } from '@jest/globals';
import { answering } from '../../../services/answering.ts';
import { aboutOf, choicesFor, iDoNotKnow, questionFor, questions } from '../../../services/asking-people.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { exampleFacts } from '../../../services/diagnosis/examples.ts';
import { parsePath, pathId, valueProblems } from '../../../services/facts.ts';
import type { Question } from '../../../services/question.ts';
import { person } from '../../../services/vocabulary/person.ts';
import { checkedAreas } from '../../../services/vocabulary.ts';

const at = '2026-11-20T10:00:00Z';
const named = questions.map((one) => [one.id, one] as const);
/** The paths of everything that only people know; one for each area, thing tried and name. */
const paths = Object.entries(person).flatMap(([group, { shape, leaves, named: byName }]) =>
  shape === 'elements'
    ? [`${group}[]`]
    : shape === 'keyed'
      ? checkedAreas.filter((area) => area !== 'other').map((area) => `${group}[${area}].result`)
      : [
          ...Object.keys(leaves).map((leaf) => `${group}.${leaf}`),
          ...Object.keys(byName).map((leaf) => `${group}.${leaf}[Name]`),
        ],
);
const thingsTried = person.tried?.leaves.what?.values ?? [];
const factsOf = (one: Question, ...choices: readonly string[]) => {
  const answer = answering(one, { choices }, at, 'Anna');
  return 'facts' in answer ? answer.facts : answer.refused;
};
const owns = ({ facts, choices, text }: Question): readonly string[] => {
  const tried = choices.flatMap(({ sets }) => {
    const value = sets['tried[]'];
    return value === undefined || Array.isArray(value) ? [] : [aboutOf('tried[]', value)];
  });
  if (tried.length > 0) return [...new Set(tried)];
  return [...new Set([...facts, ...(text === undefined ? [] : [text.fact])])].map(pathId);
};

describe('the questions', () => {
  test.each(paths)('%s is asked by one question', (path) => {
    const one = questionFor(path);
    expect(one).toBeDefined();
    const group = path.replace(/\[Name\]$/, '');
    expect(questions.filter((each) => owns(each).includes(pathId(group))).map(({ id }) => id)).toEqual([
      one?.id,
    ]);
  });
  test.each(thingsTried.filter((what) => what !== 'other'))(
    'whether %s was tried is asked by one',
    (what) => {
      expect(questionFor('tried[]', { what })?.id).toBe(`tried-${what}`);
    },
  );

  test.each(named)(
    '%s is one short sentence for whoever can answer',
    (_, { asks, asksHelpdesk = asks, who }) => {
      for (const sentence of [asks, asksHelpdesk]) {
        expect(sentence.length).toBeLessThanOrEqual(110);
        expect(sentence).toMatch(/^[A-Z].*[?.]$/);
      }
      if (who === 'user')
        expect(asks).not.toMatch(
          /regedit|registry|HKCU|IIS|SPN|SCP|MAPI|Kerberos|cmdkey|gpresult|netsh|\bDNS\b/,
        );
    },
  );

  test.each(named)('%s has answers that a person would give', (_, one) => {
    const { choices, text, who } = one;
    expect(choices.length >= 2 || text !== undefined).toBe(true);
    expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
    expect(new Set(choices.map(({ says }) => says)).size).toBe(choices.length);
    expect(choices.some(({ id }) => id === iDoNotKnow.id)).toBe(false);
    for (const { says } of choices) expect(says.length).toBeLessThanOrEqual(110);
    // The boxes are told apart by their words; a user reads them all.
    if (who === 'user' && one.id !== 'popup') expect(choicesFor(one, 'user').length).toBeLessThanOrEqual(6);
    if (who === 'helpdesk')
      expect(choices.every((choice) => choice.who === undefined || one.id.startsWith('tried-'))).toBe(true);
  });

  test.each(named)('the answers to %s are facts of the vocabulary, each told apart', (_, one) => {
    const said = one.choices.map(({ id }) => factsOf(one, id));
    for (const facts of said) {
      if (typeof facts === 'string') throw new Error(facts);
      for (const fact of facts) {
        expect(fact).toMatchObject({ from: 'told', at, source: expect.stringContaining('Anna') });
        expect(valueProblems(parsePath(fact.fact), fact.value)).toEqual([]);
        expect(one.facts.some((path) => pathId(fact.fact) === pathId(path))).toBe(true);
      }
    }
    const words = said.map((facts) => JSON.stringify(facts));
    expect(new Set(words).size).toBe(words.length);
  });

  test.each(named)('"I don’t know" to %s says nothing', (_, one) => {
    expect(factsOf(one, iDoNotKnow.id)).toEqual([]);
  });

  test('can bring about what turns the signs of our causes', async () => {
    const { causes } = await loadCatalogue();
    const missing = new Set<string>();
    for (const { id, signs } of causes) {
      for (const { path, value } of signs.flatMap(({ shown }) => exampleFacts(shown))) {
        if (!(path.group in person) || typeof path.value === 'string') continue;
        const one = questionFor(path.text);
        const { kind } = path.value;
        if (kind !== 'choice' && kind !== 'flag' && kind !== 'choices') continue;
        const sayable = one?.choices.flatMap(({ sets }) => {
          const own = sets[path.text] ?? (one.id === 'popup' ? sets['popup.kind'] : undefined);
          return Array.isArray(own) ? own : [own];
        });
        for (const each of Array.isArray(value) ? value : [value])
          if (sayable?.includes(each) !== true) missing.add(`${id}: ${path.text} = ${String(each)}`);
      }
    }
    expect([...missing]).toEqual([]);
  });
});
