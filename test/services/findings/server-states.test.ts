import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const { findings } = await loadCatalogue();
const found = (id: string, facts: readonly Fact[]) =>
  diagnose(caseOf(facts), { causes: [], remedies: [], findings }).findings.find((one) => one.id === id)?.text;
const of = (leaf: string, value: string | number | boolean) =>
  fact(`servers[ex16b].${leaf}`, value, 'worker');

test.each<[string, readonly Fact[], string | undefined]>([
  ['server-in-maintenance', [of('maintenance', true)], 'see that the load balancer sends nobody there'],
  [
    'server-in-maintenance',
    [of('maintenance', true), of('inPool', false)],
    'out of the pool, as it should be',
  ],
  ['server-in-maintenance', [of('maintenance', true), of('inPool', true)], 'clients still come to it'],
  ['server-in-maintenance', [of('maintenance', false)], undefined],
  ['server-in-maintenance', [], undefined],
  [
    'public-certificate-on-back-end',
    [of('frontEndBinding', 'AB12'), of('backEndBinding', 'ab12')],
    'ex16b: Exchange Back End (444)',
  ],
  [
    'public-certificate-on-back-end',
    [of('frontEndBinding', 'ab12'), of('backEndBinding', 'cd34')],
    undefined,
  ],
  ['public-certificate-on-back-end', [of('frontEndBinding', ''), of('backEndBinding', '')], undefined],
  ['public-certificate-on-back-end', [of('backEndBinding', 'ab12')], undefined],
  ['few-ntlm-channels', [of('maxConcurrentApi', 2)], 'ex16b checks 2 NTLM logons at once (unknown how many'],
  ['few-ntlm-channels', [of('maxConcurrentApi', 10), of('netlogonTimeouts', 7)], '(7 timed out'],
  ['few-ntlm-channels', [of('maxConcurrentApi', 10), of('netlogonTimeouts', 0)], undefined],
  ['few-ntlm-channels', [of('netlogonTimeouts', 7)], undefined],
])('%s of %j', (id, facts, part) => {
  const text = found(id, facts);
  if (part === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(part);
});
