import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const { findings } = await loadCatalogue();
const found = (id: string, facts: readonly Fact[]) =>
  diagnose(caseOf(facts), { causes: [], remedies: [], findings }).findings.find((one) => one.id === id)?.text;
const point = (server: string, resolves: boolean) => [
  fact(`scp[${server}].url`, `https://${server}.corp.local/Autodiscover/Autodiscover.xml`),
  fact(`scp[${server}].resolves`, resolves),
];
const array = [fact('databases[db1].rpcClientAccessServer', 'mail.contoso.example')];
const url = (host: string) => [fact('vdirs[ex16a/mapi].internalUrl', `https://${host}/mapi`)];

test.each<[string, readonly Fact[], string | undefined]>([
  ['connection-point-broken', [...point('ex16a', true), ...point('ex10b', false)], 'ex10b'],
  ['connection-point-broken', [...point('ex16a', true), ...point('ex16b', true)], undefined],
  ['connection-point-broken', point('ex10b', false), undefined],
  ['connection-point-broken', [], undefined],
  [
    'array-name-is-shared',
    [...array, ...url('mail.contoso.example')],
    'mail.contoso.example serves RPC/TCP and HTTPS',
  ],
  ['array-name-is-shared', [...array, ...url('outlook.contoso.example')], undefined],
  ['array-name-is-shared', array, undefined],
  [
    'mail-domain-certificate',
    [fact('tls[contoso.example@vip].nameMatches', false, 'probe')],
    'https://contoso.example',
  ],
  [
    'mail-domain-certificate',
    [
      fact('tls[contoso.example@vip].nameMatches', true, 'probe'),
      fact('tls[contoso.example@vip].trusted', true, 'probe'),
    ],
    undefined,
  ],
  ['mail-domain-certificate', [fact('tls[mail.contoso.example@vip].nameMatches', false, 'probe')], undefined],
])('%s %#', (id, facts, text) => {
  const says = found(id, facts);
  if (text === undefined) expect(says).toBeUndefined();
  else expect(says).toContain(text);
});
