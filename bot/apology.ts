import { randomBytes } from 'node:crypto';
import { sentenceCard } from '../dialogs/cards/short.ts';
import { StoreUnavailable } from '../services/store/time-limit.ts';
import { cardActivity } from './activities.ts';
import type { Bot } from './conversation.ts';
import type { Turn } from './turn.ts';

/** Few letters by which a person's complaint finds its line in the log. */
export const newReference = (): string => randomBytes(4).toString('hex');

/** What a person is told when his message or press could not be dealt with. */
export function apologyFor(error: unknown, what: 'press' | 'message', reference: string): string {
  if (error instanceof StoreUnavailable) {
    return what === 'press'
      ? 'The store does not answer just now, so nothing was decided or changed. The same button works again when it does; try in a minute.'
      : 'The store does not answer just now, so I could not do that, and nothing was changed. Write the same again in a minute; “help” works meanwhile.';
  }
  return `I could not finish that (reference ${reference}). Write “status” to see how your cases stand, or try again.`;
}

/** Work for a turn that was answered already: when it fails the speaker is told, and the error is logged. */
export function promised(bot: Bot, turn: Turn, what: string, work: () => Promise<unknown>): void {
  bot.later(what, async () => {
    try {
      await work();
    } catch (error) {
      const reference = newReference();
      bot.log.error({ what, reference, error: String(error) }, 'work after the turn failed');
      const says = apologyFor(error, 'message', reference);
      await bot.sending.post(turn.place, cardActivity(sentenceCard(says)));
    }
  });
}
