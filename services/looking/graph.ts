import { errorText } from '../error-code.ts';
import type { Blind, Fact } from '../facts.ts';
import { vocabulary } from '../vocabulary.ts';
import { AccountUnusable } from './account.ts';
import type { Clients } from './clients.ts';
import { createKnown, type Growing } from './known.ts';
import type { Brought, InputRefusal, Look, Subject } from './look.ts';
import { configuredNames } from './names.ts';
import { meets, orderLooks } from './order.ts';
import type { Dated, Sharing } from './sharing.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The title of the look that finished last. */
  readonly latest: string;
}
export interface Looked {
  readonly mailbox: string;
  readonly facts: readonly Fact[];
  readonly blind: readonly Blind[];
  readonly refusal?: InputRefusal;
}
export interface GraphParts {
  readonly looks: readonly Look[];
  readonly clients: Clients;
  readonly sharing: Sharing;
  readonly vantage: string;
  /** ms for the whole look. */
  readonly deadlineMs: number;
}
export interface Ask {
  readonly mailbox: string;
  readonly signal: AbortSignal;
  /** Shared results of runs begun before this moment (ms since the epoch) are not taken. */
  readonly from: number;
  readonly onProgress: (progress: Progress) => void;
}

/** Why a run ended before it answered. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** Runs every look as soon as what it waits for has finished, and answers at the deadline with what there is. */
export async function runLooks(parts: GraphParts, ask: Ask): Promise<Looked> {
  const { looks, clients, deadlineMs } = parts;
  const waits = orderLooks(looks);
  const { organisation, directory } = clients.configuration;
  const known = createKnown(
    ask.mailbox,
    configuredNames(organisation.credentialHosts, directory?.servers ?? []),
  );
  const blind = new Map<string, Blind>();
  const whole = new AbortController();
  const timer = setTimeout(
    () =>
      whole.abort(
        new GivenUp(`had not answered when the ${deadlineMs / 1000} s of the whole look were over`),
      ),
    deadlineMs,
  );
  const cancel = () => whole.abort(ask.signal.reason ?? new Error('cancelled'));
  ask.signal.addEventListener('abort', cancel, { once: true });
  if (ask.signal.aborted) cancel();

  let done = 0;
  let total = looks.length;
  let refusal: InputRefusal | undefined;
  const finished = (title: string) => {
    done += 1;
    if (!whole.signal.aborted) ask.onProgress({ done, total, latest: title });
  };
  const unseen = (entries: readonly Blind[], by?: Look['kind']) => {
    // Why a worker did not see it says more than that the directory never holds it.
    for (const entry of entries)
      if (by === 'collector' || !blind.has(entry.fact)) blind.set(entry.fact, entry);
  };
  const take = (brought: Dated, by: Look['kind']) => {
    known.add(brought.facts, brought.topology);
    unseen(brought.blind ?? [], by);
    if (brought.refusal === undefined || refusal !== undefined) return;
    refusal = brought.refusal;
    whole.abort(new GivenUp('the input was refused'));
  };

  const one = async (look: Look, subject: Subject, control: Promise<unknown>): Promise<void> => {
    try {
      if (subject.authenticates === true) {
        await raced(control, whole.signal);
        await usable(known, clients);
      }
      take(await runSubject(parts, ask, look, subject, known, whole.signal), look.kind);
    } catch (error) {
      const why = reason(error, whole.signal, `${subject.key} (${look.title})`);
      unseen(
        subject.brings.map((fact) => ({ fact, why })),
        look.kind,
      );
    } finally {
      finished(look.title);
    }
  };
  const running = new Map<string, Promise<void>>();
  const start = async (look: Look): Promise<void> => {
    const before = (waits.get(look.id) ?? []).map((id) => running.get(id));
    try {
      await raced(Promise.all(before), whole.signal);
      const subjects = look.subjects(known);
      total += subjects.length - 1;
      if (subjects.length === 0) {
        total += 1;
        // Nothing to look at because what names it was not seen: unseen for that reason, not absent.
        const cause = [...blind.values()].find(({ fact }) => look.needs.some((need) => meets(need, fact)));
        if (cause !== undefined)
          unseen(look.brings.map((path) => ({ fact: nameable(path), why: cause.why })));
        finished(look.title);
        return;
      }
      const control = Promise.all(
        looks
          .filter(
            ({ id, brings }) =>
              id !== look.id && brings.some((path) => meets('control.probeAccountUsable', path)),
          )
          .map(({ id }) => running.get(id)),
      );
      await Promise.all(subjects.map((subject) => one(look, subject, control)));
    } catch (error) {
      const why = reason(error, whole.signal, look.title);
      unseen(look.brings.map((path) => ({ fact: nameable(path), why })));
      finished(look.title);
    }
  };
  // Each look finds those it waits for already in the map: they start in the order in which they wait.
  const pending = [...looks];
  while (pending.length > 0) {
    const index = pending.findIndex(({ id }) => (waits.get(id) ?? []).every((other) => running.has(other)));
    const [look] = pending.splice(Math.max(0, index), 1);
    if (look !== undefined) running.set(look.id, start(look));
  }
  try {
    await Promise.all(running.values());
  } finally {
    clearTimeout(timer);
    ask.signal.removeEventListener('abort', cancel);
  }
  if (ask.signal.aborted) throw ask.signal.reason;
  if (refusal !== undefined) return { mailbox: ask.mailbox, facts: [], blind: [], refusal };
  // What one look could not see and another saw is seen.
  const stillBlind = [...blind.values()].filter(({ fact }) => known.get(fact) === undefined);
  return { mailbox: canonical(known), facts: [...known.facts], blind: stillBlind };
}

/** What a case file can name: a leaf of a keyed group without its key stands for the group. */
const nameable = (path: string): string => {
  const [group = ''] = path.split('.');
  return vocabulary[group]?.shape === 'keyed' && !path.includes('[') ? group : path;
};

async function usable(known: Growing, clients: Clients): Promise<void> {
  if (known.get('control.probeAccountUsable') === true) return;
  const state = known.get('control.probeAccountState');
  throw new AccountUnusable(
    (await clients.account.stopped()) ??
      (typeof state === 'string' && state !== 'good'
        ? `the service account is not usable: ${state}`
        : 'no logon of the service account could be shown to work'),
  );
}

function runSubject(
  { clients, sharing, vantage }: GraphParts,
  ask: Ask,
  look: Look,
  subject: Subject,
  known: Growing,
  whole: AbortSignal,
): Promise<Dated> {
  const run = async (outer: AbortSignal | undefined): Promise<Dated> => {
    const deadline = new AbortController();
    const says = `${subject.key} (${look.title}) did not answer within ${look.deadlineMs / 1000} s`;
    const timer = setTimeout(() => deadline.abort(new GivenUp(says)), look.deadlineMs);
    const signal = outer === undefined ? deadline.signal : AbortSignal.any([deadline.signal, outer]);
    try {
      const brought = await raced(look.run(subject, known, clients, signal), signal);
      return dated(brought, new Date(clients.now()).toISOString(), vantage);
    } finally {
      clearTimeout(timer);
      // What is still under way for this run has nobody left to tell.
      deadline.abort(new GivenUp('the run has ended'));
    }
  };
  // A shared run outlives the asker who began it: others wait for it too.
  if (!subject.shared) return run(whole);
  return raced(
    sharing.once(`${look.id} ${subject.key}`, ask.from, () => run(undefined)),
    whole,
  );
}

const dated = (brought: Brought, at: string, vantage: string): Dated => ({
  ...brought,
  facts: brought.facts.map((fact) => ({ ...fact, at: fact.at ?? at, vantage })),
});

/** The work's result, or the signal's reason as soon as it is given up; a later failure of the work is swallowed here. */
function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function reason(error: unknown, whole: AbortSignal, what: string): string {
  if (whole.aborted && whole.reason instanceof GivenUp) return `${what} ${whole.reason.message}`;
  return errorText(error);
}

const canonical = (known: Growing): string => {
  const primary = known.get('mailbox.primarySmtp');
  return (typeof primary === 'string' && primary !== '' ? primary : known.mailbox).toLowerCase();
};
