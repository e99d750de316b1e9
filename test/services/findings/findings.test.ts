import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const { findings } = await loadCatalogue();
const found = (id: string, facts: readonly Fact[]) =>
  diagnose(caseOf(facts), { causes: [], remedies: [], findings }).findings.find((one) => one.id === id)?.text;
const pool = (server: string, at: string) =>
  fact(`pools[${server}/msexchangeautodiscoverapppool].startedAt`, at, 'worker');
const expiry = (at: string) => fact('tls[mail.contoso.example@vip].notAfter', at, 'probe');

test.each<[string, readonly Fact[], string | undefined]>([
  [
    'client-tls-protocols',
    [fact('client.tlsDefaultProtocols', 0xa8, 'pasted')],
    'it allows SSL 2.0, SSL 3.0, TLS 1.0',
  ],
  [
    'client-tls-protocols',
    [fact('client.tlsUserProtocols', 0x80, 'pasted')],
    'SecureProtocols is 0x80 on this PC: it allows TLS 1.0;',
  ],
  ['client-tls-protocols', [fact('client.tlsDefaultProtocols', 0xa80, 'pasted')], undefined],
  ['client-tls-protocols', [], undefined],
  [
    'mapihttpdisabled-hides',
    [fact('client.registry[MapiHttpDisabled]', 1, 'pasted'), fact('mailbox.exchange', '2016')],
    'MapiHttpDisabled is set',
  ],
  [
    'mapihttpdisabled-hides',
    [fact('client.registry[MapiHttpDisabled]', 0, 'pasted'), fact('mailbox.exchange', '2016')],
    undefined,
  ],
  ['mapihttpdisabled-hides', [fact('mailbox.exchange', '2016')], undefined],
  [
    'certificate-expiring',
    [expiry('2026-12-01T00:00:00Z')],
    'mail.contoso.example through the common name expires 2026-12-01 00:00Z',
  ],
  ['certificate-expiring', [expiry('2027-06-01T00:00:00Z')], undefined],
  ['certificate-expiring', [expiry('2026-11-01T00:00:00Z')], undefined],
  [
    'pools-started-apart',
    [pool('ex16a', '2026-11-20T08:00:00Z'), pool('ex16b', '2026-11-01T08:00:00Z')],
    'ex16b 2026-11-01 08:00Z, ex16a 2026-11-20 08:00Z',
  ],
  [
    'pools-started-apart',
    [pool('ex16a', '2026-11-20T08:00:00Z'), pool('ex16b', '2026-11-20T08:10:00Z')],
    undefined,
  ],
  ['pools-started-apart', [pool('ex16a', '2026-11-20T08:00:00Z')], undefined],
  [
    'changed-since',
    [
      fact('servers[ex16b].bootedAt', '2026-11-18T05:00:00Z', 'worker'),
      pool('ex16b', '2026-11-18T05:02:00Z'),
      pool('ex16a', '2026-11-19T22:00:00Z'),
      fact('hotfixes[ex16a/kb5001779].installedAt', '2026-11-19T00:00:00Z', 'worker'),
      fact('iis[ex16a/default web site/mapi].changedAt', '2026-11-19T20:00:00Z', 'worker'),
      fact('servers[ex10a].bootedAt', '2026-11-01T05:00:00Z', 'worker'),
    ],
    'Changed since 2026-11-17 10:00Z: 2026-11-19 22:00Z msexchangeautodiscoverapppool was started on ex16a; 2026-11-19 20:00Z IIS settings of default web site/mapi changed on ex16a; 2026-11-19 00:00Z KB5001779 was installed on ex16a; 2026-11-18 05:00Z ex16b was started.',
  ],
  [
    'changed-since',
    [
      fact('timeline.since', '2026-11-04T08:00:00Z', 'told'),
      fact('servers[ex10a].bootedAt', '2026-11-01T12:00:00Z', 'worker'),
    ],
    'Changed since 2026-11-01 08:00Z: 2026-11-01 12:00Z ex10a was started.',
  ],
  ['changed-since', [fact('servers[ex10a].bootedAt', '2026-11-01T12:00:00Z', 'worker')], undefined],
  ['changed-since', [], undefined],
])('%s of %j', (id, facts, part) => {
  const text = found(id, facts);
  if (part === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(part);
});
