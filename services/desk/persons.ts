import { askForLook } from './asking-looks.ts';
import { answered, type DeskContext, no, yes } from './context.ts';
import type { Answer, Desk } from './types.ts';
import type { LookRow } from './views.ts';
import { type Announcer, createBell } from './waking.ts';

const directoryMs = 15_000;
type Resolved = Awaited<ReturnType<Desk['resolvePerson']>>;
type Found = Extract<Resolved, { readonly ok: true }>['value'];

/**
 * The directory object behind a person's names. The directory is inside, so a worker asks it.
 * Names it does not know are passed over; those it knows must all lead to one object.
 */
export function personsOn(
  context: DeskContext,
  looks: Announcer<string>['listen'],
): Pick<Desk, 'resolvePerson'> {
  const { store, now } = context;
  return {
    resolvePerson: (names) =>
      answered(async (): Promise<Resolved> => {
        const asked = [...new Set(names.map((name) => name.trim().toLowerCase()))].filter(
          (name) => name !== '',
        );
        const ids = await store.change('ask for a person', async (go) => {
          const looks: string[] = [];
          for (const address of asked.slice(0, 4)) {
            looks.push(await askForLook(go, store.queue, { purpose: 'person', address, at: now() }));
          }
          return looks;
        });
        context.wake();
        const answers = await Promise.all(ids.map((id) => settled(context, id, looks)));
        return agreed(asked, answers);
      }),
  };
}

/** The look when it ended; undefined when it did not in time. Another instance may have ended it, so it is asked for too. */
async function settled(
  { store }: DeskContext,
  id: string,
  looks: Announcer<string>['listen'],
): Promise<LookRow | undefined> {
  const until = performance.now() + directoryMs;
  const bell = createBell();
  const stop = looks((one) => {
    if (one === id) bell.ring();
  });
  try {
    for (;;) {
      const look = await store.read('read a person', (database) =>
        database.selectFrom('looks').selectAll().where('id', '=', id).executeTakeFirst(),
      );
      if (look !== undefined && look.state !== 'queued' && look.state !== 'running') return look;
      if (performance.now() > until) return undefined;
      await bell.wait(250, never);
    }
  } finally {
    stop();
  }
}
const never = new AbortController().signal;

function agreed(asked: readonly string[], looks: readonly (LookRow | undefined)[]): Answer<Found> {
  const found = looks.flatMap((look) => {
    const one = look === undefined ? undefined : foundIn(look);
    return one === undefined ? [] : [one];
  });
  const [first] = found;
  if (first === undefined) return nobody(asked, looks);
  if (found.some(({ objectId }) => objectId !== first.objectId)) {
    return no(
      'unknown',
      `${asked.join(' and ')} belong to different people in the directory, so I cannot tell which mailbox is yours.`,
    );
  }
  return yes(first);
}

/** "Unknown" is the directory's own answer; whatever it did not answer could not be looked at. */
function nobody(asked: readonly string[], looks: readonly (LookRow | undefined)[]): Answer<Found> {
  if (looks.some((look) => look === undefined || look.state === 'failed')) {
    return no(
      'unavailable',
      'The directory could not be asked just now: no worker answered. Try again in a minute.',
    );
  }
  const unread = looks.find((look) => look?.state === 'done');
  if (unread !== undefined) {
    return no(
      'unavailable',
      `The directory could not be read just now (${whyUnread(unread)}), so I cannot tell whose mailbox this is. Try again in a few minutes, or tell the helpdesk.`,
    );
  }
  return no(
    'unknown',
    looks.find((look) => look?.says != null)?.says ?? `The directory knows no ${asked.join(' or ')}.`,
  );
}

function whyUnread({ blind }: LookRow): string {
  const entries = blind ?? [];
  const entry = entries.find(({ fact }) => fact.toLowerCase().startsWith('mailbox')) ?? entries[0];
  return entry?.why.replace(/[.\s]+$/, '') ?? 'it gave no object behind the name';
}

function foundIn(look: LookRow): Found | undefined {
  if (look.state !== 'done') return undefined;
  const value = (path: string) => {
    const leaf = look.facts?.find(({ fact }) => fact.toLowerCase() === path)?.value;
    return typeof leaf === 'string' && leaf !== '' ? leaf : undefined;
  };
  const objectId = value('mailbox.sid') ?? value('mailbox.guid') ?? value('mailbox.legacydn');
  const mailbox = value('mailbox.primarysmtp') ?? look.mailbox ?? undefined;
  if (objectId === undefined || mailbox === undefined) return undefined;
  return { mailbox: mailbox.toLowerCase(), displayName: value('mailbox.displayname') ?? mailbox, objectId };
}
