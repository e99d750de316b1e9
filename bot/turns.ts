import { sentenceCard, welcomeCard } from '../dialogs/cards/short.ts';
import type { Catalogue } from '../dialogs/catalogue.ts';
import { numberIn, pasteIn } from '../dialogs/paste-words.ts';
import { understand } from '../dialogs/words.ts';
import { recall, remember } from './acquaintances.ts';
import { cardActivity, textActivity } from './activities.ts';
import { apologyFor, newReference } from './apology.ts';
import { filesOf } from './attachments.ts';
import { onPress, type Pressed } from './buttons.ts';
import type { Bot } from './conversation.ts';
import { needsNoStore, onMessage, showPending } from './messages.ts';
import { pasteSaid } from './pasting.ts';
import { type IncomingActivity, type Turn, turnOf } from './turn.ts';

/** Answer of an invoke, as botbuilder takes it. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body: object;
}
/** Handles one activity; the answer is for invokes only. Never throws. */
export type Turns = (activity: IncomingActivity) => Promise<InvokeAnswer | undefined>;

/** A client shows an error after ten seconds or so; we answer long before with what we have. */
const answerMs = 1_500;

/** All turns of the bot. One line is logged for each: id, verb, outcome, ms; never what was said. */
export function createTurns(bot: Bot, catalogue: Catalogue): Turns {
  const installs = oneByOne();
  return async (activity) => {
    const started = bot.clock.now();
    const line = (verb: string, outcome: string) =>
      bot.log.info({ turn: activity.id ?? '', verb, outcome, ms: bot.clock.now() - started }, 'turn');
    try {
      const { verb, outcome, answer } = await handle(bot, catalogue, activity, installs);
      line(verb, outcome);
      return answer;
    } catch (error) {
      const reference = newReference();
      line(activity.name ?? activity.type, `failed ${reference}`);
      bot.log.error(
        { reference, error: error instanceof Error ? error.stack : String(error) },
        'turn failed',
      );
      const pressed = activity.type === 'invoke' || (activity.value !== undefined && activity.value !== null);
      const says = apologyFor(error, pressed ? 'press' : 'message', reference);
      if (activity.type === 'invoke') return invokeMessage(says);
      const place = { serviceUrl: activity.serviceUrl, conversation: activity.conversation.id };
      bot.later('apology', () => bot.sending.post(place, cardActivity(sentenceCard(says))));
      return undefined;
    }
  };
}

interface Handled {
  readonly verb: string;
  readonly outcome: string;
  readonly answer?: InvokeAnswer;
}

/** Runs work of one key one after the other: Teams reports one install twice, at nearly the same time. */
function oneByOne() {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
    tails.set(key, mine);
    const clear = () => {
      if (tails.get(key) === mine) tails.delete(key);
    };
    mine.then(clear, clear);
    return mine;
  };
}

async function handle(
  bot: Bot,
  catalogue: Catalogue,
  activity: IncomingActivity,
  installs: ReturnType<typeof oneByOne>,
): Promise<Handled> {
  const turn = turnOf(activity, bot.roles, bot.tenant);
  switch (activity.type) {
    case 'message': {
      if (turn === undefined) return outsider(bot, activity);
      if (activity.value !== undefined && activity.value !== null) {
        await meet(bot, turn);
        const pressed = await onPress(bot, catalogue, turn, activity.value, activity.replyToId ?? undefined);
        const says = pressed.says;
        if (says !== undefined) bot.later('refusal', () => bot.sending.post(turn.place, textActivity(says)));
        return { verb: pressed.verb, outcome: pressed.outcome };
      }
      const paste = pasteIn(activity.text ?? '');
      const files = filesOf(activity.attachments);
      if (paste !== undefined || files.length > 0) {
        await meet(bot, turn);
        pasteSaid(bot, turn, paste ?? { zone: '', text: '', ...numberIn(activity.text ?? '') }, files);
        return { verb: 'paste', outcome: files.length > 0 ? 'file' : 'text' };
      }
      const said = understand(activity.text ?? '');
      // Who only asks what he can say is answered also when the store is down.
      if (needsNoStore(said)) bot.later('meet', () => meet(bot, turn));
      else await meet(bot, turn);
      return { verb: 'message', outcome: await onMessage(bot, turn, said) };
    }
    case 'invoke': {
      if (activity.name !== 'adaptiveCard/action')
        return { verb: activity.name ?? 'invoke', outcome: 'not-ours' };
      if (turn === undefined) {
        return { verb: 'invoke', outcome: 'outsider', answer: invokeMessage(outsiderSays) };
      }
      const pressed = await soon(
        bot,
        turn,
        onPress(bot, catalogue, turn, pressedData(activity.value), activity.replyToId ?? undefined),
      );
      return { verb: pressed.verb, outcome: pressed.outcome, answer: invokeAnswer(pressed) };
    }
    case 'conversationUpdate':
    case 'installationUpdate':
      return installs(turn?.person.entraId ?? '', () => install(bot, turn, activity));
    default:
      return { verb: activity.type, outcome: 'not-ours' };
  }
}

/** The data of a pressed Action.Execute; inputs of the card stand in it too. */
function pressedData(value: unknown): unknown {
  const action = (value as { readonly action?: { readonly data?: unknown } } | undefined)?.action;
  return action?.data;
}

/**
 * The answer, or after a while the word that it is still being worked on. What was done then shows on the card; why it was
 * not done is told in a message of its own.
 */
function soon(bot: Bot, turn: Turn, pressing: Promise<Pressed>): Promise<Pressed> {
  const tell = (says: string) => bot.sending.post(turn.place, textActivity(says));
  let ended = false;
  const end = () => {
    ended = true;
  };
  pressing.then(end, end);
  const late = async () => {
    try {
      const { says } = await pressing;
      if (says !== undefined) await tell(says);
    } catch (error) {
      const reference = newReference();
      bot.log.error({ reference, error: String(error) }, 'a press failed after its answer');
      await tell(apologyFor(error, 'press', reference));
    }
  };
  return Promise.race([
    pressing,
    bot.clock.wait(answerMs).then((): Pressed => {
      if (!ended) void late();
      return {
        outcome: 'working',
        verb: 'working',
        says: 'Still working on it; this card shows the result in a moment.',
      };
    }),
  ]);
}

function invokeAnswer(pressed: Pressed): InvokeAnswer {
  if (pressed.card === undefined) return invokeMessage(pressed.says ?? 'Done.');
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: pressed.card },
  };
}

const invokeMessage = (says: string): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: says },
});

const outsiderSays =
  'I only serve people of this organisation, and Teams does not tell me that you are one of them. Please ask your own helpdesk.';

function outsider(bot: Bot, activity: IncomingActivity): Handled {
  const place = { serviceUrl: activity.serviceUrl, conversation: activity.conversation.id };
  bot.later('outsider', () => bot.sending.post(place, textActivity(outsiderSays)));
  return { verb: 'message', outcome: 'outsider' };
}

/** Remembers where a person is reached in private. */
async function meet(bot: Bot, turn: Turn): Promise<void> {
  if (!turn.personal) return;
  const known = await recall(bot.desk, turn.person.entraId);
  await remember(bot.desk, turn.person, known, { ...known, ...turn.place });
}

/** Teams reports one install by two activities; within this time they are the same install. */
const sameInstallMs = 10_000;

/**
 * Welcomes once per install: in a personal chat the person, in a team nobody in private. An approver also gets what waits
 * for him, since a fresh chat shows nothing of before.
 */
async function install(bot: Bot, turn: Turn | undefined, activity: IncomingActivity): Promise<Handled> {
  const verb = `${activity.type} ${activity.action ?? ''}`.trim();
  const anew = activity.type === 'installationUpdate';
  const added = anew
    ? activity.action?.startsWith('add') === true
    : (activity.membersAdded ?? []).some((member) => member.id === activity.recipient.id);
  if (!added) return { verb, outcome: 'ignored' };
  if (turn === undefined || !turn.personal) return { verb, outcome: 'installed' };
  const known = await recall(bot.desk, turn.person.entraId);
  const before = known?.welcomedAt;
  const now = bot.clock.now();
  if (before !== undefined && (!anew || now - before < sameInstallMs)) return { verb, outcome: 'known' };
  await remember(bot.desk, turn.person, known, { ...known, ...turn.place, welcomedAt: now });
  bot.later('welcome', async () => {
    await bot.sending.post(turn.place, cardActivity(welcomeCard(turn.roles)));
    if (turn.roles.approver) await showPending(bot, turn, turn.place);
  });
  return { verb, outcome: 'welcomed' };
}
