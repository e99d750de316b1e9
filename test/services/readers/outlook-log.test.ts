import { expect, test } from '@jest/globals';
import outlookLog from '../../../services/readers/outlook-log.ts';
import { readWith } from './read-with.ts';
import { factsOf, standsAnything } from './reading.ts';
import samples, { discovery } from './samples/outlook-log.ts';

test('olkdisc.log: what was asked first, dated once the zone is told', () => {
  const read = readWith(outlookLog, discovery, { zoneMinutes: 60 });
  expect(factsOf(read)).toEqual({
    'client.autodiscoverFirst': 'root',
    'client.autodiscoverFirstUrl': 'https://contoso.example/autodiscover/autodiscover.xml',
    'autodiscover[contoso.example@vip/root].status': 401,
    'client.startError': 'Connect failed: 0x80040115 to ex10a.corp.local',
  });
  expect(read.facts.map(({ at }) => at)).toContain('2026-11-20T08:00:13.000Z');
  expect(read.ignored).toEqual([
    { from: 4, to: 4, says: 'a line of Outlook’s log that tells nothing of the popup' },
  ]);
  expect(readWith(outlookLog, discovery).asks[0]).toMatch(/^The times in lines 2–3 and 5 have no zone/);
});
test('another program’s log is none, half a line is left', () => {
  expect(readWith(outlookLog, '2026-11-20 08:00:00 INFO started').ignored[0]?.says).toBe(
    'not known to any reader',
  );
  expect(readWith(outlookLog, '4512\t8812345\t11/20').facts).toEqual([]);
});
test('whatever is done to it, it stands', () => standsAnything(outlookLog, samples));
