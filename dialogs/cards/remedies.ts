import type { CaseView } from '../../services/desk/types.ts';
import type { Diagnosis, RemedyOffer } from '../../services/diagnosis/types.ts';
import type { Remedy, Action as RemedyAction } from '../../services/remedy.ts';
import type { Catalogue } from '../catalogue.ts';
import { offerNonce } from '../presses.ts';
import {
  type Action,
  askReason,
  bold,
  type Element,
  label,
  line,
  press,
  quiet,
  showMore,
} from './elements.ts';
import { command, isOpen } from './plan.ts';
import { inWords } from './reasons.ts';

interface Known {
  readonly offer: RemedyOffer;
  readonly remedy: Remedy;
}
const knownOf = (diagnosis: Diagnosis, catalogue: Catalogue): readonly Known[] =>
  diagnosis.remedies.flatMap((offer) => {
    const remedy = catalogue.remedies.get(offer.id);
    return remedy === undefined ? [] : [{ offer, remedy }];
  });

/** Whether the newest plan leaves no room for another request. */
const isTaken = (view: CaseView): boolean =>
  view.plan !== undefined && (isOpen(view.plan) || view.plan.state === 'succeeded');

/** The next step in one sentence, the gentlest first; an action that is not offered with its reason. */
export function nextStep(view: CaseView, diagnosis: Diagnosis, catalogue: Catalogue): readonly Element[] {
  if (isTaken(view)) return [];
  const known = knownOf(diagnosis, catalogue);
  const offered = known.filter(({ offer }) => offer.offered);
  const named = offered.filter(({ remedy }, at) => at === 0 || remedy.kind === 'action').slice(0, 2);
  const refused = known.filter(({ offer, remedy }) => !offer.offered && remedy.kind === 'action').slice(0, 1);
  const question = diagnosis.next?.ask;
  return [
    ...(named.length > 0
      ? [line(bold('Next step: '), named.map(stepWords).join('; or: '), '.')]
      : question === undefined
        ? []
        : [line(bold('Next step: '), question)]),
    ...refused.map(({ offer, remedy }) =>
      line(bold(`NOT OFFERED – ${remedy.title}: `), inWords(offer.why, diagnosis)),
    ),
  ];
}
const stepWords = ({ remedy }: Known): string =>
  remedy.kind === 'action' ? `“${requestTitle(remedy)}” (needs an approval)` : remedy.title;

/** The buttons of what may be done: the request, its exact command beside it, and the steps of advice. */
export function remedyButtons(view: CaseView, diagnosis: Diagnosis, catalogue: Catalogue): readonly Action[] {
  const offered = knownOf(diagnosis, catalogue).filter(({ offer }) => offer.offered);
  const actions = isTaken(view)
    ? []
    : offered
        .flatMap(({ offer, remedy }) => (remedy.kind === 'action' ? [{ offer, remedy }] : []))
        .slice(0, 1);
  const advice = offered
    .flatMap(({ offer, remedy }) => (remedy.kind === 'advice' ? [{ offer, remedy }] : []))
    .slice(0, 2);
  return [
    ...actions.flatMap(({ offer, remedy }) => [
      ask(view, diagnosis, remedy, offer),
      showMore('Command', command(commands(remedy, offer))),
    ]),
    ...(advice.length === 0
      ? []
      : [
          showMore(
            'Steps',
            advice.flatMap(({ offer, remedy }) => [
              label(remedy.title),
              ...remedy
                .steps(catalogue.seenIn(diagnosis), offer.parameters)
                .slice(0, 6)
                .map((step, index) => line(`${index + 1}. ${inWords(step, diagnosis)}`)),
              line(quiet(inWords(offer.why, diagnosis))),
            ]),
          ),
        ]),
  ];
}

const reach = { person: 'one person', server: 'a server', organisation: 'the whole organisation' } as const;

const commands = (remedy: RemedyAction, offer: RemedyOffer): string =>
  remedy
    .targets(offer.parameters)
    .map((target) => remedy.command(offer.parameters, target))
    .join('\n');

const ask = (view: CaseView, diagnosis: Diagnosis, remedy: RemedyAction, offer: RemedyOffer): Action =>
  askReason(
    requestTitle(remedy),
    [
      line(bold(remedy.title), quiet(`  –  concerns ${reach[remedy.effect]}`)),
      line(quiet(inWords(offer.why, diagnosis))),
      line(remedy.consequences),
      line(quiet(`Way back: ${remedy.rollback}`)),
    ],
    'Why is it needed? The approvers read this.',
    press('Send to the approvers', { verb: 'request', case: view.id, nonce: offerNonce(view, offer) }),
  );

/** "Request recycle" for `recycle-app-pool`: the remedy's own verb. */
const requestTitle = (remedy: RemedyAction): string => `Request ${remedy.id.split('-')[0] ?? remedy.id}`;
