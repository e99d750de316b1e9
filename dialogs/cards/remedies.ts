import type { CaseView } from '../../services/desk/types.ts';
import type { Diagnosis, RemedyOffer } from '../../services/diagnosis/types.ts';
import type { Remedy, Action as RemedyAction } from '../../services/remedy.ts';
import type { Catalogue } from '../catalogue.ts';
import { offerNonce } from '../presses.ts';
import { askReason, bold, type Element, group, label, line, press, quiet } from './elements.ts';
import { command, isOpen } from './plan.ts';

/** What may be done: advice with its steps, an offered action as a button beside its command, a refused one with its reason. */
export function remedies(view: CaseView, diagnosis: Diagnosis, catalogue: Catalogue): readonly Element[] {
  const known = diagnosis.remedies.flatMap((offer) => {
    const remedy = catalogue.remedies.get(offer.id);
    return remedy === undefined ? [] : [{ offer, remedy }];
  });
  const shown = [
    ...known.filter(({ offer }) => offer.offered),
    ...known.filter(({ offer }) => !offer.offered && offer.kind === 'action'),
  ].slice(0, 4);
  if (shown.length === 0) return [];
  return [
    group(label('WHAT CAN BE DONE'), ...shown.flatMap((each) => one(view, diagnosis, each, catalogue))),
  ];
}

function one(
  view: CaseView,
  diagnosis: Diagnosis,
  { offer, remedy }: { readonly offer: RemedyOffer; readonly remedy: Remedy },
  catalogue: Catalogue,
): readonly Element[] {
  if (remedy.kind === 'advice') {
    const steps = remedy.steps(catalogue.seenIn(diagnosis), offer.parameters);
    return [
      line(bold(remedy.title)),
      line(quiet(`Advice, changes nothing by itself. ${offer.why}`)),
      ...steps.slice(0, 6).map((step, index) => line(`${index + 1}. ${step}`)),
    ];
  }
  const title = [line(bold(remedy.title), quiet(`  –  concerns ${reach[remedy.effect]}`))];
  if (!offer.offered) return [...title, line(bold('NOT OFFERED – '), offer.why)];
  if (view.plan !== undefined && (isOpen(view.plan) || view.plan.state === 'succeeded')) return [];
  return [...title, line(quiet(offer.why)), ...command(commands(remedy, offer)), ask(view, remedy, offer)];
}

const reach = { person: 'one person', server: 'a server', organisation: 'the whole organisation' } as const;

const commands = (remedy: RemedyAction, offer: RemedyOffer): string =>
  remedy
    .targets(offer.parameters)
    .map((target) => remedy.command(offer.parameters, target))
    .join('\n');

const ask = (view: CaseView, remedy: RemedyAction, offer: RemedyOffer): Element => ({
  type: 'ActionSet',
  actions: [
    askReason(
      requestTitle(remedy),
      [line(remedy.consequences), line(quiet(`Way back: ${remedy.rollback}`))],
      'Why is it needed? The approvers read this.',
      press('Send to the approvers', { verb: 'request', case: view.id, nonce: offerNonce(view, offer) }),
    ),
  ],
});

/** "Request recycle" for `recycle-app-pool`: the remedy's own verb. */
const requestTitle = (remedy: RemedyAction): string => `Request ${remedy.id.split('-')[0] ?? remedy.id}`;
