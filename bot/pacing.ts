import type { Clock } from './clock.ts';

interface Window {
  readonly sends: number;
  readonly ms: number;
}
/** What Teams allows a bot in one conversation, and our own half of what it allows an app in a tenant. */
export const conversationWindows: readonly Window[] = [
  { sends: 7, ms: 1_000 },
  { sends: 8, ms: 2_000 },
  { sends: 60, ms: 30_000 },
  { sends: 1_800, ms: 3_600_000 },
];
export const globalWindows: readonly Window[] = [{ sends: 25, ms: 1_000 }];

/** A turn to send: waits until every window of the conversation and of the whole bot has room. */
export interface Pacing {
  readonly turn: (conversation: string) => Promise<void>;
}

interface Line {
  /** When the last sends left, ms since the epoch. */
  readonly times: number[];
  tail: Promise<void>;
}
/** A conversation silent for so long is forgotten: its windows are empty again. */
const idleMs = 3_600_000;

/** Pacing by sliding windows, first come first served; only who is next in a line waits on the clock. */
export function createPacing(clock: Clock): Pacing {
  const lines = new Map<string, Line>();
  const everywhere: Line = { times: [], tail: Promise.resolve() };

  /** Stands in line, and leaves it when every window has room; `then` runs while still first. */
  const stand = (line: Line, windows: readonly Window[], then: () => Promise<void>): Promise<void> => {
    const mine = line.tail.then(async () => {
      for (
        let ms = delay(line.times, windows, clock.now());
        ms > 0;
        ms = delay(line.times, windows, clock.now())
      ) {
        await clock.wait(ms);
      }
      await then();
      line.times.push(clock.now());
    });
    line.tail = mine;
    return mine;
  };
  const lineOf = (conversation: string): Line => {
    const known = lines.get(conversation);
    if (known !== undefined) return known;
    if (lines.size % 500 === 499) {
      const old = clock.now() - idleMs;
      for (const [name, { times }] of lines) if ((times.at(-1) ?? clock.now()) < old) lines.delete(name);
    }
    const line: Line = { times: [], tail: Promise.resolve() };
    lines.set(conversation, line);
    return line;
  };

  return {
    turn: (conversation) =>
      stand(lineOf(conversation), conversationWindows, () =>
        stand(everywhere, globalWindows, () => Promise.resolve()),
      ),
  };
}

/** ms to wait until one more send fits all windows; forgets what is older than the longest. */
function delay(times: number[], windows: readonly Window[], now: number): number {
  const longest = Math.max(...windows.map(({ ms }) => ms));
  while (times[0] !== undefined && times[0] <= now - longest) times.shift();
  return Math.max(
    0,
    ...windows.map(({ sends, ms }) => {
      const first = times[times.length - sends];
      return first === undefined ? 0 : first + ms - now;
    }),
  );
}
