import type { CaseView } from '../../services/desk/types.ts';
import type { Band, Diagnosis, SignShown, Verdict } from '../../services/diagnosis/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { factWords } from '../fact-words.ts';
import { caseNonce } from '../presses.ts';
import { age, plural, timeWords } from '../say.ts';
import { changeForHelpdesk, saidRest } from './added.ts';
import {
  type Action,
  band,
  bold,
  buttons,
  type Card,
  card,
  clip,
  type Element,
  heading,
  label,
  line,
  press,
  quiet,
  showMore,
} from './elements.ts';
import { breaker, contradictions, disagreement, more, people, seenFrom } from './helpdesk-evidence.ts';
import { header, progress } from './looking.ts';
import { planStanding, planState } from './plan.ts';
import {
  byWeight,
  evidence,
  inWords,
  notSeen,
  perEvent,
  section,
  unseenWords,
  wouldChange,
} from './reasons.ts';
import { nextStep, remedyButtons } from './remedies.ts';

const words: Readonly<Record<Band, string>> = {
  confirmed: 'CONFIRMED CAUSE',
  likely: 'LIKELY CAUSE',
  possible: 'POSSIBLE, NOT LIKELY',
  unlikely: 'UNLIKELY',
  'ruled-out': 'RULED OUT',
};

/** The helpdesk's card of a case in all its states; `note` is said on top, once. */
export function helpdeskCard(view: CaseView, catalogue: Catalogue, note?: string): Card {
  return card(summary(view, catalogue), [
    ...(note === undefined ? [] : [band(line(bold(note)))]),
    ...(view.diagnosis === undefined ? header(view) : [line(bold(view.number), '  ·  ', view.mailbox)]),
    ...state(view, catalogue),
  ]);
}

const lookAgain = (view: CaseView): readonly Action[] =>
  view.state === 'looking'
    ? []
    : [press('Look again', { verb: 'look-again', case: view.id, nonce: caseNonce(view) })];
const withdraw = (view: CaseView): readonly Action[] =>
  view.plan?.state === 'requested'
    ? [press('Withdraw request', { verb: 'withdraw', case: view.id, nonce: view.plan.nonce })]
    : [];

/** After a repair the helpdesk may pass on what the user said on the telephone. */
const askUserWord = (view: CaseView): readonly Action[] => {
  const data = { case: view.id, nonce: caseNonce(view) };
  return view.plan?.outcome === undefined || view.userSays !== undefined
    ? []
    : [
        press('User: it’s gone', { verb: 'gone', ...data }),
        press('User: still there', { verb: 'still-there', ...data }),
      ];
};

function state(view: CaseView, catalogue: Catalogue): readonly Element[] {
  if (view.state === 'looking') return [...progress(view), ...people(view, view.askedAt)];
  if (view.diagnosis === undefined) {
    return [
      ...people(view, view.askedAt),
      heading(view.state === 'refused-input' ? 'I cannot look at this address' : 'The look failed', 'Medium'),
      line(view.says ?? 'I could not look. Press “Look again” to try once more.'),
      ...buttons(...withdraw(view), ...lookAgain(view)),
    ];
  }
  return [
    ...place(view.diagnosis),
    ...(view.plan === undefined ? [] : planStanding(view.plan)),
    ...buttons(...askUserWord(view)),
    ...(view.plan?.outcome === undefined ? [] : [label('What was seen after the repair')]),
    ...verdict(view, view.diagnosis, catalogue),
  ];
}

/** Where the mailbox is and when it moved: what one asks first. */
function place(diagnosis: Diagnosis): readonly Element[] {
  const seen = (leaf: string): string | undefined => {
    const found = diagnosis.facts.find(({ fact }) => fact === `mailbox.${leaf}`)?.value;
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  const [name, exchange, server, database] = ['displayName', 'exchange', 'server', 'database'].map(seen);
  const where = [
    name,
    exchange === undefined ? undefined : `Exchange ${exchange}`,
    server === undefined ? undefined : `on ${server}`,
    database,
  ].filter((part) => part !== undefined);
  const at = seen('movedAt');
  const ago = at === undefined ? '' : age(at, diagnosis.at).replace(/ old$/, ' before');
  const moved = diagnosis.facts.find(({ fact }) => fact === 'mailbox.moved')?.value;
  return [
    ...(where.length === 0 ? [] : [line(where.join(' · '))]),
    line(
      at !== undefined
        ? `Moved ${timeWords(at, diagnosis.at)}, ${ago}`
        : moved === false
          ? 'Not moved lately'
          : 'When it moved was not seen',
      quiet(`  · looked ${timeWords(diagnosis.at)}, in ${(diagnosis.ms / 1000).toFixed(1)} s`),
    ),
  ];
}

function verdict(view: CaseView, diagnosis: Diagnosis, catalogue: Catalogue): readonly Element[] {
  const [first, ...rest] = diagnosis.verdicts;
  if (first === undefined || !isWorthSaying(first, diagnosis))
    return nothingFound(view, diagnosis, catalogue);
  const why = perEvent(byWeight(first, catalogue.causes), diagnosis, 3);
  const against = perEvent(first.against, diagnosis, 2);
  const ways = [
    ...withdraw(view),
    ...remedyButtons(view, diagnosis, catalogue),
    ...lookAgain(view),
    ...details(view, diagnosis, [...why.rest, ...against.rest]),
  ];
  return [
    band(
      heading(`${words[first.band]}${first.byDesign ? ' – EXPECTED BEHAVIOUR' : ''}`, 'Medium'),
      line(bold(says(first, catalogue)), quiet(`  ${first.cause}`)),
      ...nextStep(view, diagnosis, catalogue),
    ),
    ...breaker(diagnosis),
    ...changeForHelpdesk(view),
    ...buttons(...ways),
    // Above what may have to be left out where a card has no room.
    ...buttons(...more(view, catalogue, ways.length)),
    ...people(view, diagnosis.at),
    ...evidence('WHY', why.shown, diagnosis),
    ...(first.against.length === 0
      ? [line(bold('AGAINST  '), 'Nothing that was seen.')]
      : evidence('AGAINST', against.shown, diagnosis)),
    ...contradictions(diagnosis, first),
    ...notSeen(first, 3),
    ...wouldChange(first, diagnosis),
    ...alsoConsidered(rest, catalogue),
    ...seenFrom(diagnosis),
  ];
}

/** A possible cause is a headline only where somebody told of a popup. */
const isWorthSaying = ({ band: how }: Verdict, diagnosis: Diagnosis): boolean =>
  how === 'confirmed' || how === 'likely' || (how === 'possible' && diagnosis.popup !== null);

/** No cause that the facts support: what is out, and what could not be looked at. */
function nothingFound(view: CaseView, diagnosis: Diagnosis, catalogue: Catalogue): readonly Element[] {
  const out = diagnosis.verdicts.filter((each) => each.band === 'ruled-out').map((each) => each.cause);
  const reasons = new Map<string, Set<string>>();
  for (const { fact, why } of diagnosis.blind) {
    reasons.set(why, (reasons.get(why) ?? new Set()).add(factWords(fact)));
  }
  const blind = [...reasons].slice(0, 3);
  return [
    band(
      heading(diagnosis.popup === null ? 'NOTHING IS LIKELY WRONG' : 'NO CAUSE FOUND', 'Medium'),
      line(
        diagnosis.popup === null
          ? 'No popup was told of, and nothing that I looked at is likely to cause one.'
          : 'Nothing that I looked at explains a popup for this mailbox.',
      ),
      ...(diagnosis.next === null ? [] : [line(bold('Next step: '), diagnosis.next.ask)]),
    ),
    ...breaker(diagnosis),
    ...changeForHelpdesk(view),
    ...buttons(...withdraw(view), ...lookAgain(view), ...details(view, diagnosis, [])),
    ...people(view, diagnosis.at),
    ...buttons(...more(view, catalogue, 2)),
    ...(out.length === 0
      ? []
      : [label('RULED OUT'), line(quiet(`${plural(out.length, 'cause')}: ${out.join(', ')}`))]),
    ...(blind.length === 0
      ? []
      : section(
          'NOT SEEN',
          blind.map(([why, what]) => ['', unseenWords(why, [...what])] as const),
        )),
    ...alsoConsidered(diagnosis.verdicts, catalogue),
    ...seenFrom(diagnosis),
  ];
}

const says = (verdict: Verdict, catalogue: Catalogue): string =>
  catalogue.causes.get(verdict.cause)?.says ?? verdict.cause;

function alsoConsidered(rest: readonly Verdict[], catalogue: Catalogue): readonly Element[] {
  const next = rest.filter((each) => each.band !== 'ruled-out').slice(0, 2);
  if (next.length === 0) return [];
  return [
    label('ALSO CONSIDERED'),
    ...next.map((each) => line(bold(`${each.band}: `), quiet(firstClause(says(each, catalogue))))),
  ];
}

/** A cause's sentence as far as it fits a line or two. */
const firstClause = (sentence: string): string => clip(sentence.split(/[:;] /)[0] ?? sentence, 90);

/** What not everybody reads: further signs, sources that disagree, findings. */
function details(view: CaseView, diagnosis: Diagnosis, signs: readonly SignShown[]): readonly Action[] {
  const body = [
    ...saidRest(view, diagnosis.at),
    ...evidence('ALSO SEEN', signs.slice(0, 6), diagnosis),
    ...(diagnosis.findings.length === 0 ? [] : [label('WORTH KNOWING')]),
    ...diagnosis.findings.slice(0, 4).map(({ text }) => line(`• ${inWords(text, diagnosis)}`)),
    ...(diagnosis.disagreements.length === 0 ? [] : [label('SOURCES DISAGREE')]),
    ...diagnosis.disagreements.slice(0, 3).map((each) => disagreement(each, diagnosis)),
  ];
  return body.length === 0 ? [] : [showMore('Details', body)];
}

function summary(view: CaseView, catalogue: Catalogue): string {
  const about = `${view.number} ${view.mailbox}`;
  if (view.plan !== undefined) return `${about}: ${planState(view.plan)}`;
  if (view.state === 'looking') return `${about}: looking, ${view.progress.done} of ${view.progress.total}`;
  const first = view.diagnosis?.verdicts[0];
  if (first === undefined) return `${about}: ${view.says ?? 'no verdict'}`;
  if (view.diagnosis !== undefined && !isWorthSaying(first, view.diagnosis))
    return `${about}: nothing is likely wrong`;
  return `${about}: ${words[first.band]} – ${says(first, catalogue)}`;
}
