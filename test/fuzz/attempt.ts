import type { Target } from './target.ts';

/** Of the processor's time, not of the clock's: other programs may run. */
const longestMs = 1_000;

/** Why one run of a target failed, undefined when it went well. */
export function attempt(
  { run }: Pick<Target, 'run'>,
  input: Buffer,
  longest = longestMs,
): string | undefined {
  const before = process.cpuUsage();
  try {
    run(Buffer.from(input));
  } catch (error) {
    return error instanceof Error ? `${error.stack ?? error.message}` : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  return ms > longest ? `took ${Math.round(ms)} ms` : undefined;
}
