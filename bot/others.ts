import type { RoleList } from '../dialogs/roles.ts';
import type { CaseView, Desk, SentCard } from '../services/desk/types.ts';
import { recall } from './acquaintances.ts';
import type { Follow } from './living-cards.ts';

/**
 * Who else must have a card of a case by now: each approver of an open request except its requester, and the helpdesk
 * for a case that was handed to it. Whoever never wrote to us cannot be reached; the others decide.
 */
export async function othersOf(
  desk: Desk,
  roles: RoleList,
  view: CaseView,
  sent: readonly SentCard[],
): Promise<readonly Follow[]> {
  const { plan } = view;
  const approvers =
    plan?.state === 'requested' && plan.caseId === view.id
      ? roles.approvers.filter((id) => id !== plan.requestedBy.entraId)
      : [];
  const helpdesk = view.withHelpdesk ? roles.helpdesk : [];
  const wanted = [
    ...approvers.map((entraId) => ({ entraId, audience: 'approver' as const })),
    ...helpdesk.map((entraId) => ({ entraId, audience: 'helpdesk' as const })),
  ];
  const found = await Promise.all(
    wanted.map(async ({ entraId, audience }): Promise<Follow | undefined> => {
      const known = await recall(desk, entraId);
      if (known === undefined) return undefined;
      const { serviceUrl, conversation } = known;
      const has = sent.some(
        (card) =>
          card.conversation === conversation &&
          card.reference.audience === audience &&
          (audience === 'helpdesk' || card.reference.plan === plan?.id),
      );
      return has ? undefined : { caseId: view.id, audience, place: { serviceUrl, conversation } };
    }),
  );
  return found.filter((follow) => follow !== undefined);
}
