import type { Card } from '../dialogs/cards/elements.ts';
import { casesCard, helpCard, notUnderstoodCard, pendingCard, sentenceCard } from '../dialogs/cards/short.ts';
import type { Said } from '../dialogs/words.ts';
import { cardActivity } from './activities.ts';
import { promised } from './apology.ts';
import { handOver, openFor } from './cases.ts';
import type { Bot } from './conversation.ts';
import { findOwnMailbox } from './own-mailbox.ts';
import { privatePlace } from './private-chat.ts';
import type { Place } from './sending.ts';
import type { Turn } from './turn.ts';

/** Whether the answer to this stands without anything that is kept. */
export const needsNoStore = ({ kind }: Said): boolean =>
  ['help', 'secret', 'not-an-address', 'several-addresses', 'unknown'].includes(kind);

/** Answers what somebody wrote; gives the name of what was understood, for the log. */
export async function onMessage(bot: Bot, turn: Turn, said: Said): Promise<string> {
  const answer = (card: Card) => bot.later('answer', () => bot.sending.post(turn.place, cardActivity(card)));
  switch (said.kind) {
    case 'help':
      answer(helpCard(turn.roles));
      return said.kind;
    case 'cases':
      await listCases(bot, turn);
      return said.kind;
    case 'pending':
      await listPending(bot, turn);
      return said.kind;
    case 'secret':
      answer(
        sentenceCard(
          'Never send a password to anybody, not to me either. I keep nothing of that message.',
          'Please delete it and change the password. Then tell me what Outlook shows.',
        ),
      );
      return said.kind;
    case 'report':
      if (turn.roles.helpdesk && said.own !== true) answer(whoseCard);
      else await report(bot, turn, said.popup);
      return said.kind;
    case 'to-helpdesk':
      await toHelpdesk(bot, turn, said.address, said.popup);
      return said.kind;
    case 'diagnose':
      await diagnose(bot, turn, said.address, said.popup);
      return said.kind;
    case 'not-an-address':
      answer(
        sentenceCard(
          `“${said.said.slice(0, 80)}” is not an e-mail address.`,
          'Write it whole, with what stands before and after the @.',
        ),
      );
      return said.kind;
    case 'several-addresses':
      answer(
        sentenceCard(
          `I look at one mailbox at a time, and you named ${said.addresses.length}.`,
          `Write one of them, for example: diagnose ${said.addresses[0] ?? ''}`,
        ),
      );
      return said.kind;
    case 'unknown':
      answer(notUnderstoodCard(said.said, turn.roles));
      return said.kind;
  }
}

const whose = 'Whose mailbox? Write the address, or for example “diagnose anna@contoso.example”.';
const whoseCard = sentenceCard(whose, 'For your own write “diagnose me”.');

/** The button "Report a popup": the helpdesk is asked whose, anybody else means his own. Gives what the pressed card says. */
export async function reportPressed(bot: Bot, turn: Turn): Promise<Card> {
  if (turn.roles.helpdesk) return whoseCard;
  await report(bot, turn);
  return sentenceCard('I look at your mailbox; the answer comes below.');
}

/** Hands a report over as it is; nobody's mailbox is looked up before. */
async function toHelpdesk(bot: Bot, turn: Turn, address: string | undefined, popup?: string): Promise<void> {
  const own = address === undefined ? await bot.desk.linkOf(turn.person.entraId) : undefined;
  const mailbox = address ?? own?.mailbox;
  promised(bot, turn, 'to helpdesk', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined) return;
    if (mailbox !== undefined) return handOver(bot, turn, place, mailbox, popup);
    const says =
      'Write “helpdesk” and the address that sees the popup, and I pass your report to the helpdesk.';
    await bot.sending.post(place, cardActivity(sentenceCard(says)));
  });
}

/** The speaker's own popup: looks at his mailbox, or first finds out which it is. */
export async function report(bot: Bot, turn: Turn, popup?: string): Promise<void> {
  const own = await bot.desk.linkOf(turn.person.entraId);
  const named = popup === undefined ? {} : { popup };
  promised(bot, turn, 'own mailbox', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined) return;
    if (own === undefined) await findOwnMailbox(bot, turn, place, named);
    else await openFor(bot, turn, own.mailbox, place, popup);
  });
}

/** A named mailbox: the helpdesk sees everyone's, anybody else only his own. */
async function diagnose(bot: Bot, turn: Turn, address: string, popup?: string): Promise<void> {
  const named = popup === undefined ? {} : { popup };
  const link = turn.roles.helpdesk ? undefined : await bot.desk.linkOf(turn.person.entraId);
  if (!turn.roles.helpdesk && link?.mailbox.toLowerCase() !== address.toLowerCase()) {
    promised(bot, turn, 'own mailbox', async () => {
      const place = await privatePlace(bot, turn);
      if (place !== undefined) await findOwnMailbox(bot, turn, place, { address, ...named });
    });
    return;
  }
  if (turn.personal) {
    await openFor(bot, turn, address, turn.place, popup);
    return;
  }
  promised(bot, turn, 'channel', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined) return;
    const view = await openFor(bot, turn, address, place, popup);
    await bot.cards.follow({ caseId: view.id, audience: 'channel', place: turn.place });
  });
}

/** The speaker's cases as a list, and the newest one's card anew. */
export async function listCases(bot: Bot, turn: Turn): Promise<void> {
  const views = await bot.desk.casesOf(turn.person);
  const card =
    views.length === 0
      ? sentenceCard('You have no cases here. Tell me what Outlook shows, and I look.')
      : casesCard(views);
  promised(bot, turn, 'answer', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined) return;
    await bot.sending.post(place, cardActivity(card));
    const newest = views.toSorted((one, other) => other.askedAt.localeCompare(one.askedAt))[0];
    if (newest === undefined) return;
    await bot.cards.follow({ caseId: newest.id, audience: turn.roles.helpdesk ? 'helpdesk' : 'user', place });
  });
}

/** What waits for this approver, each with its card posted anew. */
async function listPending(bot: Bot, turn: Turn): Promise<void> {
  if (!turn.roles.approver) {
    const says = 'Only approvers decide about repairs, and you are not one of them.';
    bot.later('answer', () =>
      bot.sending.post(
        turn.place,
        cardActivity(sentenceCard(says, 'Write “status” to see how your cases stand.')),
      ),
    );
    return;
  }
  promised(bot, turn, 'answer', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined || (await showPending(bot, turn, place))) return;
    await bot.sending.post(place, cardActivity(sentenceCard('Nothing waits for your decision.')));
  });
}

/** Posts what waits for this approver, each card anew; false when nothing does. His own requests are others' to decide. */
export async function showPending(bot: Bot, turn: Turn, place: Place): Promise<boolean> {
  const plans = (await bot.desk.pendingPlans()).filter(
    (plan) => plan.requestedBy.entraId !== turn.person.entraId,
  );
  if (plans.length === 0) return false;
  await bot.sending.post(place, cardActivity(pendingCard(plans)));
  for (const plan of plans.slice(0, 5)) {
    await bot.cards.follow({ caseId: plan.caseId, audience: 'approver', place });
  }
  return true;
}
