import { describe, expect, test } from '@jest/globals';
import { collecting } from '../../../services/pasting/collecting.ts';
import { readPasted } from '../../../services/pasting/read-pasted.ts';
import { type Reader, reader } from '../../../services/reader.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
/** A reader of lines `name=value`, about whoever a line `of …` named last. */
const plain: Reader = reader({
  id: 'plain',
  title: 'plain lines',
  read: ({ lines, zoneMinutes }) => {
    let about: string | undefined;
    const found = collecting({ lines });
    for (const [index, line] of lines.entries()) {
      const number = index + 1;
      const [, name, value = ''] = /^([^=\s]+)=(.*)$/.exec(line) ?? [];
      if (line.startsWith('of ')) {
        about = line.slice(3);
        found.about(about);
        found.understood(number, 'whose');
      } else if (name === 'time') {
        if (zoneMinutes === undefined) found.withoutZone(number);
        found.understood(number, 'a time');
      } else if (name !== undefined) {
        found.fact(number, name, value, { about });
        found.understood(number, '');
      }
    }
    return found.result();
  },
});
const read = (text: string | Buffer, more: Partial<Parameters<typeof readPasted>[1]> = {}) =>
  readPasted(text, { mailbox: 'anna@contoso.example', now, readers: [plain], ...more });

test('a fact says its reader and line, and when it was pasted', () => {
  expect(read('\nclient.windows=10.0').facts).toEqual([
    {
      fact: 'client.windows',
      value: '10.0',
      from: 'pasted',
      source: 'plain lines, line 2',
      at: '2026-11-20T10:00:00.000Z',
      vantage: 'pasted text',
    },
  ]);
});

describe('every line is understood, ignored with a reason, or blank', () => {
  test('of a mixed text', () => {
    const text = 'hello\n\nclient.windows=10.0\nworld\nworld\nclient.nothing=1\nscope.vpn=yes';
    expect(read(text)).toMatchObject({
      understood: [{ from: 3, to: 3, says: 'plain lines' }],
      ignored: [
        { from: 1, to: 1, says: 'not known to any reader' },
        { from: 4, to: 5, says: 'not known to any reader' },
        { from: 6, to: 7, says: 'a value that the vocabulary does not have' },
      ],
    });
  });
  test('a line that is too long for a line', () => {
    expect(read(`client.windows=${'1'.repeat(100_001)}`).ignored).toEqual([
      { from: 1, to: 1, says: 'longer than 100,000 characters' },
    ]);
  });
  test('an earlier reader keeps its lines for itself', () => {
    const first = reader({ ...plain, id: 'first', title: 'first lines' });
    expect(
      read('client.windows=10.0', { readers: [first, plain] }).facts.map(({ source }) => source),
    ).toEqual(['first lines, line 1']);
  });
});

describe('somebody else’s output', () => {
  test('is not taken as hers, and it is asked whose it is', () => {
    const text = 'of anna@contoso.example\nclient.windows=10.0\nof CORP\\bob\nclient.windows=6.1';
    const { facts, ignored, asks } = read(text);
    expect(facts.map(({ value }) => value)).toEqual(['10.0']);
    expect(ignored).toEqual([{ from: 4, to: 4, says: 'about CORP\\bob, not anna@contoso.example' }]);
    expect(asks).toEqual([
      "The text speaks of CORP\\bob (line 4): whose output is it? Nothing of theirs was taken as anna@contoso.example's.",
    ]);
  });
  test('is hers when she is known by that name', () => {
    const { facts, asks } = read('of CORP\\bob\nclient.windows=6.1', {
      person: ['CORP\\bob', 'bob@corp.local'],
    });
    expect([facts.length, asks]).toEqual([1, []]);
  });
  test('by the same name in another domain is hers until her names are known', () => {
    const text = 'of anna@corp.local\nclient.windows=6.1';
    expect(read(text).facts).toHaveLength(1);
    expect(read(text, { person: ['adler@corp.local'] }).facts).toHaveLength(0);
  });
});

test('times without a zone are asked for, until it is told', () => {
  expect(read('time=8:00').asks).toEqual([
    'The times in line 1 have no zone: which one is it, as in +01:00? Until then nothing is dated by them.',
  ]);
  expect(read('time=8:00', { zoneMinutes: 60 }).asks).toEqual([]);
});
test('an unknown text is told what can be pasted', () => {
  expect(read('hello').asks).toEqual(['Nothing in the text is known here. What can be pasted: plain lines.']);
});
test('secrets are gone before a reader sees the text, and the person is told', () => {
  const { facts, secretsCut, says } = read('popup.text=password=Winter2026!');
  expect(facts[0]?.value).toBe('password=[cut]');
  expect(secretsCut).toEqual([{ line: 1, kind: 'password' }]);
  expect(says).toEqual([
    'Cut before anything was read or kept: password in line 1. Change it: whoever saw the text knows it.',
  ]);
});
test('what is no text is refused', () => {
  expect(read(Buffer.from('PK\x03\x04')).refused).toMatch(/archive/);
});
