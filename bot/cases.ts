import { sentenceCard } from '../dialogs/cards/short.ts';
import type { Answer, CaseView } from '../services/desk/types.ts';
import type { Fact } from '../services/facts.ts';
import { cardActivity } from './activities.ts';
import type { Bot } from './conversation.ts';
import type { Place } from './sending.ts';
import type { Turn } from './turn.ts';

/** Opens a case about a mailbox that the speaker may see, and posts its living card: for a user first the report's form. */
export async function openFor(
  bot: Bot,
  turn: Turn,
  mailbox: string,
  place: Place,
  popup?: string,
): Promise<CaseView> {
  const audience = turn.roles.helpdesk ? 'helpdesk' : 'user';
  const view = await bot.desk.openCase({
    mailbox,
    askedBy: turn.person,
    audience,
    told: told(bot, mailbox, popup),
    awaitsReport: audience === 'user',
  });
  bot.later('first card', () => bot.cards.follow({ caseId: view.id, audience, place }));
  return view;
}

/** Takes a report about somebody else's mailbox: the helpdesk gets it, the speaker sees only that it was taken. */
export async function reportForSomebodyElse(
  bot: Bot,
  turn: Turn,
  place: Place,
  mailbox: string,
  popup?: string,
): Promise<void> {
  const handed = await openForHelpdesk(bot, turn, mailbox, popup);
  bot.later(handed.ok ? 'first card' : 'refusal', () =>
    handed.ok
      ? bot.cards.follow({ caseId: handed.value.id, audience: 'user', place })
      : bot.sending.post(place, cardActivity(sentenceCard(handed.says))),
  );
}

/** Hands a report to the helpdesk without knowing whose mailbox it is, and says so. */
export async function handOver(
  bot: Bot,
  turn: Turn,
  place: Place,
  mailbox: string,
  popup?: string,
): Promise<void> {
  const handed = await openForHelpdesk(bot, turn, mailbox, popup);
  const says = handed.ok
    ? `I have passed your report about ${mailbox} to the helpdesk. Its number is ${handed.value.number}.`
    : handed.says;
  await bot.sending.post(place, cardActivity(sentenceCard(says)));
}

/** Opens a case that only the helpdesk sees, and hands it to them. */
async function openForHelpdesk(
  bot: Bot,
  turn: Turn,
  mailbox: string,
  popup: string | undefined,
): Promise<Answer<CaseView>> {
  const { id } = await bot.desk.openCase({
    mailbox,
    askedBy: turn.person,
    audience: 'helpdesk',
    told: told(bot, mailbox, popup),
  });
  return bot.desk.handToHelpdesk({ caseId: id, by: turn.person });
}

/** What was told in the chat stands before what the world says of the same. */
function told(bot: Bot, mailbox: string, popup: string | undefined): readonly Fact[] {
  const before = bot.toldOf(mailbox);
  if (popup === undefined) return before;
  const said: Fact = {
    fact: 'popup.kind',
    value: popup,
    from: 'told',
    source: 'said in the chat',
    at: new Date(bot.clock.now()).toISOString(),
    vantage: 'chat',
  };
  const contradicts = ({ fact, value }: Fact) =>
    fact === 'popup.kind' || (fact === 'popup.chain' && Array.isArray(value) && value[0] !== popup);
  return [...before.filter((fact) => !contradicts(fact)), said];
}
