import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const { findings } = await loadCatalogue();
const found = (id: string, facts: readonly Fact[]) =>
  diagnose(caseOf(facts), { causes: [], remedies: [], findings }).findings.find((one) => one.id === id)?.text;

test.each<[string, readonly Fact[], string | undefined]>([
  ['account-expiring', [fact('account.expiresAt', '2026-11-25T00:00:00Z')], 'expires 2026-11-25 00:00Z'],
  ['account-expiring', [fact('account.expiresAt', '2027-11-25T00:00:00Z')], undefined],
  ['account-expiring', [fact('account.expiresAt', '2026-11-01T00:00:00Z')], undefined],
  ['account-expiring', [], undefined],
  [
    'lm-level-low',
    [fact('client.lmCompatibilityLevel', 2, 'pasted')],
    'this PC is 2: it sends NTLM only (NTLMv1)',
  ],
  ['lm-level-low', [fact('servers[ex16a].lmCompatibilityLevel', 1, 'worker')], 'of ex16a is 1'],
  ['lm-level-low', [fact('servers[ex16a].lmCompatibilityLevel', 3, 'worker')], undefined],
  ['lm-level-low', [], undefined],
  [
    'mailbox-mapi-http-differs',
    [fact('mailbox.mapiHttp', 'on'), fact('org.mapiHttp', false)],
    'an archive of it cannot be opened',
  ],
  [
    'mailbox-mapi-http-differs',
    [fact('mailbox.mapiHttp', 'off'), fact('org.mapiHttp', true)],
    'Outlook keeps to Outlook Anywhere',
  ],
  ['mailbox-mapi-http-differs', [fact('mailbox.mapiHttp', 'inherit'), fact('org.mapiHttp', true)], undefined],
  ['mailbox-mapi-http-differs', [fact('mailbox.mapiHttp', 'off')], undefined],
])('%s of %j', (id, facts, part) => {
  const text = found(id, facts);
  if (part === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(part);
});
