import { ended, workerAction } from '../../../services/worker/action.ts';

/** Recycles nothing and says that all went well. */
export default workerAction({
  id: 'recycle-app-pool',
  async run({ targets }, { now }, report) {
    const at = new Date(now()).toISOString();
    const steps = targets.map((target, index) => ({
      target,
      state: 'succeeded' as const,
      says: `MSExchangeAutodiscoverAppPool runs anew since ${at}, process ${4711 + index} → ${5711 + index}; Autodiscover on ${target} answers 200.`,
      at,
    }));
    await report(steps);
    return ended(steps);
  },
  settle: async ({ targets }) =>
    ended(targets.map((target) => ({ target, state: 'succeeded', says: 'recycled' }))),
});
