import { expect, test } from '@jest/globals';
import { cutSecrets } from '../../../services/pasting/secrets.ts';
import { planted } from './secrets.ts';

test.each(planted.map((one) => [one.kind, one.lines[0] ?? '', one] as const))(
  'a %s is cut: %.60s',
  (kind, _, { lines, hidden }) => {
    const { lines: clean, cut } = cutSecrets(['before', ...lines, 'what comes after']);
    expect([clean[0], clean.at(-1), clean.length]).toEqual(['before', 'what comes after', lines.length + 2]);
    for (const part of hidden) expect(clean.join('\n')).not.toContain(part);
    expect(cut.map((one) => one.kind)).toContain(kind);
    for (const { line } of cut) expect(line).toBeGreaterThan(1);
  },
);

test.each([
  'WWW-Authenticate: Negotiate',
  'WWW-Authenticate: Basic realm="mail.contoso.example"',
  'NTLM authentication failed; Basic authentication is off.',
  'PasswordExpired : True',
  'PasswordLastSet : 11/20/2026 8:00:00 AM',
  'CannotChangePassword : False',
  'The user name or password is incorrect.',
  'Unknown user name or bad password.',
  'IISAuthenticationMethods : {Ntlm, Negotiate}',
  '2026-11-20 08:00:00 10.0.0.5 POST /mapi/emsmdb/ MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example 443 - 10.0.0.7 - 401 1 2148074254 3',
  'X-RequestId: {00112233-4455-6677-8899-aabbccddeeff}:1',
  'OutlookSession="{CD7A4BC8-0000-4000-8000-000000000001}"',
  'Kennwort:',
  'The password is wrong',
])('what is no secret stays: %s', (line) => {
  expect(cutSecrets([line])).toEqual({ lines: [line], cut: [] });
});

test('the scheme of a header stays, since a case may turn on it', () => {
  expect(cutSecrets(['Authorization: Negotiate YIIabcdefghijklmnop']).lines).toEqual([
    'Authorization: Negotiate [cut]',
  ]);
});
test('a long line full of beginnings takes no long time', () => {
  const began = performance.now();
  for (const piece of [
    'password',
    'Authorization: "',
    'a:b:',
    'eyJ.',
    '-u ',
    'token',
    '<Assertion ',
    'x-token',
    'Basic ',
    '://a',
  ])
    cutSecrets([piece.repeat(100_000 / piece.length)]);
  expect(performance.now() - began).toBeLessThan(5_000);
});
