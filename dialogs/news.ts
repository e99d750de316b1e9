import type { CaseView } from '../services/desk/types.ts';
import type { Place } from './cards/case.ts';
import { planState } from './cards/plan.ts';

/** The part of a case's state whose change is worth a message of its own; edits of a card notify nobody. */
export function phaseOf(view: CaseView, place: Place): string {
  const plan = view.plan;
  if (place === 'approver' || place === 'channel') return '';
  if (place === 'user' && view.userSays === 'gone') return 'gone';
  if (plan === undefined) return '';
  if (place === 'user' && view.userSays === 'still-there' && plan.outcome === 'not-fixed') {
    return `${plan.id}:still-there`;
  }
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

/** Whoever was told to wait is told when the waiting changes; what he said himself is answered on the card. */
function userNews(view: CaseView): string | undefined {
  const plan = view.plan;
  if (view.audience === 'helpdesk' || plan === undefined || view.userSays === 'gone') return undefined;
  if (plan.outcome !== undefined) {
    if (view.userSays === 'still-there') return undefined;
    if (plan.outcome === 'fixed') {
      return `${view.number}: it is repaired, and Outlook connected again for you. You may use Outlook as usual.`;
    }
    if (plan.outcome === 'not-fixed' || plan.outcome === 'worse') {
      return `${view.number}: the repair is done, but it did not help yet. The helpdesk looks further; you will be told here.`;
    }
    return `${view.number}: the repair is done. Please close Outlook, start it once, and tell me on the card whether the popup is gone.`;
  }
  switch (plan.state) {
    case 'requested':
      return `${view.number}: IT is preparing a repair. Please wait; you will be told here when it is done.`;
    case 'running':
      return `${view.number}: the repair has begun.`;
    case 'failed':
    case 'uncertain':
    case 'cancelled':
      return `${view.number}: the repair did not go through as planned. IT is looking at it; nothing to do for you now.`;
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return `${view.number}: the repair that was prepared is not done for now. The card says what to do; the helpdesk can tell you more.`;
    case 'approved':
    case 'queued':
    case 'succeeded':
      return undefined;
  }
}
