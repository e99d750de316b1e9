import { type Example, exampleMailbox } from '../../../services/cause.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';

/** A coexistence as the directory shows it: two 2016 front ends and Exchange 2010 on Windows Server 2008 R2. */
export const servers: Example = {
  'org.versions': ['2010', '2016'],
  'servers[ex16a].exchange': '2016',
  'servers[ex16b].exchange': '2016',
  'servers[ex10a].exchange': '2010',
  'servers[ex10a].osVersion': '6.1 (7601)',
  'servers[ex10a].bootedAt': { value: hoursBefore(500), from: 'worker' },
};
/** Her mailbox on ex16a, moved there long ago, opening nothing else. */
export const mailbox: Example = {
  'mailbox.exchange': '2016',
  'mailbox.server': 'ex16a',
  'mailbox.upn': exampleMailbox.address,
  'mailbox.primarySmtp': exampleMailbox.address,
  'mailbox.addresses': [exampleMailbox.address],
  'mailbox.sam': 'anna',
  'mailbox.domain': 'corp.local',
  'mailbox.sid': exampleMailbox.sid,
  'mailbox.guid': exampleMailbox.guid,
  'mailbox.createdAt': hoursBefore(20_000),
  'mailbox.movedAt': hoursBefore(9_000),
  'mailbox.moved': false,
  'account.locked': false,
  'account.passwordChangedAt': hoursBefore(1_000),
  secondary: [],
};
export const moved = (hours: number): Example => ({
  'mailbox.moved': true,
  'mailbox.movedAt': hoursBefore(hours),
});
/** What Autodiscover answers on each front end. */
export const autodiscover = (a: number, b: number): Example => {
  const at = (node: string, status: number): Example => ({
    [`autodiscover[autodiscover.contoso.example@${node}].status`]: status,
    ...(status === 200
      ? {
          [`autodiscover[autodiscover.contoso.example@${node}].server`]: `${exampleMailbox.guid}@contoso.example`,
        }
      : {
          [`autodiscover[autodiscover.contoso.example@${node}].location`]:
            'https://ex10a.corp.local/autodiscover/autodiscover.xml',
        }),
  });
  return { ...at('ex16a', a), ...at('ex16b', b) };
};
/** What each front end offers on /mapi. */
export const mapi = (a: readonly string[], b: readonly string[]): Example =>
  Object.fromEntries(
    (
      [
        ['ex16a', a],
        ['ex16b', b],
      ] as const
    ).flatMap(([node, schemes]) =>
      ['nspi', 'emsmdb'].flatMap((part) => [
        [`mapi[mail.contoso.example@${node}/${part}].anonymousStatus`, 401],
        [`mapi[mail.contoso.example@${node}/${part}].schemes`, [...schemes]],
      ]),
    ),
  );
/** Every front end's logs searched over the last days. */
export const searched = (hours = 72): Example =>
  Object.fromEntries(
    ['ex16a', 'ex16b'].flatMap((node) =>
      ['http-proxy', 'iis'].flatMap((log) => [
        [`searched[${node}/${log}].from`, hoursBefore(hours)],
        [`searched[${node}/${log}].to`, hoursBefore(0)],
      ]),
    ),
  );
export const lines = (...all: readonly Readonly<Record<string, string | number | boolean>>[]): Example => ({
  'log[]': all,
});
export const staleLine = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: exampleMailbox.user,
  anchor: `Sid~${exampleMailbox.sid}`,
  stem: '/autodiscover/autodiscover.xml',
  status: 302,
  backEndStatus: 302,
  target: 'ex10a.corp.local',
  targetVersion: '14.03.0123.000',
  downLevel: true,
  signature: 'stale-location',
} as const;
/** A mailbox that is well: everything looked at, nothing found. */
export const healthy: Example = {
  ...servers,
  ...mailbox,
  ...autodiscover(200, 200),
  ...mapi(['Negotiate', 'NTLM'], ['Negotiate', 'NTLM']),
  ...searched(),
};
