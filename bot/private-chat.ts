import { sentenceCard } from '../dialogs/cards/short.ts';
import type { Person } from '../services/desk/types.ts';
import { recall, remember } from './acquaintances.ts';
import { cardActivity } from './activities.ts';
import type { Bot } from './conversation.ts';
import type { Place } from './sending.ts';
import type { Turn } from './turn.ts';

/** The speaker's personal chat: this one, the remembered one, or a new one; undefined after he was told that none opens. */
export async function privatePlace(bot: Bot, turn: Turn): Promise<Place | undefined> {
  if (turn.personal) return turn.place;
  const place = await privatePlaceOf(bot, turn.person, turn, turn.userId);
  if (place === undefined) {
    await bot.sending.post(
      turn.place,
      cardActivity(
        sentenceCard(
          'I answer this in our personal chat, and I cannot open it.',
          'Please install Popup Desk for yourself and write to me there.',
        ),
      ),
    );
  }
  return place;
}

/** Where a person is reached in private; opens the chat when he never wrote to us. */
export async function privatePlaceOf(
  bot: Pick<Bot, 'desk' | 'sending'>,
  person: Person,
  from: Pick<Turn, 'place' | 'botId' | 'tenantId'>,
  channelUserId: string,
): Promise<Place | undefined> {
  const known = await recall(bot.desk, person.entraId);
  if (known !== undefined) return { serviceUrl: known.serviceUrl, conversation: known.conversation };
  const { serviceUrl } = from.place;
  const opened = await bot.sending.open(serviceUrl, {
    bot: { id: from.botId },
    members: [{ id: channelUserId }],
    isGroup: false,
    ...(from.tenantId !== undefined && {
      tenantId: from.tenantId,
      channelData: { tenant: { id: from.tenantId } },
    }),
  });
  if (!opened.sent || opened.id === '') return undefined;
  await remember(bot.desk, person, undefined, { serviceUrl, conversation: opened.id });
  return { serviceUrl, conversation: opened.id };
}
