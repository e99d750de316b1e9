import { describe, expect, test } from '@jest/globals';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from './cases.ts';

const read = (path: string, facts: readonly Fact[]) => {
  const { result, notes } = createRecorder(indexed(caseOf(facts))).record((seen) => seen.get(path));
  return { value: result, facts: notes.facts.map(([at]) => at) };
};

describe('facts that imply each other', () => {
  test.each<[string, readonly Fact[], unknown]>([
    ['mailbox.moved', [fact('mailbox.movedAt', '2026-11-07T10:00:00Z')], true],
    ['mailbox.moved', [fact('mailbox.movedAt', '2026-11-05T10:00:00Z')], undefined],
    ['mailbox.moved', [fact('timeline.after', ['own-move', '…'], 'told')], true],
    [
      'mailbox.moved',
      [fact('mailbox.movedAt', '2026-11-20T07:00:00Z'), fact('mailbox.moved', false, 'told')],
      false,
    ],
    ['popup.prefilledIs', [fact('popup.prefilledUser', '', 'told')], 'empty'],
    [
      'popup.prefilledIs',
      [fact('popup.prefilledUser', 'CORP\\anna', 'told'), fact('mailbox.sam', 'Anna')],
      'domain-user',
    ],
    [
      'popup.prefilledIs',
      [fact('popup.prefilledUser', 'Anna@corp.local', 'told'), fact('mailbox.upn', 'anna@corp.local')],
      'upn',
    ],
    [
      'popup.prefilledIs',
      [
        fact('popup.prefilledUser', 'old@x.example', 'told'),
        fact('mailbox.addresses', ['SMTP:anna@x.example', 'smtp:old@x.example']),
      ],
      'address',
    ],
    ['client.mapiHttpDisabled', [fact('client.registry[MAPIHTTPDISABLED]', 1, 'pasted')], true],
    ['client.mapiHttpDisabled', [fact('client.registry[MapiHttpDisabled]', 0, 'pasted')], false],
    ['client.registry[MapiHttpDisabled]', [fact('client.mapiHttpDisabled', true, 'told')], 1],
    [
      'mailbox.exchange',
      [fact('mailbox.server', 'EX16B.corp.local'), fact('servers[ex16b].exchange', '2016')],
      '2016',
    ],
    [
      'secondary[s@x.example].exchange',
      [fact('secondary[s@x.example].server', 'ex10a'), fact('servers[ex10a].exchange', '2010')],
      '2010',
    ],
    ['popup.kind', [fact('popup.statusBar', 'need-password', 'told')], 'need-password'],
    ['popup.kind', [fact('popup.statusBar', 'trying-to-connect', 'told')], undefined],
    ['popup.statusBar', [fact('popup.kind', 'disconnected', 'told')], 'disconnected'],
    ['path.asksClientCertificate', [fact('tls[m.example@vip].asksClientCertificate', true, 'probe')], true],
    [
      'path.asksClientCertificate',
      [fact('tls[m.example@ex16a].asksClientCertificate', true, 'probe')],
      undefined,
    ],
    ['tls[m.example@vip].asksClientCertificate', [fact('path.asksClientCertificate', false, 'told')], false],
    [
      'client.protocol',
      [fact('connections[]', { type: 'mail', protocol: 'RPC/HTTP' }, 'pasted')],
      'RPC/HTTP',
    ],
    [
      'client.protocol',
      [fact('connections[]', { type: 'directory', protocol: 'HTTP' }, 'pasted')],
      undefined,
    ],
    [
      'client.protocol',
      [
        fact('connections[]', { type: 'mail', protocol: 'RPC/TCP' }, 'told'),
        fact('connections[]', { type: 'mail', protocol: 'HTTP' }, 'pasted'),
      ],
      'HTTP',
    ],
    [
      'client.proxyPrincipalIs',
      [
        fact('client.proxyPrincipal', 'msstd:mail.x.example', 'pasted'),
        fact('tls[mail.x.example@vip].commonName', 'mail.x.example', 'probe'),
      ],
      'common-name',
    ],
    [
      'client.proxyPrincipalIs',
      [
        fact('client.proxyPrincipal', 'msstd:mail.x.example', 'pasted'),
        fact('tls[mail.x.example@vip].names', ['a.x.example', 'mail.x.example'], 'probe'),
      ],
      'san',
    ],
  ])('%s', (path, facts, value) => {
    expect(read(path, facts).value).toBe(value);
  });

  test('keep the source of what was stated', () => {
    const facts = [fact('mailbox.server', 'ex16b', 'told'), fact('servers[ex16b].exchange', '2016')];
    expect(read('mailbox.exchange', facts).facts).toEqual(['mailbox.server', 'servers[ex16b].exchange']);
  });
});
