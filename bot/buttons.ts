import { type Place as Audience, caseCard } from '../dialogs/cards/case.ts';
import type { Card } from '../dialogs/cards/elements.ts';
import { helpCard } from '../dialogs/cards/short.ts';
import type { Catalogue } from '../dialogs/catalogue.ts';
import { type CasePress, caseNonce, offerNonce, type Press, readPress } from '../dialogs/presses.ts';
import type { Answer, CaseView } from '../services/desk/types.ts';
import { StoreUnavailable } from '../services/store/time-limit.ts';
import type { Bot } from './conversation.ts';
import { listCases, reportPressed } from './messages.ts';
import { confirmOwnMailbox, denyOwnMailbox } from './own-mailbox.ts';
import { pastePressed } from './pasting.ts';
import { forged, type Refused, unknownCase } from './refusals.ts';
import { sendAnswer, sendReport } from './telling.ts';
import type { Turn } from './turn.ts';

/** What a press leads to: a card in place of the pressed one, or a sentence when there is none to show. */
export interface Pressed {
  readonly outcome: string;
  readonly verb: string;
  readonly card?: Card;
  readonly says?: string;
}

/** Answers a pressed button. `messageId` is the message that carries it. */
export async function onPress(
  bot: Bot,
  catalogue: Catalogue,
  turn: Turn,
  value: unknown,
  messageId: string | undefined,
): Promise<Pressed> {
  const read = readPress(value);
  if (!read.ok) return { outcome: 'unknown-button', verb: 'unknown', says: read.says };
  const { press } = read;
  switch (press.verb) {
    case 'help':
      return { outcome: 'ok', verb: press.verb, card: helpCard(turn.roles) };
    case 'report':
      return { outcome: 'ok', verb: press.verb, card: await reportPressed(bot, turn) };
    case 'cases':
      await listCases(bot, turn);
      return { outcome: 'ok', verb: press.verb, card: helpCard(turn.roles) };
    case 'its-me':
      return { outcome: 'ok', verb: press.verb, card: await confirmOwnMailbox(bot, turn, press.nonce) };
    case 'not-me':
      return { outcome: 'ok', verb: press.verb, card: await denyOwnMailbox(bot, turn, press.nonce) };
    default:
      return aboutCase(bot, catalogue, turn, press, messageId);
  }
}

async function aboutCase(
  bot: Bot,
  catalogue: Catalogue,
  turn: Turn,
  press: CasePress,
  messageId: string | undefined,
): Promise<Pressed> {
  const view = await bot.desk.caseById(press.case);
  const refusal = view === undefined ? unknownCase : mayNot(turn, view, press.verb);
  if (view === undefined || refusal !== undefined) {
    const { refused, says } = refusal ?? unknownCase;
    return { outcome: refused, verb: press.verb, says };
  }
  const done = await act(bot, catalogue, turn, view, press);
  // The form that was sent stays as it is, with all that was written into it.
  if (!done.ok && done.refused === 'not-understood')
    return { outcome: done.refused, verb: press.verb, says: done.says };
  const now = await caseAfter(bot, view);
  if (now === undefined) {
    const says = done.ok
      ? 'Done. The store does not answer just now; this card follows when it does.'
      : done.says;
    return { outcome: done.ok ? 'ok' : done.refused, verb: press.verb, says };
  }
  const audience =
    (messageId === undefined ? undefined : await bot.cards.audienceOf(view.id, messageId)) ??
    usual(press, turn);
  const card = caseCard(now, audience, catalogue, done.ok ? undefined : `Not done: ${done.says}`);
  return {
    outcome: done.ok ? 'ok' : done.refused,
    verb: press.verb,
    ...(card !== undefined && maySee(turn, now, audience) && { card }),
    ...(!done.ok && { says: done.says }),
  };
}

/** The case as it is after the press; undefined when the store went away meanwhile, which undoes nothing. */
async function caseAfter(bot: Bot, before: CaseView): Promise<CaseView | undefined> {
  try {
    return (await bot.desk.caseById(before.id)) ?? before;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return undefined;
  }
}

/** Why this person may not press this button; the store decides the same again for plans. */
function mayNot(turn: Turn, view: CaseView, verb: CasePress['verb']): Refused | undefined {
  const asker = view.askedBy.entraId === turn.person.entraId;
  const refuse = (says: string): Refused => ({ ok: false, refused: 'not-allowed', says });
  switch (verb) {
    case 'approve':
    case 'reject':
      return turn.roles.approver
        ? undefined
        : refuse('Only approvers decide about a repair, and you are not one of them. Nothing was done.');
    case 'request':
    case 'withdraw':
      return turn.roles.helpdesk
        ? undefined
        : refuse(
            'Only the helpdesk asks for a repair. Nothing was done; write “help” to see what you can do.',
          );
    case 'look-again':
      return turn.roles.helpdesk || asker ? undefined : refuse('This is not your case. Nothing was done.');
    case 'gone':
    case 'still-there':
      return turn.roles.helpdesk || asker
        ? undefined
        : refuse(
            'Only the person who reported it, or the helpdesk for them, can say this. Nothing was done.',
          );
    case 'send-report':
    case 'answer':
    case 'paste':
      return turn.roles.helpdesk || (asker && view.audience === 'user')
        ? undefined
        : refuse('Only the person whose case it is, and the helpdesk, can add to it. Nothing was done.');
    case 'talk-to-helpdesk':
      return asker ? undefined : refuse('Only the person who reported it can say this. Nothing was done.');
  }
}

async function act(
  bot: Bot,
  catalogue: Catalogue,
  turn: Turn,
  view: CaseView,
  press: CasePress,
): Promise<Answer<unknown>> {
  const by = turn.person;
  const { nonce } = press;
  switch (press.verb) {
    case 'approve':
    case 'reject': {
      if (view.plan === undefined) return forged;
      const decision = press.verb;
      const reason = press.verb === 'reject' ? { reason: press.reason } : {};
      return bot.desk.decide({ planId: view.plan.id, nonce, by, decision, ...reason });
    }
    case 'withdraw':
      return view.plan === undefined ? forged : bot.desk.withdraw({ planId: view.plan.id, nonce, by });
    case 'request': {
      const offer = view.diagnosis?.remedies.find(
        (each) => each.kind === 'action' && offerNonce(view, each) === nonce,
      );
      if (offer === undefined) return forged;
      return bot.desk.requestPlan({ caseId: view.id, remedy: offer.id, by, reason: press.reason });
    }
    case 'look-again':
      return nonce === caseNonce(view) ? bot.desk.lookAgain(view.id, by) : forged;
    case 'gone':
    case 'still-there':
      return nonce === caseNonce(view)
        ? bot.desk.userSays({ caseId: view.id, by, says: press.verb })
        : forged;
    case 'send-report': {
      const sent = await sendReport(bot, catalogue, turn, view, press);
      if (sent.ok && press.pasted.trim() !== '') await pastePressed(bot, turn, view, press.pasted);
      return sent;
    }
    case 'answer':
      return sendAnswer(bot, catalogue, turn, view, press);
    case 'paste':
      return nonce === caseNonce(view) ? pastePressed(bot, turn, view, press.pasted, press.zone) : forged;
    case 'talk-to-helpdesk':
      return nonce === caseNonce(view) ? bot.desk.handToHelpdesk({ caseId: view.id, by }) : forged;
  }
}

/** Whose card carries this button, as a rule. */
function usual(press: Press, turn: Turn): Audience {
  if (press.verb === 'approve' || press.verb === 'reject') return 'approver';
  if (press.verb === 'request' || press.verb === 'withdraw') return 'helpdesk';
  const ofBoth = press.verb === 'look-again' || press.verb === 'answer' || press.verb === 'paste';
  return ofBoth && turn.roles.helpdesk ? 'helpdesk' : 'user';
}

function maySee(turn: Turn, view: CaseView, audience: Audience): boolean {
  if (audience === 'helpdesk') return turn.roles.helpdesk;
  if (audience === 'approver') return turn.roles.approver;
  return audience === 'channel' || view.askedBy.entraId === turn.person.entraId;
}
