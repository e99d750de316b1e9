import type * as Real from '../../../services/worker/sighting.ts';
import { canned } from './canned.ts';

// The real module under another name.
const real = (await import(
  new URL('../../../services/worker/sighting.ts?real', import.meta.url).href
)) as typeof Real;

/** Looks as the real one does, but for the look that is to verify a change: that one is invented, and all is well in it. */
export const lookFor: typeof Real.lookFor = (claimed, sights, connection, signal) =>
  real.lookFor(
    claimed,
    claimed.purpose === 'verify' ? { ...sights, look: async () => canned(true) } : sights,
    connection,
    signal,
  );
