import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answering, type Given } from '../../services/answering.ts';
import { questionById, questions } from '../../services/asking-people.ts';
import { parsePath, valueProblems } from '../../services/facts.ts';
import type { Question } from '../../services/question.ts';

const at = '2026-11-20T10:00:00Z';
const byId = (id: string): Question => {
  const found = questionById(id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};
const answer = (id: string, given: Given) => answering(byId(id), given, at, 'Anna');
const values = (id: string, given: Given) => {
  const got = answer(id, given);
  return 'refused' in got
    ? got.refused
    : Object.fromEntries(got.facts.map(({ fact, value }) => [fact, value]));
};

describe('an answer', () => {
  test('tells one box without claiming that nothing follows it', () => {
    expect(values('popup', { choices: ['restart'] })).toEqual({ 'popup.kind': 'restart' });
  });
  test('tells a chain of boxes in its order, the first as the popup', () => {
    expect(values('popup', { choices: ['restart', 'credential', 'restart'] })).toEqual({
      'popup.kind': 'restart',
      'popup.chain': ['restart', 'credential', 'restart'],
    });
  });
  test('joins several, and leaves open what the user does not know', () => {
    expect(values('after', { choices: ['password-change', 'own-move'] })).toEqual({
      'timeline.after': ['password-change', 'own-move', '…'],
    });
  });
  test('brings each row of a list as a fact of its own', () => {
    const got = answer('connection-status', { choices: ['mail-up', 'directory-down'] });
    expect('facts' in got && got.facts.map(({ fact, value }) => [fact, value])).toEqual([
      ['connections[]', { type: 'mail', status: 'Established' }],
      ['connections[]', { type: 'directory', status: 'Disconnected' }],
    ]);
  });
  test('of a time is the latest that the words allow', () => {
    expect(values('since', { choices: ['days'] })).toEqual({ 'timeline.since': '2026-11-18T10:00:00.000Z' });
  });
  test.each([
    ['2026-11-20T08:00:00Z', undefined, '2026-11-20T08:00:00.000Z'],
    ['2026-11-20 09:05', 60, '2026-11-20T08:05:00.000Z'],
    ['20.11.2026 09:05', 60, '2026-11-20T08:05:00.000Z'],
    ['20.11.2026 09:05 +01:00', undefined, '2026-11-20T08:05:00.000Z'],
    ['19.11.2026', 60, '2026-11-18T23:00:00.000Z'],
    ['2026-11-19', undefined, '2026-11-19T00:00:00.000Z'],
  ])('written as %s on a clock %s minutes east is %s', (text, zoneMinutes, since) => {
    expect(values('since', { text, ...(zoneMinutes === undefined ? {} : { zoneMinutes }) })).toEqual({
      'timeline.since': since,
    });
  });
  test.each([
    ['popup-host', ' mail.contoso.example ', { 'popup.host': 'mail.contoso.example' }],
    ['certificate-of', 'a.example, b.example;', { 'popup.certificateNames': ['a.example', 'b.example'] }],
    ['pc-updates', 'KB1, KB2, ...', { 'client.hotfixes': ['KB1', 'KB2', '…'] }],
    ['winhttp-protocols', '0xa80', { 'client.tlsDefaultProtocols': 2688 }],
    ['registry', 'ExcludeScpLookup = 1', { 'client.registry[ExcludeScpLookup]': 1 }],
    ['registry', 'X=dword:00000a80', { 'client.registry[X]': 2688 }],
    ['policy', 'Y=on', { 'client.policy[Y]': 'on' }],
    ['tried', 'we renamed the OST', { 'tried[]': { what: 'other', text: 'we renamed the OST' } }],
    ['other-mailboxes', 'Shared@contoso.example', { 'secondary[shared@contoso.example].kind': 'manual' }],
  ])('to %s may be written: %s', (id, text, facts) => {
    expect(values(id, { text })).toEqual(facts);
  });
  test('may be a choice and the words to it', () => {
    expect(values('popup-host', { choices: ['foreign'], text: 'outlook.office365.com' })).toEqual({
      'popup.hostIs': 'foreign',
      'popup.host': 'outlook.office365.com',
    });
    expect(values('other-mailboxes', { choices: ['some'], text: 'a@b.example' })).toEqual({
      'secondary[a@b.example].kind': 'manual',
    });
  });

  test.each<[string, Given, RegExp]>([
    ['popup', {}, /Choose an answer/],
    ['popup', { choices: ['nonsense'] }, /has no such answer/],
    ['popup', { choices: ['__proto__'] }, /has no such answer/],
    ['popup', { choices: Array.from({ length: 40 }, () => 'restart') }, /too many/],
    ['popup', { choices: ['unknown', 'restart'] }, /does not go with another answer/],
    ['popup-host', { choices: ['unknown'], text: 'mail.contoso.example' }, /does not go with another answer/],
    ['web-mail', { choices: ['yes', 'no'] }, /Choose one answer/],
    ['web-mail', { text: 'yes' }, /takes no text/],
    ['after', { choices: ['nothing-known', 'own-move'] }, /says that there is nothing/],
    ['stored-passwords', { choices: ['none', 'office'] }, /says that there is nothing/],
    ['since', { text: 'last Tuesday or so' }, /cannot read "last Tuesday or so" as a time/],
    ['since', { text: '20.11.2026 09:05' }, /Whose clock/],
    ['since', { text: '2026-11-21T09:00:00Z' }, /in the future/],
    ['accounts', { text: 'two' }, /"two" is no number/],
    ['registry', { text: 'ExcludeScpLookup' }, /Write it like this/],
    ['registry', { text: 'a]b=1' }, /Write it like this/],
    ['other-mailboxes', { text: 'the shared one' }, /is no mail address/],
    ['popup-text', { text: 'x'.repeat(501) }, /at most 500 characters/],
    ['popup-text', { text: '\u0000\u0007 ,' }, /says nothing/],
    ['popup-text', { text: 'it wants Password: Summer2026!' }, /looks like it holds a password/],
  ])('to %s, %j is refused in words', (id, given, says) => {
    expect(answer(id, given)).toEqual({ refused: expect.stringMatching(says) });
  });
  test('is refused without markup or much of what was written', () => {
    const got = answer('accounts', { text: `**[x](https://evil.example)** ${'y'.repeat(200)}` });
    expect('refused' in got && got.refused).not.toMatch(/[*[\]()]/);
    expect('refused' in got && got.refused.length).toBeLessThan(120);
  });

  test('of any kind is facts that fit, or words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questions),
        fc.array(fc.nat({ max: 30 }), { maxLength: 4 }),
        fc.option(fc.string({ unit: 'binary', maxLength: 600 }), { nil: undefined }),
        (one, picks, text) => {
          const choices = picks.map((pick) => one.choices[pick]?.id ?? 'unknown');
          const got = answering(one, { choices, ...(text === undefined ? {} : { text }) }, at, 'Anna');
          if ('refused' in got) expect(got.refused).toMatch(/[.?]$/);
          else
            for (const { fact, value, from } of got.facts) {
              expect(from).toBe('told');
              expect(valueProblems(parsePath(fact), value)).toEqual([]);
            }
        },
      ),
      { numRuns: 500 },
    );
  });
});
