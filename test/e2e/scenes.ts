import { test } from '@jest/globals';

/** Scenes of one story: each goes on where the one before ended, so after a failure the rest is not played. */
export function story(): (name: string, play: () => Promise<void>) => void {
  let playing: string | undefined;
  return (name, play) =>
    test(name, async () => {
      if (playing !== undefined) throw new Error(`not played: “${playing}” failed`);
      playing = name;
      await play();
      playing = undefined;
    });
}
