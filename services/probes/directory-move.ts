import { accountOf } from '../directory/account-of.ts';
import { equals } from '../directory/directory.ts';
import { movedAt } from '../directory/moved-at.ts';
import { readStamps } from '../directory/replication-metadata.ts';
import { generalizedToIso } from '../directory/time.ts';
import { type Brought, probe } from '../looking/look.ts';

export default probe({
  id: 'directory-move',
  title: 'When the mailbox was moved',
  needs: ['mailbox.sam', 'mailbox.database'],
  brings: ['mailbox.movedAt', 'mailbox.moved'],
  deadlineMs: 6_000,
  subjects: (known) => {
    const sam = known.get('mailbox.sam');
    const here = known.get('mailbox.database') !== undefined;
    return typeof sam === 'string' && here
      ? [{ key: sam, shared: false, brings: ['mailbox.movedAt', 'mailbox.moved'] }]
      : [];
  },
  run: async (_subject, known, { directory }, signal): Promise<Brought> => {
    const { by, entry, controller } = await accountOf(
      directory,
      known,
      ['homeMDB', 'msExchWhenMailboxCreated'],
      signal,
    );
    const created = entry.text('msExchWhenMailboxCreated');
    // Constructed attributes: by name and with base scope only.
    const { entries } = await controller.search(
      {
        base: entry.dn,
        scope: 'base',
        filter: equals('objectClass', 'top'),
        attributes: ['msDS-ReplValueMetaData', 'msDS-ReplAttributeMetaData'],
        sizeLimit: 1,
      },
      signal,
    );
    const stamps = entries.flatMap((one) => [
      ...readStamps(one.texts('msDS-ReplValueMetaData')),
      ...readStamps(one.texts('msDS-ReplAttributeMetaData')),
    ]);
    const move = movedAt(
      stamps,
      entry.text('homeMDB'),
      created === undefined ? undefined : generalizedToIso(created),
    );
    if (move.moved === undefined)
      return { facts: [], blind: [{ fact: 'mailbox.movedAt', why: `${by}: ${move.why}` }] };
    const source = `${by} ${move.stamp}`;
    return {
      facts: [
        move.moved
          ? { fact: 'mailbox.movedAt', value: move.at, from: 'directory', source }
          : { fact: 'mailbox.moved', value: false, from: 'directory', source },
      ],
    };
  },
});
