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

/** Pacing by sliding windows, first come first served within a conversation. */
export function createPacing(clock: Clock): Pacing {
  const past = new Map<string, number[]>();
  const everywhere: number[] = [];

  /** ms to wait until one more send fits all windows. */
  const delay = (times: number[], windows: readonly Window[]): number => {
    const now = clock.now();
    const longest = Math.max(...windows.map(({ ms }) => ms));
    while (times[0] !== undefined && times[0] <= now - longest) times.shift();
    return Math.max(
      0,
      ...windows.map(({ sends, ms }) => {
        const first = times[times.length - sends];
        return first === undefined ? 0 : first + ms - now;
      }),
    );
  };
  const forgetIdle = () => {
    const old = clock.now() - 3_600_000;
    for (const [conversation, times] of past) {
      if ((times.at(-1) ?? 0) < old) past.delete(conversation);
    }
  };

  return {
    async turn(conversation) {
      if (!past.has(conversation) && past.size % 500 === 499) forgetIdle();
      const mine = past.get(conversation) ?? [];
      past.set(conversation, mine);
      for (;;) {
        const ms = Math.max(delay(mine, conversationWindows), delay(everywhere, globalWindows));
        if (ms === 0) break;
        await clock.wait(ms);
      }
      mine.push(clock.now());
      everywhere.push(clock.now());
    },
  };
}
