import type { Card } from '../dialogs/cards/elements.ts';

/** A message that is one card; text beside it would be split off by Teams, so the sentence goes into `summary`. */
export const cardActivity = (card: Card) => ({
  type: 'message',
  summary: card.fallbackText,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

/** A message of one sentence, without markup. */
export const textActivity = (text: string) => ({ type: 'message', textFormat: 'plain', text });
