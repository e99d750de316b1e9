import { timeWords } from '../say.ts';
import type {
  Action,
  Card,
  Container,
  Element,
  Press,
  RichTextBlock,
  ShowCard,
  TextBlock,
  TextRun,
} from './schema.ts';

export type * from './schema.ts';

/** More than this per card is refused by the store's validation. */
export const actionsAtMost = 6;

/** A card; `summary` is the whole of it in one sentence, for notifications and screen readers. */
export function card(summary: string, body: readonly Element[], actions: readonly Action[] = []): Card {
  return fitted({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: clip(summary, 300),
    body,
    ...(actions.length > 0 && { actions: actions.slice(0, actionsAtMost) }),
  });
}

/** A card of this size survives every way into Teams. */
const bytesAtMost = 20 * 1024;

/**
 * The card as it is; or with what opens cut shorter, then what stands on its face, and at last without its end. A
 * command is never cut.
 */
function fitted(whole: Card): Card {
  const more = line(quiet('More is in the case than fits here.'));
  const onEach = (card: Card, cut: (element: Element) => Element): Card => ({
    ...card,
    body: card.body.map(cut),
  });
  const opened = [150, 80].map((length) =>
    onEach(whole, (each) => (each.type === 'ActionSet' ? shortened(each, length) : each)),
  );
  // What opens gives way first: the face is what everybody reads.
  const briefs = [8, 4, 0].map((kept) => onEach(opened[1] ?? whole, (each) => withoutMore(each, kept, more)));
  const faces = [250, 150, 80].map((length) => onEach(briefs[2] ?? whole, (each) => shortened(each, length)));
  const steps = [whole, ...opened, ...briefs, ...faces];
  let fitting = steps.find((card) => sizeOf(card) <= bytesAtMost) ?? steps.at(-1) ?? whole;
  for (let kept = fitting.body.length - 1; sizeOf(fitting) > bytesAtMost && kept > 0; kept -= 1) {
    fitting = { ...fitting, body: [...fitting.body.slice(0, kept), more] };
  }
  return fitting;
}

/** An element whose opened details are cut to their first lines. */
function withoutMore(element: Element, kept: number, more: Element): Element {
  if (element.type !== 'ActionSet') return element;
  return {
    ...element,
    actions: element.actions.map((action) =>
      action.type === 'Action.ShowCard' && action.title === 'Details'
        ? { ...action, card: { ...action.card, body: [...action.card.body.slice(0, kept), more] } }
        : action,
    ),
  };
}

function shortened(element: Element, length: number): Element {
  if (element.type === 'Container') {
    // What stands in a band is what the card is read for.
    const kept = element.style === 'emphasis' ? Math.max(length, 250) : length;
    return { ...element, items: element.items.map((item) => shortened(item, kept)) };
  }
  if (element.type === 'ActionSet') {
    return {
      ...element,
      actions: element.actions.map((action) =>
        action.type === 'Action.ShowCard'
          ? {
              ...action,
              card: { ...action.card, body: action.card.body.map((each) => shortened(each, length)) },
            }
          : action,
      ),
    };
  }
  if (element.type !== 'RichTextBlock') return element;
  return {
    ...element,
    inlines: element.inlines.map((part) =>
      part.fontType === 'Monospace' ? part : { ...part, text: clip(part.text, length) },
    ),
  };
}

/** A heading of our own words; foreign text goes into `line`, where markdown means nothing. */
export const heading = (text: string, size: 'Medium' | 'Large' = 'Large'): TextBlock => ({
  type: 'TextBlock',
  text,
  wrap: true,
  style: 'heading',
  size,
  weight: 'Bolder',
});

/** A small heading that opens a section. */
export const label = (text: string): TextBlock => ({
  type: 'TextBlock',
  text,
  wrap: true,
  style: 'heading',
  size: 'Default',
  weight: 'Bolder',
  spacing: 'Medium',
});

/** A moment in the one form that all cards use; on the day of `now` without its date. */
export const moment = (before: string, iso: string, after = '', now?: string): RichTextBlock =>
  line(quiet(`${before}${timeWords(iso, now)}${after}`));

type Look = Omit<TextRun, 'type' | 'text'>;
export const run = (text: string, look: Look = {}): TextRun => ({
  type: 'TextRun',
  text: breakable(clip(text, 400)),
  ...look,
});
export const bold = (text: string): TextRun => run(text, { weight: 'Bolder' });
export const quiet = (text: string): TextRun => run(text, { isSubtle: true, size: 'Small' });
/** A command as it is; half a command is worse than none. */
export const code = (text: string): TextRun => ({
  type: 'TextRun',
  text: text.length <= 1_500 ? text : 'too long for a card; the case holds it',
  fontType: 'Monospace',
});

/** One line of text as it is: no markdown, so a foreign server's words cannot become a link. */
export const line = (...parts: readonly (string | TextRun)[]): RichTextBlock => ({
  type: 'RichTextBlock',
  inlines: parts.map((part) => (typeof part === 'string' ? run(part) : part)),
  spacing: 'Small',
});

export const band = (...items: readonly Element[]): Container => ({
  type: 'Container',
  style: 'emphasis',
  items,
  spacing: 'Medium',
});

export const group = (...items: readonly Element[]): Container => ({
  type: 'Container',
  items,
  separator: true,
  spacing: 'Medium',
});

/** A button whose press comes back as case, verb and nonce; the older way of sending it is the fallback. */
export function press(
  title: string,
  data: { readonly verb: string; readonly case?: string; readonly nonce?: string },
): Press {
  const carried: Record<string, string> = { verb: data.verb };
  if (data.case !== undefined) carried.case = data.case;
  if (data.nonce !== undefined) carried.nonce = data.nonce;
  return {
    type: 'Action.Execute',
    title,
    verb: data.verb,
    data: carried,
    fallback: { type: 'Action.Submit', title, data: carried },
  };
}

/** A button that opens a small form with one reason in it. */
export const askReason = (
  title: string,
  body: readonly Element[],
  question: string,
  send: Press,
): ShowCard => ({
  type: 'Action.ShowCard',
  title,
  card: {
    type: 'AdaptiveCard',
    body: [
      ...body,
      {
        type: 'Input.Text',
        id: 'reason',
        label: question,
        isMultiline: true,
        isRequired: true,
        errorMessage: 'Please write a reason.',
        maxLength: 500,
      },
    ],
    actions: [send],
  },
});

/** A button that opens a form. */
export const askMore = (title: string, body: readonly Element[], send: Press): ShowCard => ({
  type: 'Action.ShowCard',
  title,
  card: { type: 'AdaptiveCard', body, actions: [send] },
});

/** A button that opens what not everybody reads. */
export const showMore = (title: string, body: readonly Element[]): ShowCard => ({
  type: 'Action.ShowCard',
  title,
  card: { type: 'AdaptiveCard', body, actions: [] },
});

/** Buttons in the middle of a card, where they are found at once; more than six are refused. */
export const buttons = (...actions: readonly Action[]): readonly Element[] =>
  actions.length === 0
    ? []
    : [{ type: 'ActionSet', actions: actions.slice(0, actionsAtMost), spacing: 'Medium' }];

/** A long name or address with places to break, so that it forces no width; a command is never touched. */
const breakable = (text: string): string =>
  text.replace(/\S{34,}/g, (word) => word.replace(/[/@.\\=~?&_-]/g, '$&\u200b'));

/** The text, cut at a length a card can bear, and behind a word where one ends near there. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const wordEnd = cut.search(/\s\S*$/);
  return `${wordEnd > length * 0.6 ? cut.slice(0, wordEnd) : cut}…`;
}

/** Bytes of a card as Teams counts them: its JSON in UTF-16. */
export const sizeOf = (card: unknown): number => JSON.stringify(card).length * 2;
