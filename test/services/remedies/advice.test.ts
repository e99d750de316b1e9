import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../../../services/catalogue.ts';
import type { Example } from '../../../services/cause.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';
import { quoted } from '../../../services/readings/offers.ts';
import type { Advice } from '../../../services/remedy.ts';
import { healthy, mapi } from '../causes/world.ts';

const { causes, remedies } = await loadCatalogue();
const advice = remedies.filter((remedy): remedy is Advice => remedy.kind === 'advice');
const seenWith = (...examples: readonly Example[]) => createRecorder(indexed(exampleCase(...examples))).seen;
const { secondary: _, ...world } = healthy;
const rich = {
  ...world,
  ...mapi(['Negotiate', 'NTLM'], ['Negotiate']),
  'account.locked': true,
  'mailbox.upn': "anna.o'hara@corp.local",
  'secondary[sales@contoso.example].kind': 'automapped',
  'secondary[sales@contoso.example].exchange': '2010',
  'client.credentialEntries': ['MicrosoftOffice16_Data:SSPI:anna@contoso.example', 'git:https://example.org'],
};
const stepsOf = (id: string, facts: Example): string => {
  const remedy = advice.find((one) => one.id === id);
  const seen = seenWith(facts);
  return remedy?.steps(seen, remedy.parameters(seen)).join('\n') ?? '';
};

test('every remedy that a cause names is there, and no other', () => {
  const named = new Set(causes.flatMap((cause) => cause.remedies));
  expect([...named].sort()).toEqual(remedies.map(({ id }) => id).sort());
});
describe.each(advice.map((remedy) => [remedy.id, remedy] as const))('%s', (_id, remedy) => {
  test.each([
    ['much seen', seenWith(rich)],
    ['nothing seen', seenWith({})],
  ])('its steps are whole with %s', (_seen, seen) => {
    const steps = remedy.steps(seen, remedy.parameters(seen));
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.join('\n')).not.toMatch(/undefined|NaN|\[object/);
  });
  test('is offered from likely on', () => {
    const seen = seenWith(rich);
    const at = (band: 'possible' | 'likely') =>
      remedy.when(seen, { cause: 'any', band, proven: false }).offered;
    expect([at('possible'), at('likely')]).toEqual([false, true]);
  });
});
test.each([
  [
    'align-upn',
    "Set-Mailbox -Identity '5c3f1d52-0d3b-4b52-8f0a-6f2f0a5b9e11' -UserPrincipalName 'anna@contoso.example'",
  ],
  ['sign-in-with-domain-user', 'CORP\\anna'],
  [
    'restore-mapi-vdir-authentication',
    "Set-MapiVirtualDirectory -Identity 'ex16b\\mapi (Default Web Site)' -IISAuthenticationMethods NTLM,OAuth,Negotiate",
  ],
  ['clear-stored-credentials', 'cmdkey /delete:"MicrosoftOffice16_Data:SSPI:anna@contoso.example"'],
  ['unlock-account', "Unlock-ADAccount -Identity 'S-1-5-21-1004-2001-3001-1105'"],
  ['install-kb3140410', 'ex10a'],
  [
    'disable-automapping',
    "-Identity 'sales@contoso.example' -User 'anna@contoso.example' -AccessRights FullAccess",
  ],
  ['wait-for-cache', 'twelve hours after the move'],
])('%s has its values filled in', (id, text) => {
  expect(stepsOf(id, rich)).toContain(text);
});
test('only entries of Exchange are removed', () => {
  expect(stepsOf('clear-stored-credentials', rich)).not.toContain('git:');
});
test('an account that is not locked is not unlocked', () => {
  const unlock = advice.find(({ id }) => id === 'unlock-account');
  const seen = seenWith(healthy);
  expect(unlock?.when(seen, { cause: 'account-locked', band: 'likely', proven: false }).offered).toBe(false);
});
test('a PowerShell literal ends where it should, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", '‘', '’', '‚', '‛', 'a', '$', '`', '"', ';', ' ') }),
      (text) => {
        const inside = quoted(text).slice(1, -1);
        // Every single quote, plain or typographic, stands in a pair.
        expect(inside.replace(/(['‘’‚‛])\1/g, '')).not.toMatch(/['‘’‚‛]/);
        expect(inside.replace(/(['‘’‚‛])\1/g, '$1')).toBe(text);
      },
    ),
  );
});
