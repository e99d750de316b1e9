import { describe, expect, test } from '@jest/globals';
import { readFields, readLine } from '../../../services/logs/read-line.ts';
import { reduction } from '../../../services/logs/reduce.ts';
import { type LoggedRequest, requestOfHttpProxy, requestOfIis } from '../../../services/logs/request.ts';
import { signatureOf } from '../../../services/logs/signature.ts';
import { isHers, isOfOpened } from '../../../services/logs/wanted.ts';
import { anna, httpProxyFields, iis, iisFields, invalidToken, outlook, stale } from './lines.ts';

const movedAt = Date.parse('2026-11-20T07:00:00Z');
const to = Date.parse('2026-11-20T10:00:00Z');
function request(line: string): LoggedRequest {
  const isProxy = line.includes(',');
  const fields = readFields(`#Fields: ${isProxy ? httpProxyFields : iisFields}`);
  const read = fields && readLine(line, fields);
  const one = read && (isProxy ? requestOfHttpProxy(read) : requestOfIis(read, 'iis'));
  if (one === undefined) throw new Error(`not read: ${line}`);
  return one;
}
function reduce(lines: readonly string[], more: { modern?: boolean; movedAt?: number } = {}) {
  const reduced = reduction({ server: 'ex16b', wanted: anna, modern: true, movedAt, to, ...more });
  for (const line of lines) {
    const one = request(line);
    if (isHers(one, anna) || isOfOpened(one, anna)) reduced.add(one);
    else reduced.addOther(one, signatureOf(one));
  }
  return reduced.facts().map(({ value }) => value as Record<string, unknown>);
}
const answer = (time: string, status: string, user = '-', agent = outlook) => {
  const [code = '', substatus = '', win32 = ''] = status.split(' ');
  return iis({
    date: '2026-11-20',
    time,
    'cs-method': 'POST',
    'cs-uri-stem': '/mapi/emsmdb/',
    'cs-uri-query': 'MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example',
    'cs-username': user,
    'c-ip': '10.20.5.31',
    'cs(User-Agent)': agent,
    'sc-status': code,
    'sc-substatus': substatus,
    'sc-win32-status': win32,
  });
};

describe('reducing lines to facts', () => {
  test('one fact for the same user, anchor, target, status and signature, dated by the last', () => {
    expect(
      reduce([
        stale('2026-11-20T07:30:00.000Z'),
        stale('2026-11-20T09:40:00.000Z'),
        stale('2026-11-20T08:10:00.000Z'),
      ]),
    ).toEqual([
      {
        server: 'ex16b',
        log: 'http-proxy',
        at: '2026-11-20T09:40:00.000Z',
        firstAt: '2026-11-20T07:30:00.000Z',
        count: 3,
        user: 'CORP\\anna',
        anchor: 'Sid~S-1-5-21-1-2-3-1105',
        sid: 'S-1-5-21-1-2-3-1105',
        clientIp: '10.20.5.31',
        userAgent: outlook,
        clientSoftware: 'Outlook',
        clientVersion: '16.0.17928',
        method: 'POST',
        stem: '/autodiscover/autodiscover.xml',
        status: 302,
        backEndStatus: 302,
        target: 'ex10a.corp.local',
        targetVersion: '14.03.0123.000',
        downLevel: true,
        users: 1,
        signature: 'stale-location',
      },
    ]);
  });

  test.each<[string, string, { modern?: boolean; movedAt?: number }]>([
    ['before the move', stale('2026-11-20T06:59:00.000Z'), {}],
    ['for a mailbox that is on 2010', stale('2026-11-20T09:00:00.000Z'), { modern: false }],
    [
      'for another’s mailbox on 2010',
      stale('2026-11-20T09:00:00.000Z', { AnchorMailbox: 'Smtp~shared@contoso.example' }),
      {},
    ],
  ])('a way down to 2010 is no stale location %s', (_what, line, more) => {
    expect(reduce([line], more)[0]?.signature).toBeUndefined();
  });

  test('the legs of a logon that succeeds are challenges', () => {
    const facts = reduce([
      answer('09:00:00', '401 2 5'),
      answer('09:00:00', '401 1 2148074254'),
      answer('09:00:01', '200 0 0', 'CORP\\anna'),
    ]);
    expect(facts.map(({ signature, count }) => [signature, count])).toEqual([
      ['success', 1],
      ['challenge', 2],
    ]);
  });

  test('a challenge that nothing follows is a refusal by the front end', () => {
    const facts = reduce([
      answer('09:00:00', '401 2 5'),
      answer('09:01:00', '401 2 5'),
      answer('09:10:00', '200 0 0', 'CORP\\anna', 'another program'),
    ]);
    expect(facts.find(({ signature }) => signature === 'front-end-401')).toMatchObject({ count: 2 });
  });

  test('a challenge just now says nothing: IIS writes late', () =>
    expect(reduce([answer('09:58:30', '401 2 5')])).toEqual([]));

  test('the answer may stand anywhere, as when the log rolled between them', () => {
    const facts = reduce([answer('09:00:00', '200 0 0', 'CORP\\anna'), answer('08:59:58', '401 2 5')]);
    expect(facts.map(({ signature }) => signature)).toEqual(['success', 'challenge']);
  });

  test('a request that waited for new mail answers when it came, not only when it ended', () => {
    const waited = answer('09:05:00', '200 0 0', 'CORP\\anna').replace(/\S+$/, '299500');
    expect(reduce([answer('09:00:00', '401 2 5'), waited]).map(({ signature }) => signature)).toEqual([
      'success',
      'challenge',
    ]);
  });

  test('a refused password without a name counts unless the right one follows at once', () => {
    const denied = answer('09:00:00', '401 1 2148074252');
    expect(reduce([denied])).toMatchObject([{ signature: 'bad-password', win32: 2148074252 }]);
    expect(reduce([denied, answer('09:00:02', '200 0 0', 'CORP\\anna')])).toMatchObject([
      { signature: 'success' },
      { signature: 'challenge' },
    ]);
  });

  test('a wrong password is one whatever refusal follows, and ends the steps before it', () => {
    const steps = [answer('09:00:00', '401 2 5'), answer('09:00:00', '401 1 2148074254')];
    const denied = [answer('09:00:00', '401 1 2148074252'), answer('09:00:02', '401 1 2148074252')];
    expect(reduce([...steps, ...denied]).map(({ signature, count }) => [signature, count])).toEqual([
      ['challenge', 2],
      ['bad-password', 2],
    ]);
  });

  test('a refusal closes the legs before it', () => {
    const facts = reduce([answer('09:00:00', '401 2 5'), answer('09:00:00', '401 1 1326', 'CORP\\anna')]);
    expect(facts.map(({ signature }) => signature)).toEqual(['bad-password', 'challenge']);
  });

  test('other people’s lines name a server, not a person', () => {
    const other = {
      AuthenticatedUser: 'CORP\\dirk',
      AnchorMailbox: 'Smtp~dirk@contoso.example',
      UrlStem: '/rpc/dirk@contoso.example/x',
      HttpStatus: 401,
      GenericErrors: invalidToken,
    };
    const facts = reduce([
      stale('2026-11-20T09:00:00.000Z', other),
      stale('2026-11-20T09:01:00.000Z', {
        ...other,
        AuthenticatedUser: 'CORP\\eva',
        AnchorMailbox: 'Smtp~eva@contoso.example',
      }),
    ]);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      users: 2,
      count: 2,
      target: 'ex10a.corp.local',
      signature: 'negotiate-invalid-token',
    });
    expect(JSON.stringify(facts)).not.toMatch(/dirk|eva/);
  });

  test('how many mailboxes met the same fault, hers counted once by whatever anchor', () => {
    const at = '2026-11-20T09:00:00.000Z';
    const other = { AuthenticatedUser: 'CORP\\dirk', AnchorMailbox: 'Smtp~dirk@contoso.example' };
    const facts = reduce([
      stale(at),
      stale(at, { AnchorMailbox: 'Smtp~anna@contoso.example' }),
      stale(at, other),
      stale(at, { ...other, AnchorMailbox: 'SMTP~Dirk@contoso.example' }),
      stale(at, { ...other, AuthenticatedUser: 'CORP\\eva', AnchorMailbox: 'Sid~S-1-5-21-1-2-3-1106' }),
      stale(at, {
        HttpStatus: 200,
        BackEndStatus: 200,
        TargetServerVersion: '15.01.2507.006',
        GenericInfo: '',
      }),
    ]);
    expect(facts.map(({ anchor, signature, users }) => [anchor, signature, users])).toEqual([
      ['Sid~S-1-5-21-1-2-3-1105', 'stale-location', 3],
      ['Smtp~anna@contoso.example', 'stale-location', 3],
      ['Sid~S-1-5-21-1-2-3-1105', 'success', undefined],
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/dirk|eva|1106/i);
  });

  test('a flood of different lines is bounded, and said', () => {
    const reduced = reduction({ server: 'ex16b', wanted: anna, modern: true, movedAt, to });
    for (let index = 0; index < 1000; index += 1)
      reduced.add(request(stale('2026-11-20T09:00:00.000Z', { TargetServer: `s${index}` })));
    expect(reduced.facts()).toHaveLength(300);
    expect(reduced.cut).toBe(true);
  });
});
