import type { CaseView, PlanView } from '../../services/desk/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { timesInWords } from '../say.ts';
import {
  askReason,
  band,
  bold,
  buttons,
  type Card,
  card,
  type Element,
  heading,
  label,
  line,
  moment,
  press,
  quiet,
  showMore,
} from './elements.ts';
import { command, planState, settledPlan } from './plan.ts';
import { byWeight, perEvent } from './reasons.ts';

/** The approver's card of a plan in all its states; a settled one has no buttons. */
export function approvalCard(view: CaseView, plan: PlanView, catalogue: Catalogue, note?: string): Card {
  const waiting = plan.state === 'requested';
  const stands = planState(plan);
  return card(
    waiting ? `Approve? ${plan.title} (${view.number})` : `${plan.title} (${view.number}): ${stands}`,
    [
      ...(note === undefined ? [] : [band(line(bold(note)))]),
      heading(waiting ? 'Your approval is asked' : stands, waiting ? 'Large' : 'Medium'),
      line(bold(plan.title)),
      line(quiet(`${view.number} · ${view.mailbox}`)),
      ...(waiting ? question(view, plan, catalogue) : settledPlan(plan)),
    ],
  );
}

/** What, who, why, impact, until when, and the buttons; the rest opens below them. */
function question(view: CaseView, plan: PlanView, catalogue: Catalogue): readonly Element[] {
  const words = (sentence: string): string =>
    timesInWords(sentence, plan.requestedAt).replace(/(?:Sid~)?S-1-5-21-[\d-]+/g, view.mailbox);
  const list = (
    title: string,
    sentences: readonly string[],
    atMost = sentences.length,
  ): readonly Element[] => {
    const said = sentences.filter((sentence) => sentence !== '').slice(0, atMost);
    if (said.length === 0) return [];
    return [label(title), ...said.map((each) => line(said.length === 1 ? words(each) : `• ${words(each)}`))];
  };
  const why = reasons(view, plan, catalogue);
  const data = { case: view.id, nonce: plan.nonce };
  return [
    line(bold('Asked by '), plan.requestedBy.name, `: ${plan.reason}`),
    ...list('WHAT EXACTLY', [whatOf(plan)]),
    ...list('WHY', [catalogue.causes.get(plan.cause)?.says ?? plan.cause, ...why], 3),
    ...list('IMPACT', plan.impact, 4),
    moment('Expires ', plan.expiresAt, ' – then nothing is run.', plan.requestedAt),
    ...buttons(
      press('Approve', { verb: 'approve', ...data }),
      askReason(
        'Reject',
        [],
        'Why not? The requester reads this.',
        press('Send rejection', { verb: 'reject', ...data }),
      ),
      showMore('Command', command(plan.command)),
      showMore('Details', [
        ...list('MORE REASONS', why.slice(2), 4),
        ...list('MORE IMPACT', plan.impact.slice(4), 4),
        ...list('IF WE DO NOTHING', [plan.ifNothing]),
        ...list('LESS INVASIVE', [plan.alternative]),
        ...list('WAY BACK', [plan.rollback]),
        moment('Asked ', plan.requestedAt, '', plan.requestedAt),
      ]),
    ),
    ...(plan.against.length === 0
      ? [line(bold('AGAINST  '), 'Nothing that was seen.')]
      : list('AGAINST', plan.against, 2)),
  ];
}

/** What is done and where, without its title, which stands above. */
function whatOf({ what, title }: PlanView): string {
  const rest = what.startsWith(`${title}: `) ? what.slice(title.length + 2) : what;
  return rest === what ? what : `On ${rest}`;
}

/** The reasons of a plan, the weightiest first and of one event one, as far as the case still knows their weight. */
function reasons(view: CaseView, plan: PlanView, catalogue: Catalogue): readonly string[] {
  const verdict = view.diagnosis?.verdicts.find(({ cause }) => cause === plan.cause);
  if (view.diagnosis === undefined || verdict === undefined) return plan.why;
  const { shown, rest } = perEvent(byWeight(verdict, catalogue.causes), view.diagnosis, 3);
  const order = [...shown, ...rest].map(({ text }) => text);
  const place = (text: string): number => (order.includes(text) ? order.indexOf(text) : order.length);
  return plan.why.toSorted((one, other) => place(one) - place(other));
}
