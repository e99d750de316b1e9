import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAddress, plainWords, type Said, understand } from '../../dialogs/words.ts';

const table: readonly (readonly [string, Said])[] = [
  ['', { kind: 'help' }],
  ['HELP!', { kind: 'help' }],
  ['Hello there', { kind: 'help' }],
  ['<at>Popup Desk</at>&nbsp;help', { kind: 'help' }],
  ['My cases', { kind: 'cases' }],
  ['Pending', { kind: 'pending' }],
  ['anna@contoso.example', { kind: 'diagnose', address: 'anna@contoso.example' }],
  ['diagnose Anna@Contoso.example.', { kind: 'diagnose', address: 'Anna@Contoso.example' }],
  ['Diagnose <mailto:anna@contoso.example>', { kind: 'diagnose', address: 'anna@contoso.example' }],
  ['diagnose <anna@contoso.example>', { kind: 'diagnose', address: 'anna@contoso.example' }],
  [
    '“anna@contoso.example” wants to restart',
    { kind: 'diagnose', address: 'anna@contoso.example', popup: 'restart' },
  ],
  ["o'brien+x@contoso.example", { kind: 'diagnose', address: "o'brien+x@contoso.example" }],
  ['anna@contoso.example, ANNA@contoso.example', { kind: 'diagnose', address: 'ANNA@contoso.example' }],
  ['diagnose anna', { kind: 'not-an-address', said: 'anna' }],
  ['anna@contoso', { kind: 'not-an-address', said: 'anna@contoso' }],
  ['diagnose me', { kind: 'report', own: true }],
  ['helpdesk', { kind: 'to-helpdesk' }],
  ['Helpdesk anna@contoso.example', { kind: 'to-helpdesk', address: 'anna@contoso.example' }],
  ['my password is Hunter2!', { kind: 'secret' }],
  ['anna@contoso.example, pwd: winter', { kind: 'secret' }],
  ['the password is: "geheim"', { kind: 'secret' }],
  ['my password is wrong, says Outlook', { kind: 'report', popup: 'credential' }],
  ['my password is not accepted', { kind: 'report', popup: 'credential' }],
  ['my password is asked for again and again', { kind: 'report', popup: 'credential' }],
  ['password: prompt keeps coming', { kind: 'report', popup: 'credential' }],
  ['diagnose', { kind: 'report' }],
  ['outlook keeps asking for my password', { kind: 'report', popup: 'credential' }],
  ['The Microsoft Exchange administrator has made a change', { kind: 'report', popup: 'restart' }],
  ['Allow this website to configure anna server settings?', { kind: 'report', popup: 'allow-website' }],
  ['there is a security alert about a certificate', { kind: 'report', popup: 'certificate' }],
  ['Need Password in the status bar', { kind: 'report', popup: 'need-password' }],
  ['make me a sandwich', { kind: 'unknown', said: 'make me a sandwich' }],
];

describe('they say, we understand', () => {
  test.each(table)('%s', (text, said) => {
    expect(understand(text)).toEqual(said);
  });
});

test('whatever arrives is understood as something, quickly', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 5_000 }),
        fc
          .array(fc.constantFrom('<', '>', '@', 'a', '.', '[', '](mailto:', '&amp;', ' '))
          .map((parts) => parts.join('')),
      ),
      (text) => {
        const said = understand(text);
        expect(typeof said.kind).toBe('string');
        if (said.kind === 'diagnose') expect(isAddress(said.address)).toBe(true);
      },
    ),
  );
});

test('long hostile markup is read in bounded time', () => {
  const started = performance.now();
  understand('<at '.repeat(100_000));
  understand(`<a href="mailto:${'x'.repeat(200_000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});

test('markup leaves no angle brackets of its own', () => {
  expect(plainWords('<p>a <b>b</b></p>')).toBe('a b');
});
