import type { Store } from '../store/store.ts';
import { hashOf, newToken } from '../worker/tokens.ts';
import { audit } from './audit.ts';
import type { RunningDesk } from './running.ts';

type Workers = Pick<RunningDesk, 'enrolWorker' | 'revokeWorker' | 'stopActions'>;

/** Enrolment, revocation and the switch that stops every action. */
export function workersOn(store: Store, now: () => number, publicKey: string): Workers {
  return {
    enrolWorker: async (name) => {
      if (!/^[a-z0-9][a-z0-9._-]{0,62}$/i.test(name)) {
        throw new Error(`"${name}" is no name for a worker: use letters, digits, dots and dashes`);
      }
      const token = newToken(publicKey);
      const kept = {
        token_hash: hashOf(token.split('.')[1] ?? ''),
        public_key: publicKey,
        enrolled_at: new Date(now()),
        revoked_at: null,
      };
      await store.change('enrol a worker', async (go) => {
        await go
          .insertInto('workers')
          .values({ name, ...kept })
          .onConflict((on) => on.column('name').doUpdateSet(kept))
          .execute();
        await audit(go, {
          at: now(),
          who: { system: 'operator' },
          what: 'worker-enrolled',
          detail: { name },
        });
      });
      return token;
    },
    revokeWorker: (name) =>
      store.change('revoke a worker', async (go) => {
        const revoked = await go
          .updateTable('workers')
          .set({ revoked_at: new Date(now()) })
          .where('name', '=', name)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        const done = revoked.numUpdatedRows > 0n;
        if (done) {
          await audit(go, {
            at: now(),
            who: { system: 'operator' },
            what: 'worker-revoked',
            detail: { name },
          });
        }
        return done;
      }),
    stopActions: (reason, by) =>
      store.change('throw the switch', async (go) => {
        await go.deleteFrom('switches').where('name', '=', 'stop').execute();
        if (reason !== undefined) {
          await go
            .insertInto('switches')
            .values({ name: 'stop', reason, at: new Date(now()) })
            .execute();
        }
        await audit(go, {
          at: now(),
          who: by === undefined ? { system: 'operator' } : { person: by },
          what: reason === undefined ? 'actions-allowed' : 'actions-stopped',
          detail: { reason: reason ?? '' },
        });
      }),
  };
}

/** The name of the worker that holds a token's secret, undefined when none does (any more). */
export async function workerOf(store: Store, secret: string, now: number): Promise<string | undefined> {
  const found = await store.read('recognise a worker', (database) =>
    database
      .updateTable('workers')
      .set({ seen_at: new Date(now) })
      .where('token_hash', '=', hashOf(secret))
      .where('revoked_at', 'is', null)
      .returning('name')
      .executeTakeFirst(),
  );
  return found?.name;
}
