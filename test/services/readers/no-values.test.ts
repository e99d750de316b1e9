import { describe, expect, test } from '@jest/globals';
import { readTime } from '../../../services/pasting/times.ts';
import autoconfiguration from '../../../services/readers/autoconfiguration.ts';
import cmdletOutput from '../../../services/readers/cmdlet-output.ts';
import connectivityAnalyzer from '../../../services/readers/connectivity-analyzer.ts';
import logLines from '../../../services/readers/log-lines.ts';
import nameLookup from '../../../services/readers/name-lookup.ts';
import registryValues from '../../../services/readers/registry-values.ts';
import { factsOf, pastedTo } from './reading.ts';

const why = (read: ReturnType<typeof pastedTo>) => read.ignored.map(({ says }) => says);

describe('what cannot be a value becomes no fact, and it is said', () => {
  test('of a mailbox', () => {
    const read = pastedTo(
      cmdletOutput,
      'PrimarySmtpAddress : anna@contoso.example\nMapiHttpEnabled    : Vielleicht\nMAPIEnabled        : 17\n',
    );
    expect(read.facts).toEqual([]);
    expect(why(read)).toEqual([
      'Get-CASMailbox: Vielleicht is no value of MapiHttpEnabled',
      'Get-CASMailbox: 17 is no value of MAPIEnabled',
    ]);
  });
  test('of the registry', () => {
    const read = pastedTo(
      registryValues,
      'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\n    LmCompatibilityLevel    REG_DWORD    0x63\n',
    );
    expect(read.facts).toEqual([]);
    expect(why(read)).toContain('99 is no value of LmCompatibilityLevel: it goes from 0 to 5');
  });
  test('of a log', () => {
    const line = (time: string, status: string, backEnd: string) =>
      `#Fields: DateTime,Protocol,UrlStem,AuthenticatedUser,ServerHostName,HttpStatus,BackEndStatus,TargetServerVersion\n${time},RpcHttp,/rpc/rpcproxy.dll,CORP\\anna,EX16B,${status},${backEnd},Version 14.3 (Build 123.0)`;
    const good = pastedTo(logLines, line('2026-11-20T07:41:12Z', '401', '401'));
    expect(factsOf(good)['log[]']).toMatchObject({ downLevel: true, signature: 'down-level-401' });
    const unknown = pastedTo(
      logLines,
      line('2026-11-20T07:41:12Z', '401', '401').replace(/Version 1.*/, 'E14'),
    );
    expect(factsOf(unknown)['log[]']).not.toHaveProperty('downLevel');
    for (const [text, says] of [
      [line('2099-11-20T07:41:12Z', '200', '200'), 'dated 2099-11-20, which is still to come'],
      [line('2026-11-20T07:41:12Z', '99999', '200'), '99999 is no status of HTTP (httpstatus)'],
      [line('2026-11-20T07:41:12Z', '200', '-4'), '-4 is no status of HTTP (backendstatus)'],
    ] as const) {
      const read = pastedTo(logLines, text);
      expect([read.facts, why(read)]).toEqual([[], [says]]);
    }
  });
  test('of a name server', () => {
    const read = pastedTo(
      nameLookup,
      'Server:  dc1\nAddress:  10.0.0.1\n\nName:    mail.contoso.example\nAddress:  999.1.2.3\n',
    );
    expect([read.facts, why(read)]).toEqual([[], ['999.1.2.3 is no address']]);
  });
});
test('day and month that may be exchanged date nothing', () => {
  for (const text of ['9/11/2026 08:41:12', '09/11/2026 08:41:12Z'])
    expect(readTime(text, 60)).toEqual({ exchangeable: true });
  expect(readTime('9/9/2026 08:41:12', 0)).toEqual({ at: '2026-09-09T08:41:12.000Z' });
  expect(readTime('20/11/2026 08:41:12', 0)).toEqual({ at: '2026-11-20T08:41:12.000Z' });
  expect(readTime('11/9/2026 8:41:12 AM', 0)).toEqual({ at: '2026-11-09T08:41:12.000Z' });
  const read = pastedTo(
    cmdletOutput,
    'SamAccountName : anna\nEnabled : True\nPasswordLastSet : 9/11/2026 08:41:12\n',
    { zoneMinutes: 60 },
  );
  expect(factsOf(read)['account.passwordChangedAt']).toBeUndefined();
  expect(why(read)).toEqual([expect.stringMatching(/day and month of its date may be exchanged/)]);
});
test('facts of the analyzer are of the time of its answers', () => {
  const read = pastedTo(
    connectivityAnalyzer,
    `The Microsoft Connectivity Analyzer is attempting to test Autodiscover for anna@contoso.example.
Attempting to resolve the host name contoso.example in DNS.
IP addresses returned: 203.0.113.7
Attempting to test potential Autodiscover URL https://contoso.example:443/Autodiscover/Autodiscover.xml
An HTTP 401 Unauthorized response was received from the remote server.
HTTP Response Headers:
Date: Thu, 19 Nov 2026 07:41:12 GMT
`,
  );
  expect(read.facts.map(({ fact, at }) => [fact, at])).toEqual([
    ['dns[contoso.example].a', '2026-11-19T07:41:12.000Z'],
    ['autodiscover[contoso.example@vip/plain].status', '2026-11-19T07:41:12.000Z'],
  ]);
});
test('what Outlook could not reach, by the error that WinHTTP gave', () => {
  expect(
    factsOf(
      pastedTo(
        autoconfiguration,
        `Autodiscover to https://contoso.example/autodiscover/autodiscover.xml starting
GetLastError=12007; httpStatus=0.
Autodiscover to https://contoso.example/autodiscover/autodiscover.xml FAILED (0x800C8203)
Autodiscover to https://autodiscover.contoso.example/autodiscover/autodiscover.xml starting
Autodiscover to https://autodiscover.contoso.example/autodiscover/autodiscover.xml FAILED (0x800C8203)`,
      ),
    ),
  ).toMatchObject({
    'autodiscover[contoso.example@vip/root].error': 'the name could not be resolved (12007, 0x800C8203)',
    'autodiscover[autodiscover.contoso.example@vip/autodiscover].error': 'failed (0x800C8203)',
  });
});
