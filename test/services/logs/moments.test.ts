import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMoments } from '../../../services/logs/moments.ts';
import { isWithin, merged } from '../../../services/logs/span.ts';

const base = Date.parse('2026-11-20T09:00:00Z');

test('moments agree with a list of whole seconds', () => {
  const second = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(fc.array(second), second, fc.integer({ min: 0, max: 90 }), (seconds, from, length) => {
      const moments = createMoments();
      for (const one of seconds) moments.add(base + one * 1000 + 999);
      const expected = seconds.some((one) => one >= from && one <= from + length);
      expect(moments.anyIn(base + from * 1000, base + (from + length) * 1000)).toBe(expected);
      for (const one of seconds) expect(isWithin(base + one * 1000, moments.spans(0))).toBe(true);
    }),
  );
});

test('merged spans hold the same moments and do not meet', () => {
  const span = fc.tuple(fc.nat(100), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(fc.array(span), fc.nat(130), (spans, at) => {
      const together = merged(spans);
      expect(isWithin(at, together)).toBe(isWithin(at, spans));
      for (const [index, { from }] of together.entries())
        expect(from).toBeGreaterThan(together[index - 1]?.to ?? -1);
    }),
  );
});
