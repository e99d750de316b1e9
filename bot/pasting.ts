import { pastedCard } from '../dialogs/cards/pasted.ts';
import { sentenceCard } from '../dialogs/cards/short.ts';
import type { Answer, CaseView } from '../services/desk/types.ts';
import type { PastedText } from '../services/pasting/read-pasted.ts';
import { minutesOf } from '../services/pasting/times.ts';
import { cardActivity } from './activities.ts';
import { promised } from './apology.ts';
import { type FileOffered, fetchFile } from './attachments.ts';
import type { Bot } from './conversation.ts';
import { privatePlace } from './private-chat.ts';
import { notUnderstood } from './refusals.ts';
import type { Turn } from './turn.ts';

/** What a message asks to have read: the case's number if he named it, a zone, and the text below. */
export interface PasteAsked {
  readonly number?: string;
  readonly zone: string;
  readonly text: string;
}

/** A text from a card's field: read, added, and explained in a message of its own. */
export async function pastePressed(
  bot: Bot,
  turn: Turn,
  view: CaseView,
  text: string,
  zone = '',
): Promise<Answer<unknown>> {
  if (text.trim() === '') return notUnderstood('Paste a text into the field first.');
  const zoneMinutes = zoneOf(zone);
  if (zoneMinutes === 'no zone') return notUnderstood(noZone(zone));
  const added = await add(bot, turn, view, text, zoneMinutes);
  if (!added.ok) return added;
  promised(bot, turn, 'what was read', async () => {
    const place = await privatePlace(bot, turn);
    if (place !== undefined) await bot.sending.post(place, cardActivity(added.value));
  });
  return added;
}

/** A text or file of a message: found its case, fetched, read, added and explained, after the turn was answered. */
export function pasteSaid(
  bot: Bot,
  turn: Turn,
  { number, zone, text }: PasteAsked,
  files: readonly FileOffered[],
): void {
  promised(bot, turn, 'paste', async () => {
    const place = await privatePlace(bot, turn);
    if (place === undefined) return;
    const say = (says: string, more?: string) =>
      bot.sending.post(place, cardActivity(sentenceCard(says, more)));
    const view = await caseFor(bot, turn, number);
    if (view === undefined) {
      await say(
        number === undefined
          ? 'To which case does it belong?'
          : `I know no case ${number.toUpperCase()} that you may add to.`,
        'Write “paste”, the number of the case (“status” lists yours), and below it the text; or that line with a file.',
      );
      return;
    }
    const zoneMinutes = zoneOf(zone);
    if (zoneMinutes === 'no zone') {
      await say(noZone(zone));
      return;
    }
    if (text.trim() === '' && files.length === 0) {
      await say(
        `Write “paste ${view.number}” and below it the text, or send that line with a text file.`,
        'A text that is too long for one message may come in several; I join them.',
      );
      return;
    }
    const bodies: (string | Buffer)[] = text.trim() === '' ? [] : [text];
    for (const file of files.slice(0, filesAtMost)) {
      const fetched = await fetchFile(bot.downloads, file);
      if ('refused' in fetched) await say(fetched.refused);
      else bodies.push(fetched.bytes);
    }
    for (const body of bodies) {
      const added = await add(bot, turn, view, body, zoneMinutes);
      await bot.sending.post(place, cardActivity(added.ok ? added.value : sentenceCard(added.says)));
    }
  });
}
const filesAtMost = 3;

/** The case that a number names, or the speaker's newest; undefined when he may not add to it. */
async function caseFor(bot: Bot, turn: Turn, number: string | undefined): Promise<CaseView | undefined> {
  const view =
    number === undefined
      ? (await bot.desk.casesOf(turn.person)).toSorted((one, other) =>
          other.askedAt.localeCompare(one.askedAt),
        )[0]
      : await bot.desk.caseByNumber(number);
  if (view === undefined || turn.roles.helpdesk) return view;
  return view.askedBy.entraId === turn.person.entraId && view.audience === 'user' ? view : undefined;
}

/** Reads a text for a case and adds what it says; gives the card that explains it. */
async function add(
  bot: Bot,
  turn: Turn,
  view: CaseView,
  body: string | Buffer,
  zoneMinutes: number | undefined,
): Promise<Answer<ReturnType<typeof pastedCard>>> {
  const { read, parts, replaces, keep } = bot.pastes.read(body, {
    view,
    by: turn.person,
    ...(zoneMinutes !== undefined && { zoneMinutes }),
  });
  if (read.refused !== undefined) return notUnderstood(read.refused);
  const before = new Set(view.additions.map(({ id }) => id));
  const added: Answer<CaseView> =
    read.facts.length === 0
      ? { ok: true, value: view }
      : await bot.desk.addFacts({
          caseId: view.id,
          by: turn.person,
          kind: 'paste',
          facts: read.facts,
          about: aboutOf(read),
          ...(replaces !== undefined && { replaces }),
        });
  if (!added.ok) return added;
  const addition = added.value.additions.findLast(({ id }) => !before.has(id));
  keep(addition?.id ?? replaces);
  const seen = turn.roles.helpdesk ? 'helpdesk' : 'user';
  return { ok: true, value: pastedCard(added.value, read, addition, parts, seen) };
}
/** What was understood, each kind of text once. */
const aboutOf = ({ understood }: PastedText): string =>
  [...new Set(understood.map(({ says }) => says))].slice(0, 4).join('; ');

/** Minutes east of UTC; undefined when none was said. */
const zoneOf = (zone: string): number | undefined | 'no zone' =>
  zone === '' ? undefined : (minutesOf(zone) ?? 'no zone');
const noZone = (zone: string): string =>
  `“${zone.slice(0, 20)}” is no zone. Write it as +01:00, -05:00 or UTC. Nothing was read.`;
