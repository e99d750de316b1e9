import type { Audience, CaseView } from '../../services/desk/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { approvalCard } from './approval.ts';
import type { Card } from './elements.ts';
import { helpdeskCard } from './helpdesk.ts';
import { mirrorCard } from './short.ts';
import { userCard } from './user.ts';

/** For whom a card is, and where: a channel sees no details. */
export type Place = Audience | 'channel';

/** The card of a case for a place, in the state the case is in; undefined when there is nothing to show there. */
export function caseCard(
  view: CaseView,
  place: Place,
  catalogue: Catalogue,
  note?: string,
): Card | undefined {
  switch (place) {
    case 'helpdesk':
      return helpdeskCard(view, catalogue, note);
    case 'user':
      return userCard(view, catalogue, note);
    case 'approver':
      return view.plan === undefined ? undefined : approvalCard(view, view.plan, catalogue, note);
    case 'channel':
      return mirrorCard(view);
  }
}
