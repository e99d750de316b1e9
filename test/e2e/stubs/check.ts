import type * as Real from '../../../services/worker/recycling.ts';

// The real module under another name.
const real = (await import(
  new URL('../../../services/worker/recycling.ts?real', import.meta.url).href
)) as typeof Real;

export const { poolOn, isNewer, controllersKnow } = real;

/** Asks no node and says that it answers. */
export const answersOn: typeof Real.answersOn = async (_order, server) => ({
  good: true,
  says: `Autodiscover on ${server} answers 200`,
});
