import { describe, expect, test } from '@jest/globals';
import type { Cause, Example } from '../../../services/cause.ts';
import { exampleMailbox } from '../../../services/cause.ts';
import cause from '../../../services/causes/autodiscover-apppool-cache.ts';
import ewsLocation from '../../../services/causes/ews-location-cache.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeCause } from '../../../services/diagnosis/judge.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import recycle from '../../../services/remedies/recycle-app-pool.ts';
import { lines, mailbox, moved, servers, staleLine } from '../causes/world.ts';

const started = (node: string, hours: number, pool = 'msexchangeautodiscoverapppool'): Example => ({
  [`pools[${node}/${pool}].startedAt`]: hoursBefore(hours),
});
const proven: Example = {
  ...servers,
  ...mailbox,
  ...moved(3),
  ...started('ex16a', 500),
  ...started('ex16b', 500),
  'pools[ex16b/msexchangeautodiscoverapppool].sessions': 41,
  ...lines(staleLine),
};
const offer = (...examples: readonly Example[]) => offerFor(cause, ...examples);
function offerFor(cause: Cause, ...examples: readonly Example[]) {
  const on = bench(indexed(exampleCase(proven, ...examples)));
  const { band, proven: counts } = judgeCause(cause, on);
  const { seen } = on.recorder;
  return {
    seen,
    parameters: recycle.parameters(seen),
    ...recycle.when(seen, { cause: cause.id, band, proven: counts }),
  };
}

describe('offered', () => {
  test('with one proven node it is offered for all front ends', () => {
    const { offered, why, parameters } = offer();
    expect({ offered, parameters }).toEqual({
      offered: true,
      parameters: { pool: 'msexchangeautodiscoverapppool', servers: ['ex16a', 'ex16b'] },
    });
    expect(why).toContain('ex16b');
    expect(recycle.schema.safeParse(parameters).success).toBe(true);
  });
  test.each([
    ['by her address, asked by herself', { ...staleLine, anchor: 'Smtp~anna@contoso.example' }],
    ['by her mailbox GUID', { ...staleLine, anchor: `MailboxGuid~${exampleMailbox.guid}@contoso.example` }],
    [
      'by the address in the path, no anchor written',
      { ...staleLine, anchor: '-', stem: '/autodiscover/anna@contoso.example/autodiscover.xml' },
    ],
  ])('%s', (_, line) => {
    expect(offer(lines(line)).offered).toBe(true);
  });
  test('a line of EWS names the Services pool', () => {
    const line = { ...staleLine, stem: '/EWS/Exchange.asmx', status: 500 };
    const found = offerFor(ewsLocation, lines(line), started('ex16b', 500, 'msexchangeservicesapppool'));
    expect({ offered: found.offered, parameters: found.parameters }).toEqual({
      offered: true,
      parameters: { pool: 'msexchangeservicesapppool', servers: ['ex16a', 'ex16b'] },
    });
  });
});

describe('not offered, and why', () => {
  test.each<readonly [string, Example, string]>([
    [
      'a line for a shared mailbox',
      lines({ ...staleLine, anchor: 'Smtp~shared@contoso.example' }),
      'own anchor',
    ],
    [
      'a line that our own account asked for',
      lines({ ...staleLine, anchor: 'Smtp~anna@contoso.example', user: 'CORP\\svc-popupdesk' }),
      'another account',
    ],
    ['a line without anchor, SID or address', lines({ ...staleLine, anchor: '-' }), 'own anchor'],
    ['a line older than the move', lines({ ...staleLine, at: hoursBefore(4) }), 'older than the move'],
    ['a line older than the pool’s start', started('ex16b', 0.5), 'what it held is gone'],
    [
      'a line of two days ago',
      { ...moved(60), ...lines({ ...staleLine, at: hoursBefore(48) }) },
      'more than a day old',
    ],
    ['the mailbox still on Exchange 2010', { 'mailbox.exchange': '2010' }, 'does not show'],
  ])('%s', (_, facts, why) => {
    const { offered, why: said } = offer(facts);
    expect({ offered, said }).toEqual({ offered: false, said: expect.stringContaining(why) });
  });
  test.each([
    ['when it was moved', 'mailbox.movedAt', 'moved is unseen'],
    [
      'when the pool was started',
      'pools[ex16b/msexchangeautodiscoverapppool].startedAt',
      'started is unseen',
    ],
  ])('%s is unseen', (_, path, why) => {
    const { [path]: _left, ...rest } = proven;
    const on = bench(indexed(exampleCase(rest)));
    const offered = recycle.when(on.recorder.seen, { cause: cause.id, band: 'confirmed', proven: true });
    expect(offered).toEqual({ offered: false, why: expect.stringContaining(why) });
  });
});

describe('the plan', () => {
  const { seen, parameters } = offer();
  test('one server after the other, each with its command', () => {
    expect(recycle.targets(parameters)).toEqual(['ex16a', 'ex16b']);
    expect(recycle.command(parameters, 'ex16a')).toBe(
      "Invoke-Command -ComputerName 'ex16a' -ScriptBlock { Import-Module WebAdministration; Restart-WebAppPool -Name 'MSExchangeAutodiscoverAppPool' }",
    );
  });
  test('its numbers are those shown, its limit half as much again', () => {
    expect(recycle.impact(seen, parameters).join('\n')).toContain('ex16b: 41 sessions');
    expect(recycle.impact(seen, parameters).join('\n')).toContain('ex16a: number of sessions unseen');
    expect(recycle.limits(seen, parameters)).toEqual({ sessions: 62 });
  });
  test('its evidence names the line and both times', () => {
    expect(recycle.evidence(seen)).toEqual([
      'log[0]',
      'mailbox.movedAt',
      'pools[ex16b/msexchangeautodiscoverapppool].startedAt',
    ]);
  });
  test.each([
    [{ pool: 'DefaultAppPool', servers: ['ex16a'] }],
    [{ pool: 'msexchangeautodiscoverapppool', servers: [] }],
    [{ pool: 'msexchangeautodiscoverapppool', servers: ["ex16a'; rm"] }],
    [{ pool: 'msexchangeautodiscoverapppool', servers: ['ex16a', 'ex16a'] }],
    [{ pool: 'msexchangeautodiscoverapppool', servers: ['ex16a'], more: 1 }],
  ])('other parameters are refused: %j', (wrong) => {
    expect(recycle.schema.safeParse(wrong).success).toBe(false);
  });
});
