import { describe, expect, test } from '@jest/globals';
import { clientFacts } from '../../../services/logs/client-facts.ts';
import { anna, outlook } from './lines.ts';

const line = (more: Readonly<Record<string, unknown>>) => ({
  fact: 'log[]',
  // The parts of a log element are texts and numbers.
  value: { server: 'ex16a', log: 'iis', at: '2026-11-20T09:00:00Z', user: 'CORP\\anna', ...more } as never,
  from: 'log' as const,
  source: '',
});
const told = (...lines: readonly ReturnType<typeof line>[]) =>
  Object.fromEntries(clientFacts(lines, anna).map(({ fact, value }) => [fact, value]));
const of = (at: string, stem: string) => line({ at: `2026-11-20T${at}:00Z`, stem });

describe('her program, by her own lines', () => {
  test('the newest build; its last number from a log that has it', () => {
    const agent = line({
      at: '2026-11-20T09:30:00Z',
      userAgent: outlook,
      clientSoftware: 'Outlook',
      clientVersion: '16.0.17928',
    });
    const session = line({
      log: 'mapi-http',
      clientSoftware: 'OUTLOOK.EXE',
      clientVersion: '16.0.17928.20114',
    });
    expect(told(agent)).toMatchObject({ 'client.outlookBuild': '16.0.17928', 'client.windows': '10.0' });
    expect(told(agent, session)['client.outlookBuild']).toBe('16.0.17928.20114');
    const older = line({ clientSoftware: 'OUTLOOK.EXE', clientVersion: '14.0.7172.5000' });
    expect(told(older, agent)['client.outlookBuild']).toBe('16.0.17928');
  });

  test('not of others: a colleague in a mailbox that she opens, the server’s own faults', () => {
    const colleague = line({
      user: 'CORP\\otto',
      anchor: 'Smtp~shared@contoso.example',
      userAgent: outlook,
      clientSoftware: 'Outlook',
      clientVersion: '15.0.1',
      stem: '/mapi/emsmdb/',
    });
    expect(told(colleague)).toEqual({});
    expect(told(line({ user: undefined, log: 'httperr', stem: '/rpc/rpcproxy.dll' }))).toEqual({});
  });

  test('hers where no name stands: by SID, by anchor', () => {
    const agent = { user: undefined, userAgent: outlook };
    expect(told(line({ ...agent, sid: 'S-1-5-21-1-2-3-1105' }))['client.windows']).toBe('10.0');
    expect(
      told(line({ ...agent, anchor: `MailboxGuid~${anna.guid}@contoso.example` }))['client.windows'],
    ).toBe('10.0');
  });

  test.each<[string, readonly ReturnType<typeof line>[], string | undefined]>([
    ['MAPI/HTTP', [of('09:00', '/mapi/emsmdb/')], 'HTTP'],
    ['Outlook Anywhere', [of('09:00', '/rpc/rpcproxy.dll')], 'RPC/HTTP'],
    [
      'MAPI/HTTP, and Outlook Anywhere for another mailbox',
      [of('09:00', '/mapi/emsmdb/'), of('09:40', '/rpc/rpcproxy.dll')],
      'HTTP',
    ],
    [
      'Outlook Anywhere since the morning',
      [of('03:00', '/mapi/emsmdb/'), of('09:40', '/rpc/rpcproxy.dll')],
      'RPC/HTTP',
    ],
    ['RPC', [line({ log: 'rca', text: 'over ncacn_ip_tcp, client mode Cached' })], 'RPC/TCP'],
    ['web services alone', [of('09:00', '/ews/exchange.asmx')], undefined],
  ])('speaks %s', (_what, lines, protocol) => expect(told(...lines)['client.protocol']).toBe(protocol));
});
