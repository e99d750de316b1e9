import { expect, test } from '@jest/globals';
import { value } from '../../dialogs/say.ts';
import { valueWords } from '../../dialogs/ticket-words.ts';

const now = { at: '2026-11-20T10:00:00Z' };
const event = {
  server: 'ex16a',
  log: 'security',
  at: '2026-11-20T09:41:00Z',
  eventId: 4625,
  substatus: 0xc000_006a,
  user: 'CORP\\anna',
  workstation: 'PC31',
  clientIp: '10.20.5.31',
  count: 2,
  signature: 'bad-password',
};
test('a failed logon is told by the sub-status as Windows writes it, and from where it came', () => {
  expect(valueWords(event, now)).toBe(
    'ex16a security 09:41Z event 4625 sub-status C000006A as CORP\\anna from PC31 10.20.5.31, 2 times',
  );
  expect(value(event)).toContain('substatus C000006A');
});
test('the sub-status of IIS stands behind the status', () =>
  expect(valueWords({ server: 'ex16a', log: 'iis', status: 401, substatus: 1 }, now)).toBe(
    'ex16a iis 401.1',
  ));
