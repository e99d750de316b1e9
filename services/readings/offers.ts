import type { Remedy } from '../remedy.ts';

/** Advice is offered from likely on. */
export const whenLikely: Remedy['when'] = (_, { band }) =>
  band === 'confirmed' || band === 'likely'
    ? { offered: true, why: `The cause is ${band}.` }
    : { offered: false, why: `The cause is only ${band}; look further first.` };

/** A text as a PowerShell literal; PowerShell takes typographic single quotes for plain ones, so they are doubled too. */
export const quoted = (text: string): string => `'${text.replace(/['‘’‚‛]/g, (quote) => quote + quote)}'`;
