import type { Addition, CaseView } from '../../services/desk/types.ts';
import type { PastedText } from '../../services/pasting/read-pasted.ts';
import type { Passage } from '../../services/reader.ts';
import type { Asked } from '../catalogue.ts';
import { factWords } from '../fact-words.ts';
import { plural, value } from '../say.ts';
import { bold, type Card, card, clip, type Element, heading, label, line, quiet } from './elements.ts';

/** What became of a pasted text: understood, ignored, cut, what is to be asked, and what it changed. */
export function pastedCard(
  view: CaseView,
  { facts, understood, ignored, says, asks }: PastedText,
  addition: Addition | undefined,
  parts: number,
  who: Asked,
): Card {
  const summary =
    facts.length === 0
      ? `${view.number}: I found nothing in the text that bears on a popup.`
      : `${view.number}: I took ${plural(facts.length, 'fact')} from the text.`;
  return card(summary, [
    heading('What I read', 'Medium'),
    line(bold(view.number), '  ·  ', view.mailbox),
    line(summary.slice(view.number.length + 2)),
    ...(parts > 1 ? [line(quiet(`Read as one with what you pasted before: ${parts} parts.`))] : []),
    ...says.flatMap(inLines),
    ...asks.map((each) => line(bold(each))),
    ...(who === 'user' ? [] : changed(view, addition)),
    ...passages('UNDERSTOOD', understood, 6),
    ...(who === 'user' ? [] : taken(facts)),
    ...passages('IGNORED', ignored, 5),
    ...(facts.length === 0 ? [] : [line(quiet(`The card of ${view.number} shows the verdict with it.`))]),
  ]);
}

/** A sentence, and a list behind a colon as lines of its own: what is long is not cut in its middle. */
function inLines(sentence: string): readonly Element[] {
  const [says = '', ...list] = sentence.split(/(?<=: )|; /u);
  if (list.length < 4) return [line(bold(sentence))];
  return [line(bold(says)), ...list.map((each) => line(quiet(`• ${each}`)))];
}

/** Which verdicts it moved. */
function changed({ diagnosis }: CaseView, addition: Addition | undefined): readonly Element[] {
  if (addition === undefined) return [];
  if (addition.changed === undefined || diagnosis === undefined)
    return [line('It is part of the verdict that comes when the looks are done.')];
  if (addition.changed.length === 0) return [line('It changed no verdict.')];
  return [
    label('CHANGED'),
    ...addition.changed
      .slice(0, 5)
      .map(({ cause, from, to }) =>
        line('• ', bold(cause), ` ${from.replace('-', ' ')} → ${to.replace('-', ' ')}`),
      ),
    ...(addition.changed.length > 5 ? [line(quiet(`and ${addition.changed.length - 5} more`))] : []),
  ];
}

/** Lines of the text with what they were taken for, never the lines themselves. */
function passages(title: string, all: readonly Passage[], atMost: number): readonly Element[] {
  if (all.length === 0) return [];
  return [
    label(title),
    ...all
      .slice(0, atMost)
      .map(({ from, to, says }) =>
        line(`• ${from === to ? `line ${from}` : `lines ${from}–${to}`}: `, clip(says, 140)),
      ),
    ...(all.length > atMost ? [line(quiet(`and ${all.length - atMost} more passages`))] : []),
  ];
}

function taken(facts: PastedText['facts']): readonly Element[] {
  if (facts.length === 0) return [];
  const shown = facts.slice(0, 6);
  return [
    label('TAKEN FROM IT'),
    ...shown.map(({ fact, value: of, source }) =>
      line(`• ${factWords(fact)}: ${clip(value(of), 120)}`, quiet(`  ${clip(source, 100)}`)),
    ),
    ...(facts.length > shown.length ? [line(quiet(`and ${facts.length - shown.length} more`))] : []),
  ];
}
