import { json, type Store } from '../store/store.ts';
import { idOf } from './context.ts';
import type { PersonLinks } from './running.ts';
import type { Desk } from './types.ts';
import { isId } from './views.ts';

type Records = Pick<
  Desk,
  'rememberConversation' | 'conversationOf' | 'rememberCard' | 'cardsOf' | 'forgetCard'
> &
  PersonLinks;

/** What the chat remembers: where people are reached, which cards were sent, whose mailbox is whose. */
export function chatRecordsOn(store: Store, now: () => number): Records {
  return {
    rememberConversation: async ({ entraId, name }, reference) => {
      const kept = { name, reference: json(reference) };
      await store.read('remember a conversation', (database) =>
        database
          .insertInto('conversations')
          .values({ entra_id: idOf({ entraId }), ...kept })
          .onConflict((on) => on.column('entra_id').doUpdateSet(kept))
          .execute(),
      );
    },
    conversationOf: (entraId) =>
      store.read('recall a conversation', async (database) => {
        const row = await database
          .selectFrom('conversations')
          .select('reference')
          .where('entra_id', '=', idOf({ entraId }))
          .executeTakeFirst();
        return row?.reference;
      }),
    rememberCard: async (card) => {
      const kept = {
        case_id: card.caseId,
        audience: card.audience,
        reference: json(card.reference),
        shown: card.shown ?? null,
      };
      await store.read('remember a card', (database) =>
        database
          .insertInto('cards_sent')
          .values({ conversation: card.conversation, activity_id: card.activityId, ...kept })
          .onConflict((on) => on.columns(['conversation', 'activity_id']).doUpdateSet(kept))
          .execute(),
      );
    },
    cardsOf: (caseId) =>
      store.read('read cards', async (database) => {
        if (!isId(caseId)) return [];
        const rows = await database
          .selectFrom('cards_sent')
          .selectAll()
          .where('case_id', '=', caseId)
          .execute();
        return rows.map((row) => ({
          caseId: row.case_id,
          conversation: row.conversation,
          activityId: row.activity_id,
          audience: row.audience,
          reference: row.reference,
          ...(row.shown === null ? {} : { shown: row.shown }),
        }));
      }),
    forgetCard: async (conversation, activityId) => {
      await store.read('forget a card', (database) =>
        database
          .deleteFrom('cards_sent')
          .where('conversation', '=', conversation)
          .where('activity_id', '=', activityId)
          .execute(),
      );
    },
    linkPerson: async ({ entraId }, { mailbox, displayName, objectId }) => {
      const kept = { mailbox, display_name: displayName, object_id: objectId, at: new Date(now()) };
      await store.read('link a person', (database) =>
        database
          .insertInto('people_links')
          .values({ entra_id: idOf({ entraId }), ...kept })
          .onConflict((on) => on.column('entra_id').doUpdateSet(kept))
          .execute(),
      );
    },
    linkOf: (entraId) =>
      store.read('read a link', async (database) => {
        const row = await database
          .selectFrom('people_links')
          .selectAll()
          .where('entra_id', '=', idOf({ entraId }))
          .executeTakeFirst();
        return row === undefined
          ? undefined
          : { mailbox: row.mailbox, displayName: row.display_name, objectId: row.object_id };
      }),
  };
}
