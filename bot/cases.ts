import { sentenceCard } from '../dialogs/cards/short.ts';
import type { CaseView } from '../services/desk/types.ts';
import type { Fact } from '../services/facts.ts';
import { cardActivity } from './activities.ts';
import type { Bot } from './conversation.ts';
import type { Place } from './sending.ts';
import type { Turn } from './turn.ts';

/** Opens a case about a mailbox that the speaker may see, and posts its living card. */
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
  const view = await bot.desk.openCase({
    mailbox,
    askedBy: turn.person,
    audience: 'helpdesk',
    told: told(bot, mailbox, popup),
  });
  const handed = await bot.desk.handToHelpdesk({ caseId: view.id, by: turn.person });
  if (!handed.ok) {
    bot.later('refusal', () => bot.sending.post(place, cardActivity(sentenceCard(handed.says))));
    return;
  }
  bot.later('first card', () => bot.cards.follow({ caseId: view.id, audience: 'user', place }));
}

/** Hands a report to the helpdesk without knowing whose mailbox it is, and says so. */
export async function handOver(
  bot: Bot,
  turn: Turn,
  place: Place,
  mailbox: string,
  popup?: string,
): Promise<void> {
  const view = await bot.desk.openCase({
    mailbox,
    askedBy: turn.person,
    audience: 'helpdesk',
    told: told(bot, mailbox, popup),
  });
  const handed = await bot.desk.handToHelpdesk({ caseId: view.id, by: turn.person });
  const says = handed.ok
    ? `I have passed your report about ${mailbox} to the helpdesk. Its number is ${view.number}.`
    : handed.says;
  await bot.sending.post(place, cardActivity(sentenceCard(says)));
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
    vantage: '',
  };
  const contradicts = ({ fact, value }: Fact) =>
    fact === 'popup.kind' || (fact === 'popup.chain' && Array.isArray(value) && value[0] !== popup);
  return [...before.filter((fact) => !contradicts(fact)), said];
}
