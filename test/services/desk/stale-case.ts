import type { Blind, Fact, FactValue, Source } from '../../../services/facts.ts';

export const mailbox = 'anna@contoso.example';
const sid = 'S-1-5-21-1111111111-2222222222-3333333333-1104';
const pool = (server: string) => `pools[${server}/msexchangeautodiscoverapppool]`;
const asked = (server: string) => `autodiscover[autodiscover.contoso.example@${server}]`;

/** Since when the pools ran: the same all day. */
export const longAgo = (now: number): string =>
  new Date(Math.floor(now / 86_400_000) * 86_400_000 - 19 * 86_400_000).toISOString();

/** What a worker sees of Anna, moved three hours ago: with her own line after the move on ex16b, or after a recycle of both. */
export function lookedAt(
  now: number,
  state: 'stale' | 'recycled' | 'own-success' | 'still-stale' = 'stale',
  startedAt: Readonly<Record<string, string>> = {},
): { readonly mailbox: string; readonly facts: readonly Fact[]; readonly blind: readonly Blind[] } {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const fact = (path: string, value: FactValue, from: Source, source: string): Fact => ({
    fact: path,
    value,
    from,
    source,
    at: ago(0),
    vantage: 'worker test',
  });
  const clean = state === 'recycled' || state === 'own-success';
  const began = (server: string) => startedAt[server] ?? (state === 'stale' ? longAgo(now) : ago(1));
  const line = (value: Readonly<Record<string, unknown>>): Fact =>
    fact(
      'log[]',
      { server: 'ex16b', log: 'http-proxy', count: 1, ...value },
      'log',
      'http-proxy log of ex16b',
    );
  return {
    mailbox,
    facts: [
      fact('mailbox.upn', mailbox, 'directory', 'dc1 userPrincipalName'),
      fact('mailbox.primarySmtp', mailbox, 'directory', 'dc1 proxyAddresses'),
      fact('mailbox.displayName', 'Anna', 'directory', 'dc1 displayName'),
      fact('mailbox.sid', sid, 'directory', 'dc1 objectSid'),
      fact('mailbox.sam', 'anna', 'directory', 'dc1 sAMAccountName'),
      fact('mailbox.server', 'ex16b', 'directory', 'dc1 msExchHomeServerName'),
      fact('mailbox.exchange', '2016', 'directory', 'dc1 msExchVersion'),
      fact(
        'mailbox.movedAt',
        new Date(Math.floor(now / 3_600_000) * 3_600_000 - 3 * 3_600_000).toISOString(),
        'directory',
        'dc1 msDS-ReplValueMetaData',
      ),
      fact('servers[ex16a].exchange', '2016', 'directory', 'dc1 serialNumber'),
      fact('servers[ex16b].exchange', '2016', 'directory', 'dc1 serialNumber'),
      fact('servers[ex10a].exchange', '2010', 'directory', 'dc1 serialNumber'),
      ...['ex16a', 'ex16b'].flatMap((server) => [
        fact(`${pool(server)}.startedAt`, began(server), 'worker', `get-app-pools on ${server}`),
        fact(`${pool(server)}.state`, 'started', 'worker', `get-app-pools on ${server}`),
        fact(`${pool(server)}.sessions`, 40, 'worker', `get-app-pools on ${server}`),
        fact(
          `${asked(server)}.status`,
          server === 'ex16b' && !clean ? 302 : 200,
          'probe',
          `POST ${server} /autodiscover/autodiscover.xml`,
        ),
      ]),
      ...(clean
        ? []
        : [
            line({
              at: state === 'stale' ? ago(10) : ago(0),
              anchor: `Sid~${sid}`,
              stem: '/autodiscover/autodiscover.xml',
              status: 302,
              target: 'ex10a.corp.local',
              downLevel: true,
              signature: 'stale-location',
            }),
          ]),
      ...(state === 'own-success'
        ? [
            line({
              at: ago(0),
              user: 'CORP\\anna',
              stem: '/mapi/emsmdb',
              status: 200,
              signature: 'success',
              userAgent: 'Microsoft Office/16.0 (Microsoft Outlook Mail 16.0)',
            }),
          ]
        : []),
    ],
    blind: [{ fact: 'hotfixes', why: 'no worker may read them' }],
  };
}
