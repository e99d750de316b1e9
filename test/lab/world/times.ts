import { z } from 'zod';

const duration =
  /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const secondsPer = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1];
const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** The moment that `text` names: ISO with a zone (a bare date is 00:00Z), or a duration from `start`; undefined when neither. */
export function momentOf(text: string, start: Date): Date | undefined {
  const parts = duration.exec(text);
  if (parts) {
    const seconds = secondsPer.reduce((sum, each, index) => sum + each * Number(parts[index + 2] ?? 0), 0);
    return new Date(start.getTime() + (parts[1] ? -1000 : 1000) * seconds);
  }
  if (!instant.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A schema of moments: reads ISO or a duration relative to `start`, gives ISO in UTC. */
export const moment = (start: Date) =>
  z.string().transform((text, context) => {
    const date = momentOf(text, start);
    if (date) return date.toISOString();
    context.issues.push({
      code: 'custom',
      input: text,
      message: `"${text}" is no time: write ISO with a zone, or a duration from the start like -PT3H`,
    });
    return z.NEVER;
  });
