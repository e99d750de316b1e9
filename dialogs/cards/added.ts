import type { Addition, CaseView, VerdictChange } from '../../services/desk/types.ts';
import type { Fact } from '../../services/facts.ts';
import { factWords } from '../fact-words.ts';
import { age, timesInWords, value } from '../say.ts';
import { bold, clip, type Element, label, line, quiet } from './elements.ts';

/** One move of a verdict: "mapi-vdir-auth likely → confirmed". */
const moved = ({ cause, from, to }: VerdictChange): string => `${cause} ${words(from)} → ${words(to)}`;
const words = (band: VerdictChange['from']): string => band.replace('-', ' ');

const what: Readonly<Record<Addition['kind'], string>> = {
  report: 'report',
  answer: 'answer',
  paste: 'pasted text',
};
/** The newest thing that was added and judged since; what came before a verdict is part of it. */
const newest = ({ additions }: CaseView): Addition | undefined => {
  const last = additions.at(-1);
  return last?.changed === undefined || last.facts.length === 0 ? undefined : last;
};

/** For the helpdesk: whose answer or text moved which verdicts, and what it was about. */
export function changeForHelpdesk(view: CaseView): readonly Element[] {
  const last = newest(view);
  if (last === undefined) return [];
  const { by, kind, changed = [], about } = last;
  const [first, second, third, ...more] = changed.map(moved);
  const list = [first, second, third].filter((one) => one !== undefined);
  const whose = `${by.name}’s ${what[kind]}`;
  return [
    list.length === 0
      ? line(bold(`${whose} changed no verdict.`), quiet(`  ${clip(about, 160)}`))
      : line(
          bold(`${whose} changed: `),
          `${list.join('; ')}${more.length === 0 ? '' : `; and ${more.length} more`}`,
          quiet(`  ${clip(about, 160)}`),
        ),
  ];
}

/** For the user: whether his answer made a difference, by the verdict that he is shown. */
export function changeForUser(view: CaseView): readonly Element[] {
  const last = newest(view);
  if (last === undefined) return [];
  const own = last.by.entraId === view.askedBy.entraId;
  const whose = own ? `Your ${what[last.kind]}` : `The helpdesk’s ${what[last.kind]}`;
  const shown = view.diagnosis?.verdicts[0];
  const changed = last.changed ?? [];
  const move = changed.find(({ cause }) => cause === shown?.cause);
  if (move !== undefined && (isSure(move.from) || isSure(move.to)))
    return [line(bold(`${whose} changed this: ${words(move.from)} → ${words(move.to)}.`))];
  const says =
    changed.length === 0
      ? 'fits with what I found; it changed nothing.'
      : shown !== undefined && isSure(shown.band)
        ? 'changed what else I considered, not this.'
        : 'made some causes more or less likely; none is sure yet.';
  return [line(quiet(`${whose} ${says}`))];
}
/** A verdict that the user is told. */
const isSure = (band: VerdictChange['from']): boolean => band === 'confirmed' || band === 'likely';

/** What people said and pasted, each with who said it and when, once for what came together: nobody is asked the same twice. */
function saidLines(facts: readonly Fact[], view: CaseView, now: string): readonly Element[] {
  const whence = facts.map((fact) => {
    const addition = view.additions.findLast((one) => one.facts.some((each) => sameAs(each, fact)));
    const who = addition?.by.name ?? (fact.from === 'told' ? view.askedBy.name : fact.source);
    const old = age(addition?.at ?? fact.at, now);
    const how = fact.from === 'pasted' ? `Pasted by ${who}, ${fact.source}` : `Told by ${who}`;
    return `${how} · ${old === 'fresh' ? 'now' : old.replace(/ old$/, ' ago')}`;
  });
  return facts.flatMap((fact, at) => [
    ...(whence[at] === whence[at - 1] ? [] : [line(quiet(`${whence[at]}:`))]),
    line(`• ${factWords(fact.fact)}: ${clip(timesInWords(value(fact.value), now), 120)}`),
  ]);
}
const sameAs = (one: Fact, other: Fact): boolean =>
  one.fact === other.fact && JSON.stringify(one.value) === JSON.stringify(other.value);

/** Beside a repair there is less room. */
const shownAtMost = ({ plan }: CaseView): number => (plan === undefined ? 6 : 2);
/** The same as a section; what does not fit is counted, and stands whole in the details. */
export function saidSection(view: CaseView, now: string): readonly Element[] {
  const { said } = view;
  if (said.length === 0) return [];
  const more = said.length - shownAtMost(view);
  return [
    label('TOLD AND PASTED'),
    ...saidLines(said.slice(0, shownAtMost(view)), view, now),
    ...(more > 0 ? [line(quiet(`and ${more} more under Details`))] : []),
  ];
}
/** What the section has no room for. */
export const saidRest = (view: CaseView, now: string): readonly Element[] => {
  const rest = saidLines(view.said.slice(shownAtMost(view), shownAtMost(view) + 20), view, now);
  return rest.length === 0 ? [] : [label('ALSO TOLD AND PASTED'), ...rest];
};
