import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { answering } from '../../../services/answering.ts';
import { choicesFor, questionById, questionFor, questions } from '../../../services/asking-people.ts';
import { type CaseFile, parseCaseFile } from '../../../services/case-file.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { proof, type Sign, strong } from '../../../services/cause.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { questionsBefore } from '../../../services/diagnosis/questions-before.ts';
import type { Fact } from '../../../services/facts.ts';
import { person } from '../../../services/vocabulary/person.ts';
import { vocabulary } from '../../../services/vocabulary.ts';
import { at, caseOf, causeOf, fact } from './cases.ts';

const catalogue = await loadCatalogue();
const folder = new URL('../../cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter((name) => /^C\d+\.json$/.test(name))
  // Every fourth is enough: each is judged anew after every answer.
  .filter((_, position) => position % 4 === 0)
  .map((name) => [name, parseCaseFile(readFileSync(new URL(name, folder), 'utf8'), name)] as const);

/** The case after somebody gave the answer that says most. */
const after = (file: CaseFile, id: string, who: 'user' | 'helpdesk', turn: number): CaseFile => {
  const one = questionById(id);
  if (one === undefined) throw new Error(`no question ${id}`);
  const telling = choicesFor(one, who).filter(({ sets, ago }) => Object.keys({ ...sets, ...ago }).length > 0);
  const choice = telling[turn % telling.length];
  const answer = answering(one, { choices: [choice?.id ?? ''] }, file.at, 'Anna');
  if ('refused' in answer) throw new Error(answer.refused);
  return { ...file, facts: [...file.facts, ...answer.facts] };
};

describe.each(['user', 'helpdesk'] as const)('a %s is asked', (who) => {
  test.each(cases)('over %s nothing twice, at most four things, and only what he can tell', (_, file) => {
    const asked: string[] = [];
    let known = file;
    for (;;) {
      const one = questionsBefore(known, asked, { causes: catalogue.causes, who });
      if (one === undefined) break;
      expect(asked).not.toContain(one.id);
      if (who === 'user') expect(one.who).toBe('user');
      asked.push(one.id);
      known = after(known, one.id, who, asked.length);
    }
    expect(asked.length).toBeLessThanOrEqual(4);
    // What was answered is not asked again by whoever does not know what was asked.
    const anew = questionsBefore(known, [], { causes: catalogue.causes, who });
    expect(asked).not.toContain(anew?.id);
  });
});

describe('the next look, where only people can be asked,', () => {
  const nobodyLooks = Object.keys(vocabulary)
    .filter((group) => !(group in person))
    .map((group) => ({ fact: group, why: 'no worker may read it' }));
  test.each(cases)('of %s never asks the same twice, in the sentence of a question', (_, file) => {
    const heard: string[] = [];
    let known: CaseFile = { ...file, blind: [...file.blind, ...nobodyLooks] };
    for (let turn = 0; turn < 3; turn += 1) {
      const { next } = diagnose(known, catalogue);
      if (next?.by !== 'person') break;
      const one = questions.find(({ asks }) => asks === next.ask);
      expect(heard).not.toContain(next.ask);
      heard.push(next.ask);
      // What the mail team tells has no question, and ends the conversation here.
      if (one === undefined) {
        expect(questionFor(next.fact)?.asks.includes('{}') ?? /mail team/.test(next.ask)).toBe(true);
        break;
      }
      if (one.choices.length === 0) break;
      known = after(known, one.id, 'helpdesk', turn);
    }
  });
});

describe('the next question', () => {
  const on = (
    path: string,
    weigh: (id: string, body: Omit<Sign, 'id' | 'role' | 'weight'>) => Sign = strong,
  ) =>
    weigh(path.replace(/\W+/g, '-'), {
      when: (seen) => seen.flag(path),
      says: () => path,
      shown: { [path]: true },
      cleared: { [path]: false },
    });
  const causes = [
    causeOf(
      [on('scope.macWorks', proof), on('scope.webmailWorks'), on('scope.vpn'), on('path.admitsOnlyGroup')],
      { usual: 'usual' },
    ),
  ];
  const mac = fact('scope.macWorks', true, 'told');
  const ask = (
    facts: readonly Fact[],
    asked: readonly string[] = [],
    more: Partial<Parameters<typeof questionsBefore>[2]> = {},
  ) => questionsBefore(caseOf([...facts, mac]), asked, { causes, who: 'user', ...more })?.id;
  const box = fact('popup.kind', 'credential', 'told');

  test('is which box is seen, as long as nobody knows', () => {
    expect(ask([])).toBe('popup');
    expect(ask([box])).toBe('vpn');
  });
  test('is none that was answered, or answered "I don’t know"', () => {
    expect(ask([box], ['vpn'])).toBe('web-mail');
    expect(ask([box], [], { dealtWith: ['vpn'] })).toBe('web-mail');
    expect(ask([box, fact('scope.vpn', false, 'told')])).toBe('web-mail');
    expect(ask([box], ['vpn', 'web-mail'])).toBeUndefined();
  });
  test('of the helpdesk is also what no user can tell', () => {
    expect(ask([box], ['vpn', 'web-mail'], { who: 'helpdesk' })).toBe('admits-group');
  });
  test('is none after four', () => {
    expect(ask([box], ['a', 'b', 'c'])).toBe('vpn');
    expect(ask([box], ['a', 'b', 'c', 'd'])).toBeUndefined();
  });
  test('is none when confirmed, unless it could overturn that', () => {
    const seen = fact('account.locked', true, 'directory');
    const confirmed = causeOf([on('account.locked', proof)], { id: 'confirmed', usual: 'usual' });
    expect(ask([box, seen], [], { causes: [confirmed, ...causes] })).toBeUndefined();
    const doubted = causeOf(
      [
        on('account.locked', proof),
        { ...on('scope.webmailWorks'), id: 'works', role: 'against', weight: 'proof' },
      ],
      { id: 'confirmed', usual: 'rare' },
    );
    expect(ask([box, seen], [], { causes: [doubted, ...causes] })).toBe('web-mail');
  });
  test('of what was tried leaves what was told of it beside the answer', () => {
    const sign: Sign = proof('neither-helped', {
      when: (seen) => {
        const whats = seen.elements('tried').map(({ value }) => value.what);
        return whats.length === 0 ? undefined : whats.includes('reboot-pc') && whats.includes('wait');
      },
      says: () => 'Neither helped.',
      shown: { 'tried[]': [{ what: 'reboot-pc', result: 'nothing' }] },
      cleared: { 'tried[]': [{ what: 'unlock', result: 'nothing' }] },
    });
    const told = fact('tried[]', { what: 'wait', result: 'nothing' }, 'told');
    const asking = { causes: [causeOf([sign])], who: 'user' } as const;
    expect(questionsBefore(caseOf([box, told]), [], asking)?.id).toBe('tried-reboot-pc');
    expect(questionsBefore(caseOf([box, fact('tried[]', [], 'told')]), [], asking)).toBeUndefined();
  });
  test('is chosen at the time of the case', () => {
    const sign = proof('long', {
      when: (seen) => {
        const since = seen.time('timeline.since');
        return since === undefined ? undefined : Date.parse(at) - since > 50 * 24 * 3_600_000;
      },
      says: () => 'It has gone on for months.',
      shown: { 'timeline.since': '2026-01-01' },
      cleared: { 'timeline.since': at },
    });
    expect(ask([box], [], { causes: [causeOf([sign])] })).toBe('since');
  });
});
