import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const { findings } = await loadCatalogue();
const found = (id: string, facts: readonly Fact[]) =>
  diagnose(caseOf(facts), { causes: [], remedies: [], findings }).findings.find((one) => one.id === id)?.text;
const nspi = 'iis[ex16a/exchange back end/mapi/nspi].providers';

test.each<[string, readonly Fact[], string | undefined]>([
  ['back-end-drifted', [fact(nspi, ['NTLM', 'Negotiate'], 'worker')], 'ex16a Exchange Back End/mapi/nspi'],
  ['back-end-drifted', [fact(nspi, ['Negotiate', 'NTLM'], 'worker')], undefined],
  ['back-end-drifted', [], undefined],
  [
    'http-name-on-several-accounts',
    [fact('spn[mail.contoso.example].accounts', ['CORP\\A$', 'CORP\\B$'], 'directory')],
    'http/mail.contoso.example stands on CORP\\A$, CORP\\B$',
  ],
  [
    'http-name-on-several-accounts',
    [fact('spn[mail.contoso.example].accounts', ['CORP\\A$'], 'directory')],
    undefined,
  ],
  ['http-name-on-several-accounts', [], undefined],
  [
    'built-in-probes-misleading',
    [fact('iis[ex16a/default web site/mapi].extendedProtection', 'require', 'worker')],
    'OutlookMapiHttpCtpProbe',
  ],
  [
    'built-in-probes-misleading',
    [fact('iis[ex16a/default web site/mapi].extendedProtection', 'none', 'worker')],
    undefined,
  ],
  ['built-in-probes-misleading', [], undefined],
])('%s of %j', (id, facts, part) => {
  const text = found(id, facts);
  if (part === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(part);
});
