import { setTimeout as pause } from 'node:timers/promises';
import { errorText } from '../error-code.ts';
import { FolderInUse, lockFolder } from '../store/lock.ts';
import {
  type AccountGate,
  AccountUnusable,
  type Attempt,
  type Login,
  type LogonTarget,
  loginOf,
  mayBeGivenCredentials,
} from './account.ts';
import { type BreakerScope, breakerLockFolder, readBreaker, saysTripped, tripBreaker } from './breaker.ts';
import type { OwnAccount } from './clients.ts';

export interface GateParts {
  readonly scope: BreakerScope;
  readonly now: () => number;
  /** The account's state, read over a connection that is already bound. */
  readonly ownAccount: () => Promise<OwnAccount>;
  /** ms for which a proof, a node's acceptance and a node's refusal are remembered. */
  readonly lifeMs: number;
}

// So many servers at most may be turning the account down at the same moment: a lockout threshold is rarely below five.
const nodesTriedAtOnce = 2;
const mostLockWaitMs = 10_000;

/** The gate before the service account: one logon at a time until it is proven, none after one refusal. */
export function createAccountGate({ scope, now, ownAccount, lifeMs }: GateParts): AccountGate {
  const account = scope.configuration.directory?.account;
  const password = scope.secrets.serviceAccount;
  const hosts = scope.configuration.organisation.credentialHosts;
  let proof: { readonly until: number; readonly own: OwnAccount } | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let settling: Promise<unknown> | undefined;
  const acceptedUntil = new Map<string, number>();
  const refused = new Map<string, { readonly at: number; readonly says: string }>();
  const trying = new Map<string, Promise<unknown>>();

  const isProven = () => proof !== undefined && proof.until > now();
  const stopped = async (): Promise<string | undefined> => {
    if (account === undefined) return 'no service account is configured';
    if (!password) return `the service account ${account} has no password configured`;
    const entry = await readBreaker(scope);
    return entry === undefined ? undefined : saysTripped(entry);
  };
  const login = async (host: string): Promise<Login> => {
    const why = await stopped();
    if (why !== undefined || account === undefined || !password) throw new AccountUnusable(why);
    if (!mayBeGivenCredentials(host, hosts))
      throw new AccountUnusable(
        `${host} is not among organisation.credentialHosts: it is given no credentials`,
      );
    return loginOf(account, password);
  };
  const trip = async (where: string, says: string): Promise<never> => {
    const entry = { at: new Date(now()).toISOString(), account: account ?? '', where, says };
    proof = undefined;
    await tripBreaker(scope, entry);
    throw new AccountUnusable(saysTripped(entry));
  };

  const tripAlone = async (target: LogonTarget, says: string): Promise<never> => {
    // The trip must be written even when the look that met the refusal has been given up.
    const release = await lockWhenFree(breakerLockFolder(scope), new AbortController().signal);
    try {
      return await trip(target.where, says);
    } finally {
      await release();
    }
  };

  /** One logon of all processes at a time, each after a fresh look at the breaker. */
  function alone<T>(
    target: LogonTarget,
    attempt: (login: Login) => Promise<Attempt<T>>,
  ): Promise<Attempt<T>> {
    const turn = queue.then(async () => {
      target.signal.throwIfAborted();
      await login(target.host);
      const release = await lockWhenFree(breakerLockFolder(scope), target.signal);
      try {
        const outcome = await attempt(await login(target.host));
        return outcome.outcome === 'refused' ? await trip(target.where, outcome.says) : outcome;
      } finally {
        await release();
      }
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  /** A refusal of the proven account is the server's own, unless the account is seen to have turned bad. */
  async function settle(target: LogonTarget, says: string): Promise<void> {
    refused.set(target.where, { at: now(), says });
    const before = proof?.own;
    let own: OwnAccount;
    try {
      own = await ownAccount();
    } catch (error) {
      return tripAlone(
        target,
        `${says}; the account’s own state could not be read afterwards (${errorText(error)})`,
      );
    }
    const risen = (own.badPasswordCount ?? 0) > (before?.badPasswordCount ?? 0);
    if (!own.good) return tripAlone(target, `${says}; the directory then called the account ${own.state}`);
    if (risen) return tripAlone(target, `${says}; the directory counted it as a wrong password`);
    if (proof !== undefined) proof = { ...proof, own };
  }

  async function onNode<T>(
    target: LogonTarget,
    attempt: (login: Login) => Promise<Attempt<T>>,
  ): Promise<Attempt<T>> {
    const node = target.node ?? target.host;
    for (;;) {
      target.signal.throwIfAborted();
      if (settling !== undefined) await settling;
      else if (!isProven()) {
        throw new AccountUnusable((await stopped()) ?? 'the control of our own account has not succeeded');
      } else {
        const earlier = refused.get(target.where);
        if (earlier !== undefined && earlier.at + lifeMs > now())
          throw new AccountUnusable(
            `${target.where} refused our account at ${new Date(earlier.at).toISOString()} and is not asked again yet`,
          );
        if ((acceptedUntil.get(node) ?? 0) > now()) break;
        const running =
          trying.get(node) ?? (trying.size < nodesTriedAtOnce ? undefined : Promise.race(trying.values()));
        if (running === undefined) break;
        await running;
      }
    }
    const work = login(target.host).then(attempt);
    const ended = work.then(
      async (outcome) => {
        if (outcome.outcome === 'accepted') acceptedUntil.set(node, now() + lifeMs);
        if (outcome.outcome !== 'refused') return;
        settling = settle(target, outcome.says).finally(() => {
          settling = undefined;
        });
        settling.catch(() => undefined);
        await settling;
      },
      () => undefined,
    );
    const mine = ended.catch(() => undefined);
    if (!trying.has(node)) {
      trying.set(node, mine);
      mine.finally(() => trying.delete(node));
    }
    await ended;
    return work;
  }

  return {
    name: account,
    stopped,
    proven: (own) => {
      proof = { until: now() + lifeMs, own };
    },
    authenticate: async (target, attempt) => {
      if (target.by === 'ldap' || target.control === true) return alone(target, attempt);
      return onNode(target, attempt);
    },
  };
}

async function lockWhenFree(folder: string, signal: AbortSignal): Promise<() => Promise<void>> {
  const until = performance.now() + mostLockWaitMs;
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      if (performance.now() > until)
        throw new AccountUnusable('another process is logging on and has not finished within 10 s', {
          cause: error,
        });
    }
    await pause(10 + Math.random() * 20, undefined, { signal });
  }
}
