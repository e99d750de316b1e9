import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress, primaryAddress, smtpAddresses } from '../../../services/directory/addresses.ts';
import { bestMatches, noMailbox } from '../../../services/directory/find-mailbox.ts';
import { entryOf } from './entries.ts';

const address = 'anna@contoso.example';

describe('addresses', () => {
  test.each([
    ['  ANNA@Contoso.Example ', address],
    ['smtp:anna@contoso.example', address],
    ["o'neil+x@müller.example", "o'neil+x@müller.example"],
  ])('%j is one', (typed, parsed) => expect(parseAddress(typed)).toEqual({ ok: true, address: parsed }));
  test.each([
    '',
    'anna',
    'CORP\\anna',
    'a b@c.de',
    '<a@b.de>',
    'a@b',
    'a@b..de',
    'a@-b.de',
    'a@b.de\nc@d.de',
    `${'a'.repeat(65)}@b.de`,
  ])('%j is none', (typed) => expect(parseAddress(typed)).toMatchObject({ ok: false }));
  test('nothing throws, and what is taken is one line without blanks', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress()), (typed) => {
        const parsed = parseAddress(typed);
        if (parsed.ok) expect(parsed.address).toMatch(/^[^\s@]+@[^\s@]+$/);
      }),
    );
  });
  test('the primary one carries the prefix in capitals', () => {
    const entry = entryOf({
      mail: 'other@contoso.example',
      proxyAddresses: ['smtp:old@contoso.example', 'X500:/o=x', `SMTP:${address}`],
    });
    expect(primaryAddress(entry)).toBe(address);
    expect(smtpAddresses(entry)).toEqual([address, 'old@contoso.example']);
  });
});

describe('whose address it is', () => {
  const mailbox = entryOf({ proxyAddresses: [`SMTP:${address}`], homeMDB: 'CN=x' }, 'CN=mailbox');
  const signsIn = entryOf({ userPrincipalName: address }, 'CN=signs in');
  const administrator = entryOf({ mail: address, sAMAccountName: 'adm-anna' }, 'CN=adm');
  const other = entryOf({ proxyAddresses: [`smtp:${address}`] }, 'CN=other');
  test('who receives under it comes before who signs in with it or only carries it', () => {
    expect(bestMatches([administrator, signsIn, mailbox], address)).toEqual([mailbox]);
    expect(bestMatches([administrator, signsIn], address)).toEqual([signsIn]);
    expect(bestMatches([administrator], address)).toEqual([administrator]);
    expect(bestMatches([mailbox, other], address)).toHaveLength(2);
    expect(bestMatches([], address)).toEqual([]);
  });
});

describe('what has no mailbox', () => {
  const refusal = (attributes: Record<string, string | string[]>) =>
    noMailbox(entryOf({ displayName: 'X', ...attributes }), address)?.says;
  test.each<[RegExp, Record<string, string | string[]>]>([
    [/is a distribution list/, { objectClass: ['top', 'group'], msExchRecipientTypeDetails: '256' }],
    [/is a contact/, { objectClass: ['top', 'contact'], msExchRecipientTypeDetails: '64' }],
    [/is a user without a mailbox/, { objectClass: ['top', 'user'] }],
    [/is a public folder/, { objectClass: ['top', 'publicFolder'] }],
  ])('%s', (says, attributes) => expect(refusal(attributes)).toMatch(says));
  test.each<[string, Record<string, string | string[]>]>([
    ['a user mailbox', { msExchRecipientTypeDetails: '1', homeMDB: 'CN=x' }],
    ['a remote mailbox', { msExchRecipientTypeDetails: '2147483648', targetAddress: 'SMTP:a@b' }],
    ['a mail user', { msExchRecipientTypeDetails: '128', targetAddress: 'SMTP:a@b' }],
    ['a mailbox of 2003', { homeMDB: 'CN=x' }],
    ['a shared mailbox', { msExchRecipientTypeDetails: '4', homeMDB: 'CN=x' }],
  ])('%s is diagnosed', (_what, attributes) =>
    expect(refusal({ objectClass: ['top', 'user'], ...attributes })).toBeUndefined(),
  );
});

test('an attribute sent in ranges is known to be cut', () => {
  const entry = entryOf({ 'memberOf;range=0-1499': ['CN=a', 'CN=b'], 'other;range=0-*': ['x'] });
  expect(entry.texts('memberof')).toEqual(['CN=a', 'CN=b']);
  expect(entry.isCut('memberOf')).toBe(true);
  expect(entry.isCut('other')).toBe(false);
});
