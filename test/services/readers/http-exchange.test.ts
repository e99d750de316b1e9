import { expect, test } from '@jest/globals';
import httpExchange from '../../../services/readers/http-exchange.ts';
import { readWith } from './read-with.ts';
import { factsOf, standsAnything } from './reading.ts';
import samples, { curl, fiddler, mapi } from './samples/http-exchange.ts';

test('curl without a name: schemes in order, where it failed, which front end, dated by the answer', () => {
  const read = readWith(httpExchange, curl);
  expect(factsOf(read)).toEqual({
    'mapi[mail.contoso.example@vip/nspi].schemes': ['Negotiate', 'NTLM'],
    'mapi[mail.contoso.example@vip/nspi].anonymousStatus': 401,
    'mapi[mail.contoso.example@vip/nspi].frontEnd': 'EX16B',
    'mapi[mail.contoso.example@vip/nspi].failureContext': 'FrontEnd;401;Unauthorized;;;;',
    'mapi[mail.contoso.example@vip/nspi].failurePoint': 'FrontEnd',
    'mapi[mail.contoso.example@vip/nspi].build': '15.1.2507.6',
  });
  expect(read.facts[0]?.at).toBe('2026-11-20T08:00:00.000Z');
  expect(read.ignored).toEqual([]);
});
test('a trace of Fiddler: a step of NTLM is no refusal, its end is', () => {
  expect(factsOf(readWith(httpExchange, fiddler))).toEqual({
    'autodiscover[mail.contoso.example@vip].frontEnd': 'EX16B',
    'autodiscover[mail.contoso.example@vip].backEnd': 'ex10a.corp.local',
    'autodiscover[mail.contoso.example@vip].status': 302,
    'autodiscover[mail.contoso.example@vip].location':
      'https://ex10a.corp.local/autodiscover/autodiscover.xml',
  });
});
test('200 is not success: what MAPI/HTTP says in its header', () => {
  expect(factsOf(readWith(httpExchange, mapi))).toMatchObject({
    'mapi[mail.contoso.example@vip/emsmdb].responseCode': 16,
    'mapi[mail.contoso.example@vip/emsmdb].negotiateStatus': 200,
  });
});
test('an answer without its request, and requests for something else, are named', () => {
  expect(
    readWith(httpExchange, 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: NTLM').ignored[0]?.says,
  ).toMatch(/paste the request too/);
  const other = 'GET /index.html HTTP/1.1\nHost: www.contoso.example\n\nHTTP/1.1 200 OK\nServer: nginx';
  expect(readWith(httpExchange, other)).toMatchObject({
    facts: [],
    ignored: [{ says: expect.stringMatching(/something else/) }, { says: 'its answer' }],
  });
  expect(
    readWith(httpExchange, 'GET /ews/exchange.asmx HTTP/1.1\n\nHTTP/1.1 401 No').ignored[0]?.says,
  ).toMatch(/names no host/);
});
test('whatever is done to it, it stands', () => standsAnything(httpExchange, samples));
