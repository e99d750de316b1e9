import type { CaseView } from '../../services/desk/types.ts';
import type { Band, Diagnosis, Verdict } from '../../services/diagnosis/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { caseNonce } from '../presses.ts';
import { plural } from '../say.ts';
import {
  band,
  bold,
  type Card,
  card,
  type Element,
  group,
  heading,
  label,
  line,
  press,
  quiet,
} from './elements.ts';
import { header, progress } from './looking.ts';
import { planStanding, planState } from './plan.ts';
import { evidence, notSeen, wouldChange } from './reasons.ts';
import { remedies } from './remedies.ts';

const words: Readonly<Record<Band, string>> = {
  confirmed: 'CONFIRMED CAUSE',
  likely: 'LIKELY CAUSE',
  possible: 'POSSIBLE, NOT LIKELY',
  unlikely: 'UNLIKELY',
  'ruled-out': 'RULED OUT',
};

/** The helpdesk's card of a case in all its states; `note` is said on top, once. */
export function helpdeskCard(view: CaseView, catalogue: Catalogue, note?: string): Card {
  const actions = [
    ...(view.state === 'looking'
      ? []
      : [press('Look again', { verb: 'look-again', case: view.id, nonce: caseNonce(view) })]),
    ...(view.plan?.state === 'requested'
      ? [press('Withdraw request', { verb: 'withdraw', case: view.id, nonce: view.plan.nonce })]
      : []),
  ];
  return card(
    summary(view, catalogue),
    [
      ...(note === undefined ? [] : [band(line(bold(note)))]),
      ...header(view),
      ...(view.withHelpdesk ? [line(quiet(`Handed to the helpdesk by ${view.askedBy.name}`))] : []),
      ...userWord(view),
      ...state(view, catalogue),
    ],
    actions,
  );
}

function state(view: CaseView, catalogue: Catalogue): readonly Element[] {
  if (view.state === 'looking') return progress(view);
  if (view.diagnosis === undefined) {
    return [
      heading(view.state === 'refused-input' ? 'I cannot look at this address' : 'The look failed', 'Medium'),
      line(view.says ?? 'I could not look. Press “Look again” to try once more.'),
    ];
  }
  return [
    ...(view.plan === undefined ? [] : planStanding(view.plan)),
    ...(view.plan?.outcome === undefined ? [] : [label('What was seen after the repair')]),
    ...verdict(view.diagnosis, catalogue),
    ...remedies(view, view.diagnosis, catalogue),
  ];
}

function verdict(diagnosis: Diagnosis, catalogue: Catalogue): readonly Element[] {
  const [first, ...rest] = diagnosis.verdicts;
  if (first === undefined || !['confirmed', 'likely', 'possible'].includes(first.band)) {
    return nothingFound(diagnosis);
  }
  const cited = new Set<string>();
  return [
    band(
      heading(`${words[first.band]}${first.byDesign ? ' – EXPECTED BEHAVIOUR' : ''}`, 'Medium'),
      line(bold(says(first, catalogue))),
      line(quiet(first.cause)),
    ),
    ...evidence('WHY', first.for, diagnosis, 4, cited),
    ...(first.against.length === 0
      ? [label('AGAINST'), line('Nothing that was seen.')]
      : evidence('AGAINST', first.against, diagnosis, 3, cited)),
    ...notSeen(first, 3),
    ...wouldChange(first, diagnosis),
    ...disagreements(diagnosis),
    ...breaker(diagnosis),
    ...alsoConsidered(rest, catalogue),
  ];
}

/** No cause that the facts support: what is out, and what could not be looked at. */
function nothingFound(diagnosis: Diagnosis): readonly Element[] {
  const out = diagnosis.verdicts.filter((each) => each.band === 'ruled-out').map((each) => each.cause);
  const blind = diagnosis.blind.slice(0, 4);
  return [
    band(
      heading('NO CAUSE FOUND', 'Medium'),
      line('Nothing that I looked at explains a popup for this mailbox.'),
    ),
    ...(out.length === 0 ? [] : [label('RULED OUT'), line(out.join(', '))]),
    ...(blind.length === 0
      ? []
      : [label('NOT SEEN'), ...blind.map((each) => line(`• ${each.fact}`, quiet(`  – ${each.why}`)))]),
    ...(diagnosis.next === null ? [] : [label('NEXT'), line(diagnosis.next.ask)]),
    ...breaker(diagnosis),
  ];
}

const says = (verdict: Verdict, catalogue: Catalogue): string =>
  catalogue.causes.get(verdict.cause)?.says ?? verdict.cause;

function alsoConsidered(rest: readonly Verdict[], catalogue: Catalogue): readonly Element[] {
  const next = rest.filter((each) => each.band !== 'ruled-out').slice(0, 2);
  if (next.length === 0) return [];
  return [
    label('ALSO CONSIDERED'),
    ...next.map((each) => line(bold(`${each.band}: `), says(each, catalogue), quiet(`  ${each.cause}`))),
  ];
}

function disagreements(diagnosis: Diagnosis): readonly Element[] {
  if (diagnosis.disagreements.length === 0) return [];
  return [
    line(
      quiet(
        `Sources disagree on ${plural(diagnosis.disagreements.length, 'fact')}: ${diagnosis.disagreements
          .slice(0, 3)
          .map((each) => each.fact)
          .join(', ')}`,
      ),
    ),
  ];
}

/** Every diagnosis says it when our own account was refused and nothing authenticates any more. */
function breaker(diagnosis: Diagnosis): readonly Element[] {
  const account = diagnosis.facts.find((fact) => fact.fact === 'control.probeAccountUsable');
  if (account?.value !== false) return [];
  const state = diagnosis.facts.find((fact) => fact.fact === 'control.probeAccountState');
  return [
    line(
      bold('OUR OWN ACCOUNT IS NOT USABLE – '),
      `nothing was tried with a password${state === undefined ? '' : ` (${String(state.value)})`}.`,
    ),
  ];
}

function userWord(view: CaseView): readonly Element[] {
  if (view.userSays === undefined) return [];
  return [
    group(
      line(
        bold(view.userSays === 'gone' ? 'The user says: it is gone.' : 'The user says: it is still there.'),
      ),
    ),
  ];
}

function summary(view: CaseView, catalogue: Catalogue): string {
  const about = `${view.number} ${view.mailbox}`;
  if (view.plan !== undefined) return `${about}: ${planState(view.plan)}`;
  if (view.state === 'looking') return `${about}: looking, ${view.progress.done} of ${view.progress.total}`;
  const first = view.diagnosis?.verdicts[0];
  if (first === undefined) return `${about}: ${view.says ?? 'no verdict'}`;
  return `${about}: ${words[first.band]} – ${says(first, catalogue)}`;
}
