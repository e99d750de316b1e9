import type { CaseView, PlanView } from '../../services/desk/types.ts';
import type { Catalogue } from '../catalogue.ts';
import {
  askReason,
  band,
  bold,
  type Card,
  card,
  type Element,
  heading,
  label,
  line,
  moment,
  press,
  quiet,
} from './elements.ts';
import { command, planState, settledPlan } from './plan.ts';

/** The approver's card of a plan in all its states; a settled one has no buttons. */
export function approvalCard(view: CaseView, plan: PlanView, catalogue: Catalogue, note?: string): Card {
  const waiting = plan.state === 'requested';
  return card(
    waiting
      ? `Approve? ${plan.title} (${view.number})`
      : `${plan.title} (${view.number}): ${planState(plan)}`,
    [
      ...(note === undefined ? [] : [band(line(bold(note)))]),
      heading(waiting ? 'Your approval is asked' : planState(plan), waiting ? 'Large' : 'Medium'),
      line(bold(plan.title)),
      line(quiet(`${view.number} · ${view.mailbox}`)),
      ...(waiting ? question(plan, catalogue) : settledPlan(plan)),
    ],
    waiting ? buttons(view, plan) : [],
  );
}

function question(plan: PlanView, catalogue: Catalogue): readonly Element[] {
  return [
    line(bold('Asked by '), plan.requestedBy.name, `: ${plan.reason}`),
    moment('Asked ', plan.requestedAt),
    label('WHAT EXACTLY'),
    line(plan.what),
    ...command(plan.command),
    ...list('WHY', [catalogue.causes.get(plan.cause)?.says ?? plan.cause, ...plan.why], 5),
    ...list('AGAINST', plan.against.length === 0 ? ['Nothing that was seen.'] : plan.against, 3),
    ...list('IMPACT', plan.impact, 8),
    ...list('IF WE DO NOTHING', [plan.ifNothing], 1),
    ...list('LESS INVASIVE', [plan.alternative], 1),
    ...list('WAY BACK', [plan.rollback], 1),
    moment('Expires ', plan.expiresAt, ' – then nothing is run.'),
  ];
}

function list(title: string, sentences: readonly string[], atMost: number): readonly Element[] {
  const said = sentences.filter((sentence) => sentence !== '');
  if (said.length === 0) return [];
  return [
    label(title),
    ...said.slice(0, atMost).map((sentence) => line(said.length === 1 ? sentence : `• ${sentence}`)),
    ...(said.length > atMost ? [line(quiet(`and ${said.length - atMost} more in the case`))] : []),
  ];
}

const buttons = (view: CaseView, plan: PlanView) => {
  const data = { case: view.id, nonce: plan.nonce };
  return [
    press('Approve', { verb: 'approve', ...data }),
    askReason(
      'Reject',
      [],
      'Why not? The requester reads this.',
      press('Send rejection', { verb: 'reject', ...data }),
    ),
  ];
};
