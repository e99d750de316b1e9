import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { WindowsEvent } from '../../../services/windows/events.ts';
import { failedLogon } from '../../../services/windows/failed-logon.ts';
import { reachesControllers, serverEvent } from '../../../services/windows/server-event.ts';

const event = (
  id: number,
  provider: string,
  message: string,
  data: WindowsEvent['data'] = {},
): WindowsEvent => ({
  at: '2026-11-20T09:00:00.000Z',
  id,
  provider,
  message,
  data,
});
const keys = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';

describe('events of servers', () => {
  test.each<[string, WindowsEvent, string | undefined]>([
    [
      'Netlogon 5816',
      event(5816, 'NETLOGON', 'Netlogon has failed an authentication request.'),
      'netlogon-timeout',
    ],
    ['Netlogon 5719', event(5719, 'NETLOGON', 'No domain controller is available.'), 'no-domain-controller'],
    [
      'a wrong account',
      event(4, 'Kerberos', 'a KRB_AP_ERR_MODIFIED error from the server'),
      'spn-wrong-account',
    ],
    [
      'a clock',
      event(3, 'Microsoft-Windows-Security-Kerberos', '', { ErrorMessage: 'KRB_AP_ERR_SKEW' }),
      'clock-skew',
    ],
    ['no key', event(14, keys, 'did not have a suitable key'), 'no-etype'],
    ['RC4 that is refused', event(203, 'Kdcsvc', 'The KDC blocked cipher usage because …'), 'no-etype'],
  ])('%s', (_what, one, signature) => expect(serverEvent('system', one)?.signature).toBe(signature));

  test.each<[string, WindowsEvent]>([
    [
      'RC4 that will be refused one day',
      event(201, 'Kdcsvc', 'detected cipher usage that will be unsupported'),
    ],
    ['two accounts with one name', event(11, keys, 'There are multiple accounts with name HTTP/x')],
  ])('%s is told without a signature', (_what, one) =>
    expect(serverEvent('system', one)).toMatchObject({ signature: undefined }),
  );

  test.each<[string, WindowsEvent]>([
    ['another program’s 5816', event(5816, 'Tape', 'x')],
    ['Kerberos that only asks for preauthentication', event(3, 'Kerberos', 'KDC_ERR_PREAUTH_REQUIRED')],
  ])('%s is left out', (_what, one) => expect(serverEvent('system', one)).toBeUndefined());
});

describe('failed logons', () => {
  const logon = (id: number, data: WindowsEvent['data']) =>
    failedLogon(event(id, '', '', { TargetUserName: 'anna', ...data }))?.signature;
  test.each([
    ['C000006A', 'bad-password'],
    ['0xc0000064', 'bad-password'],
    ['0xC0000234', 'locked'],
    ['C0000071', 'expired'],
    ['C0000193', 'expired'],
    ['C0000072', 'disabled'],
    ['C0000224', 'must-change'],
    ['C000006F', 'restricted'],
    ['C0000070', 'restricted'],
    ['C000035B', 'channel-binding'],
    ['C0000418', 'ntlm-blocked'],
    ['C000005E', 'no-domain-controller'],
  ])('4625 with sub-status %s: %s', (SubStatus, signature) =>
    expect(logon(4625, { Status: '0xC000006D', SubStatus })).toBe(signature),
  );
  test('a sub-status of zero: by the status', () =>
    expect(logon(4625, { Status: '0xC0000418', SubStatus: '0x0' })).toBe('ntlm-blocked'));
  test('4771: a revoked account may be any of several', () => {
    expect(logon(4771, { Status: '0x18' })).toBe('bad-password');
    expect(logon(4771, { Status: '0x25' })).toBe('clock-skew');
    expect(logon(4771, { Status: '0x12' })).toBeUndefined();
  });
  test('success is none', () =>
    expect(failedLogon(event(4776, '', '', { TargetUserName: 'anna', Status: '0x0' }))).toBeUndefined());
});

test('whatever an event says, it is read or left out', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('NETLOGON', keys, 'MSExchange ADAccess', '0xC000006A', '-'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('system', 'application', 'directory-service'),
      fc.integer({ min: 0, max: 6000 }),
      text,
      text,
      fc.dictionary(fc.constantFrom('TargetUserName', 'Status', 'SubStatus', 'IpAddress', 'LogonType'), text),
      (log, id, provider, message, data) => {
        const one = event(id, provider, message, data);
        serverEvent(log, one);
        failedLogon(one);
        reachesControllers([one]);
      },
    ),
  );
});
