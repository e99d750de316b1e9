import { z } from 'zod';
import { type Brought, collector } from '../looking/look.ts';
import { exchangeServers, printed } from '../windows/running.ts';

/** What `get-mailbox-state` prints: IsQuarantined of Get-MailboxStatistics, Status of Get-MoveRequest. */
const prints = z.object({ quarantined: z.boolean().nullish(), moveStatus: z.string().nullish() });
/** A move request’s status as in `mailbox.moveState`. */
const states: Readonly<Record<string, string>> = {
  none: 'none',
  queued: 'queued',
  inprogress: 'in-progress',
  autosuspended: 'suspended',
  suspended: 'suspended',
  synced: 'suspended',
  completioninprogress: 'completing',
  completed: 'completed',
  completedwithwarning: 'completed',
  failed: 'failed',
};
const brings = ['mailbox.quarantined', 'mailbox.moveState'];

export default collector({
  id: 'mailbox-state',
  title: 'Quarantine and move request of the mailbox',
  needs: ['mailbox.guid', 'mailbox.server', 'servers.exchange'],
  brings,
  deadlineMs: 10_000,
  subjects: (known) => {
    const server = String(known.get('mailbox.server') ?? '').toLowerCase();
    const guid = known.get('mailbox.guid');
    if (typeof guid !== 'string' || guid === '') return [];
    // Any server with the Exchange cmdlets can tell; the mailbox’s own is one of its version.
    const host = exchangeServers(known).includes(server) ? server : undefined;
    return host === undefined ? [] : [{ key: host, shared: false, brings }];
  },
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const { quarantined, moveStatus } = await printed(
      clients,
      {
        host,
        script: 'get-mailbox-state',
        parameters: { guid: known.get('mailbox.guid') },
        prints,
        what: 'the state of a mailbox',
      },
      signal,
    );
    const source = `get-mailbox-state on ${host}`;
    const move =
      moveStatus === null || moveStatus === undefined ? undefined : states[moveStatus.toLowerCase()];
    return {
      facts: [
        ...(typeof quarantined === 'boolean'
          ? [{ fact: 'mailbox.quarantined', value: quarantined, from: 'worker' as const, source }]
          : []),
        ...(moveStatus
          ? [
              {
                fact: 'mailbox.moveState',
                value: move ?? 'other',
                from: 'worker' as const,
                source: `${source}: ${moveStatus}`,
              },
            ]
          : []),
      ],
    };
  },
});
