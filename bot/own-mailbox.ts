import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Card } from '../dialogs/cards/elements.ts';
import { isThisYouCard, sentenceCard } from '../dialogs/cards/short.ts';
import type { Answer } from '../services/desk/types.ts';
import { recall, remember } from './acquaintances.ts';
import { cardActivity } from './activities.ts';
import { openFor, reportForSomebodyElse } from './cases.ts';
import type { Bot } from './conversation.ts';
import type { Place } from './sending.ts';
import type { Turn } from './turn.ts';

/** How long a person waits for the directory before he is told that it does not answer. */
const directoryMs = 20_000;

const memberSchema = z.object({
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
type Resolved = Answer<{ readonly mailbox: string; readonly displayName: string; readonly objectId: string }>;

/**
 * Finds out which mailbox is the speaker's own and asks him once. An address that turns out to be somebody else's
 * becomes a report to the helpdesk. Runs after the turn was answered; what it finds replaces the first message.
 */
export async function findOwnMailbox(
  bot: Bot,
  turn: Turn,
  place: Place,
  asked: { readonly popup?: string; readonly address?: string },
): Promise<void> {
  const first = await bot.sending.post(
    place,
    cardActivity(sentenceCard('One moment: I look up which mailbox is yours.')),
  );
  const show = async (card: Card): Promise<void> => {
    if (first.sent) await bot.sending.update(place, first.id, cardActivity(card));
  };
  const own = await ownOf(bot, turn);
  const isOwn = asked.address === undefined ? own : await sameObject(bot, own, asked.address);
  if (!own.ok && own.refused === 'unavailable') return show(cannotLook(bot, turn, own.says, asked.address));
  if (asked.address !== undefined && !isOwn.ok) {
    if (isOwn.refused === 'unavailable') return show(cannotLook(bot, turn, isOwn.says, asked.address));
    await show(sentenceCard(`${asked.address} is not the mailbox that belongs to your sign-in name.`));
    await reportForSomebodyElse(bot, turn, place, asked.address, asked.popup);
    return;
  }
  if (!own.ok) {
    return show(
      sentenceCard(
        own.says,
        'Write the e-mail address that sees the popup, and I pass your report to the helpdesk.',
      ),
    );
  }
  const known = await recall(bot.desk, turn.person.entraId);
  if (known === undefined) return;
  const nonce = randomBytes(12).toString('base64url');
  await remember(bot.desk, turn.person, known, {
    ...known,
    asking: { nonce, ...own.value, ...(asked.popup !== undefined && { popup: asked.popup }) },
  });
  await show(isThisYouCard(own.value, nonce));
}

const no = (refused: 'unknown' | 'unavailable', says: string): Resolved => ({ ok: false, refused, says });

/** The directory object behind the speaker's names. Its own words name servers, so an unknown one is said in ours. */
async function ownOf(bot: Bot, turn: Turn): Promise<Resolved> {
  const names = await namesOf(bot, turn);
  if (names === undefined) return no('unavailable', 'Teams does not answer who you are');
  if (names.length === 0) {
    return no(
      'unknown',
      'Teams does not tell me your sign-in name, so I cannot tell which mailbox is yours.',
    );
  }
  const found = await within(bot, bot.desk.resolvePerson(names));
  return found.ok || found.refused === 'unavailable'
    ? found
    : no('unknown', `In the directory I find no single mailbox for ${names.join(' or ')}.`);
}

/** The speaker's own object when the address leads to it too. Only an answer of the directory makes it somebody else's. */
async function sameObject(bot: Bot, own: Resolved, address: string): Promise<Resolved> {
  if (!own.ok || own.value.mailbox.toLowerCase() === address.toLowerCase()) return own;
  const other = await within(bot, bot.desk.resolvePerson([address]));
  if (!other.ok) return other;
  return other.value.objectId === own.value.objectId ? own : no('unknown', 'another object');
}

/** "I could not look", which is never "no". Why, with its servers, is for the helpdesk and the log. */
function cannotLook(bot: Bot, turn: Turn, why: string, address: string | undefined): Card {
  bot.log.warn({ why }, 'own mailbox not looked up');
  const because = turn.roles.helpdesk ? ` (${why.replace(/[.\s]+$/u, '')})` : '';
  return sentenceCard(
    `I cannot reach the directory just now${because}, so I do not know yet which mailbox is yours. Nothing was reported.`,
    `Try again in a minute, or write “helpdesk ${address ?? 'and the address that sees the popup'}”, and I pass your report to the helpdesk as it is.`,
  );
}

/** Sign-in name and address as Teams gives them of the speaker; undefined when it does not answer. */
async function namesOf(bot: Bot, turn: Turn): Promise<readonly string[] | undefined> {
  const member = await bot.sending.member(turn.place, turn.userId);
  if (member === undefined) return undefined;
  const parsed = memberSchema.safeParse(member);
  if (!parsed.success) return [];
  const names = [parsed.data.userPrincipalName, parsed.data.email].filter(
    (name) => name !== null && name !== undefined,
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

const within = (bot: Bot, resolving: Promise<Resolved>): Promise<Resolved> =>
  Promise.race([
    resolving,
    bot.clock.wait(directoryMs).then(
      (): Resolved => ({
        ok: false,
        refused: 'unavailable',
        says: `no answer within ${directoryMs / 1000} s`,
      }),
    ),
  ]);

/** "Yes, that's me": remembers the mailbox and looks at it. Gives what the card then says. */
export async function confirmOwnMailbox(bot: Bot, turn: Turn, nonce: string): Promise<Card> {
  const known = await recall(bot.desk, turn.person.entraId);
  const asking = known?.asking;
  if (known === undefined || asking === undefined || asking.nonce !== nonce) {
    return sentenceCard('This question is answered already. Tell me what Outlook shows, and I look.');
  }
  const { asking: _answered, ...rest } = known;
  const { mailbox, displayName, objectId } = asking;
  await bot.desk.linkPerson(turn.person, { mailbox, displayName, objectId });
  await openFor(bot, turn, mailbox, turn.place, asking.popup);
  // Last, so that the same button works again when the store went away before.
  await remember(bot.desk, turn.person, known, rest);
  return sentenceCard(`Thank you. I remember that ${mailbox} is your mailbox, and look now.`);
}

/** "No": nothing is remembered; the way on is the address. */
export async function denyOwnMailbox(bot: Bot, turn: Turn, nonce: string): Promise<Card> {
  const known = await recall(bot.desk, turn.person.entraId);
  if (known?.asking !== undefined && known.asking.nonce === nonce) {
    const { asking: _answered, ...rest } = known;
    await remember(bot.desk, turn.person, known, rest);
  }
  return sentenceCard(
    'Then I cannot tell which mailbox is yours.',
    'Write the address that sees the popup; I pass your report to the helpdesk.',
  );
}
