import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import type { Example } from '../../../services/cause.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { judge } from './judging.ts';
import { healthy, lines, mapi, staleLine } from './world.ts';

const { causes } = await loadCatalogue();
const well: readonly (readonly [string, Example])[] = [
  ['nothing wrong', healthy],
  [
    'UPN and address differ, 401/200 pairs in the logs',
    {
      ...healthy,
      'mailbox.upn': 'anna@corp.local',
      'org.upnSuffixes': ['corp.local'],
      ...lines(
        {
          server: 'ex16a',
          log: 'iis',
          at: hoursBefore(1),
          stem: '/mapi/emsmdb/',
          status: 401,
          substatus: 2,
          win32: 5,
          signature: 'challenge',
        },
        {
          server: 'ex16a',
          log: 'http-proxy',
          at: hoursBefore(1),
          user: 'CORP\\anna',
          stem: '/mapi/emsmdb/',
          status: 200,
          signature: 'success',
        },
      ),
    },
  ],
  [
    'a front end without NTLM, an unpatched legacy server, other people’s lines',
    {
      ...healthy,
      ...mapi(['Negotiate', 'NTLM'], ['Negotiate']),
      'mapi[mail.contoso.example@ex16b/nspi].failureContext': 'FrontEnd;401;VW5hdXRob3JpemVk;;;;',
      'hotfixes[ex10a/kb3140410].listed': false,
      'hotfixes[ex10a/kb3140410].fileVersionOk': false,
      ...lines({ ...staleLine, anchor: 'Sid~S-1-5-21-1-2-3-9', user: 'CORP\\otto' }),
    },
  ],
  [
    'a password changed this week, one mistyped',
    {
      ...healthy,
      'account.passwordChangedAt': hoursBefore(60),
      'account.badPasswordAt': hoursBefore(2),
    },
  ],
  ['a new mailbox', { ...healthy, 'mailbox.createdAt': hoursBefore(20), 'mailbox.movedAt': hoursBefore(20) }],
];
describe.each(well)('a mailbox that is well: %s', (_, facts) => {
  test.each(causes.map((cause) => [cause.id, cause] as const))('%s is at most possible', (_id, cause) => {
    expect(['possible', 'unlikely', 'ruled-out']).toContain(judge(cause, facts).band);
  });
});
