import { describe, expect, test } from '@jest/globals';
import type { Access } from '../session.ts';
import { longestChain } from './chain.ts';

const roundTripMs = 20;
const begin = Date.parse('2026-11-20T10:00:00.000Z');
const line = (atMs: number, ms: number, connection: string, more: object): Access => ({
  at: new Date(begin + atMs).toISOString(),
  ms,
  connection,
  server: connection.split('-')[0] ?? '',
  kind: 'http',
  ...more,
});
const tls = (atMs: number, ms: number, connection: string) => line(atMs, ms, connection, { kind: 'tls' });
const ldap = (atMs: number, ms: number, more: object) => line(atMs, ms, 'dc1-1', { kind: 'ldap', ...more });
const search = (atMs: number, ms: number, base: string, ...attributes: string[]) =>
  ldap(atMs, ms, { request: 'search', base, attributes });
const http = (atMs: number, ms: number, connection: string, more: object = {}) =>
  line(atMs, ms, connection, { method: 'POST', path: '/', user: '', ...more });

/** Directory 50 + 10, bind 20 + 2, root 21, servers 20 + 5, computers 20, own account 20: 168 ms of it. */
const directory = [
  tls(0, 50, 'dc1-1'),
  ldap(70, 2, { request: 'bind' }),
  search(92, 1, ''),
  search(113, 1, 'CN=Services,CN=Configuration,DC=x'),
  search(113, 5, 'CN=Sites,CN=Configuration,DC=x'),
  // Asked later, so no part of that round.
  search(200, 90, 'CN=Sites,CN=Configuration,DC=x'),
  search(138, 0, 'DC=x', 'operatingSystem'),
  search(138, 0, 'DC=x', 'proxyAddresses'),
  search(158, 0, 'DC=x', 'userAccountControl', 'msExchHomeServerName'),
];
/** Connect and TLS 60, offer 20, leg 1 20, leg 3 24: 124 ms of it. */
const control = [
  tls(168, 50, 'ex16a-1'),
  http(238, 0, 'ex16a-1'),
  http(258, 0, 'ex16a-1', { leg: 1 }),
  http(278, 4, 'ex16a-1', { leg: 3 }),
];
/** Until 292 the control is under way; connect and TLS 60, leg 1 20, leg 3 20 + 30. */
const slow = [
  tls(300, 50, 'ex16b-1'),
  http(370, 0, 'ex16b-1', { leg: 1 }),
  http(390, 30, 'ex16b-1', { leg: 3 }),
];

describe('the longest chain', () => {
  test('is directory, control and the slowest of what came after it', () => {
    const quick = [tls(300, 50, 'ex16a-2'), http(370, 0, 'ex16a-2', { leg: 1 })];
    const { ms, steps } = longestChain([...directory, ...control, ...quick, ...slow], roundTripMs);
    expect(ms).toBe(168 + 124 + 130);
    expect(steps.map(({ name }) => name.split(':')[0])).toEqual([
      ...Array.from({ length: 6 }, () => 'directory'),
      ...Array.from({ length: 4 }, () => 'control'),
      ...Array.from({ length: 3 }, () => 'ex16b'),
    ]);
  });
  test('counts nothing of what the client spent between two steps', () => {
    const late = slow.map((one) => ({
      ...one,
      at: new Date(Date.parse(String(one.at)) + 5_000).toISOString(),
    }));
    const { ms } = longestChain([...directory, ...control, ...late], roundTripMs);
    expect(ms).toBe(168 + 124 + 130);
  });
  test('counts only what is beyond the step before where both were under way', () => {
    // Opened while the control still ran: until 292 it cost nobody anything.
    const early = [tls(282, 50, 'ex16b-1'), ...slow.slice(1)];
    const { ms } = longestChain([...directory, ...control, ...early], roundTripMs);
    expect(ms).toBe(168 + 124 + 130 - 10);
  });
  test('is not what was over before the control', () => {
    const before = [tls(100, 50, 'ex10a-1'), http(170, 60, 'ex10a-1')];
    const { ms } = longestChain([...directory, ...control, ...before], roundTripMs);
    expect(ms).toBe(168 + 124);
  });
  test('cannot be told of a log without a logon', () => {
    expect(() => longestChain(directory, roundTripMs)).toThrow('no logon by NTLM');
  });
});
