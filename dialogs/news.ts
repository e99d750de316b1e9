import type { CaseView } from '../services/desk/types.ts';
import type { Place } from './cards/case.ts';
import { planState } from './cards/plan.ts';

/** The part of a case's state whose change is worth a message of its own; edits of a card notify nobody. */
export function phaseOf(view: CaseView, place: Place): string {
  const plan = view.plan;
  if (place === 'approver' || place === 'channel' || plan === undefined) return '';
  if (plan.outcome !== undefined) return `${plan.id}:${plan.outcome}`;
  if (plan.state === 'approved' || plan.state === 'queued') return `${plan.id}:approved`;
  if (plan.state === 'succeeded') return `${plan.id}:running`;
  return `${plan.id}:${plan.state}`;
}

/** The short message about a change since `before`; undefined when the card alone says enough. */
export function news(view: CaseView, place: Place, before: string): string | undefined {
  const plan = view.plan;
  if (plan === undefined || phaseOf(view, place) === before) return undefined;
  if (place === 'user') return userNews(view);
  if (place !== 'helpdesk') return undefined;
  const who = plan.decidedBy?.name;
  if (plan.outcome !== undefined) return `${view.number}: ${planState(plan)}.`;
  switch (plan.state) {
    case 'approved':
    case 'queued':
      return `${view.number}: approved${who === undefined ? '' : ` by ${who}`}. A worker begins.`;
    case 'rejected':
      return `${view.number}: rejected${who === undefined ? '' : ` by ${who}`}. Nothing was run. ${plan.decisionReason ?? ''}`.trim();
    case 'expired':
      return `${view.number}: nobody decided in time. Nothing was run; you may ask again.`;
    case 'failed':
    case 'uncertain':
    case 'cancelled':
      return `${view.number}: ${planState(plan)}.`;
    case 'requested':
    case 'withdrawn':
    case 'running':
    case 'succeeded':
      return undefined;
  }
}

function userNews(view: CaseView): string | undefined {
  const plan = view.plan;
  if (view.audience === 'helpdesk' || plan === undefined) return undefined;
  if (plan.outcome === 'fixed') return undefined;
  if (plan.outcome !== undefined) {
    return `${view.number}: the repair is done. Please close Outlook, start it once, and tell me on the card whether the popup is gone.`;
  }
  return plan.state === 'running' ? `${view.number}: the repair has begun.` : undefined;
}
