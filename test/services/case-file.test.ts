import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CaseFileError, formatCaseFile, parseCaseFile } from '../../services/case-file.ts';

const least = {
  case: 'popup-desk/1',
  mailbox: 'Anna@contoso.example',
  at: '2026-11-20T10:00:00Z',
  facts: [],
};
const parse = (value: unknown) =>
  parseCaseFile(typeof value === 'string' ? value : JSON.stringify(value), 'x.json');
const faults = (value: unknown): readonly string[] => {
  try {
    parse(value);
  } catch (error) {
    if (error instanceof CaseFileError) return error.lines;
    throw error;
  }
  return [];
};

describe('a case file', () => {
  test('fills what may be left out', () => {
    const read = parse({ ...least, facts: [{ fact: 'Servers[EX16A].os', value: 'x', from: 'told' }] });
    expect(read).toEqual({
      ...least,
      mailbox: 'anna@contoso.example',
      blind: [],
      facts: [{ fact: 'servers[ex16a].os', value: 'x', from: 'told', source: '', vantage: '', at: least.at }],
    });
    expect(parseCaseFile(formatCaseFile(read), 'y.json')).toEqual(read);
  });

  test.each([
    ['{', 'x.json: not JSON'],
    [[], 'x.json: must be an object'],
    [{}, 'x.json: facts: is missing'],
    [{ ...least, case: 'popup-desk/2' }, 'x.json: case: must be "popup-desk/1"'],
    [{ ...least, mailbox: 'anna' }, 'x.json: mailbox: must be an e-mail address'],
    [{ ...least, at: '2026-11-20T10:00:00' }, 'x.json: at: must be an ISO time with Z or an offset'],
    [{ ...least, nota: 1 }, 'x.json: nota: unknown key; did you mean note?'],
    [
      { ...least, blind: [{ fact: 'hotfixez', why: '' }] },
      'x.json: blind[0].fact: hotfixez: there is no group',
    ],
    [{ ...least, blind: [{ fact: 'hotfixes' }] }, 'x.json: blind[0].why: is missing'],
    [{ ...least, expect: { first: 'x', band: 'sure' } }, 'x.json: expect.band: must be one of confirmed'],
    [{ ...least, facts: [5] }, 'x.json: facts[0]: must be an object'],
    [{ ...least, facts: [{ fact: 'mailbox.upn', from: 'told' }] }, 'x.json: facts[0].value: is missing'],
    [
      { ...least, facts: [{ fact: 'mailbox.upn', value: '', from: 'heard' }] },
      'x.json: facts[0].from: must be one',
    ],
    [
      { ...least, facts: [{ fact: 'mailbox.upn', value: 1, from: 'told' }] },
      'x.json: facts[0].value: 1 must be text',
    ],
    [
      { ...least, facts: [{ fact: 'log[]', value: { status: 'x' }, from: 'log' }] },
      'x.json: facts[0].value.status: "x" must be a number',
    ],
    [
      { ...least, facts: [{ fact: 'mailbox.upn', value: '', from: 'told', sorce: '' }] },
      'x.json: facts[0].sorce: unknown key; did you mean source?',
    ],
  ])('%j is refused', (value, start) => {
    expect(faults(value).some((line) => line.startsWith(start))).toBe(true);
  });

  test('a value that is missing is said once', () => {
    expect(faults({ ...least, facts: [{ fact: 'mailbox.upn', from: 'told' }] })).toEqual([
      'x.json: facts[0].value: is missing',
    ]);
  });

  test('says every fault at once, with its place', () => {
    const wrong = { fact: 'popup.kind', value: 'x', from: 'told' };
    const facts = [wrong, { ...wrong, value: 'gone' }, { ...wrong, fact: 'popup.kin' }];
    expect(faults({ ...least, at: 'now', facts })).toEqual([
      expect.stringMatching(/^x\.json: at: /),
      expect.stringMatching(/^x\.json: facts\[0\]\.value: "x" must be one of/),
      expect.stringMatching(/^x\.json: facts\[2\]\.fact: popup\.kin: popup has no kin/),
    ]);
  });

  test('any JSON is read or refused in sentences', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (facts, blind) => {
        for (const line of faults({ ...least, facts, blind })) expect(line).toMatch(/^x\.json: /);
      }),
    );
  });
});
