import { readdir } from 'node:fs/promises';
import type { Configuration, Secrets } from '../configuration.ts';
import { createDirectory, type Directory } from '../directory/directory.ts';
import { createLogReader } from '../logs/log-reader.ts';
import { createNetwork } from '../protocols/network.ts';
import { httpExecutor } from '../worker/executor.ts';
import { createAccountGate } from './account-gate.ts';
import { type BreakerScope, readBreaker, type Tripped } from './breaker.ts';
import type { Clients } from './clients.ts';
import { createConversations } from './conversations.ts';
import { type Looked, type Progress, runLooks } from './graph.ts';
import type { InputRefusal, Look } from './look.ts';
import { orderLooks } from './order.ts';
import { createSharing } from './sharing.ts';

export type { Looked, Progress } from './graph.ts';

export interface LookerParts {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** Who looks and from where: `worker mgmt01`. */
  readonly vantage: string;
  /** The lab's world file: logons of different worlds are not counted together. */
  readonly world?: string;
  /** ms since the epoch. */
  readonly clock?: () => number;
  readonly log?: (line: Readonly<Record<string, unknown>>) => void;
  /** Looks to run instead of those of the folders. */
  readonly looks?: readonly Look[];
}
export interface LookOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Look at everything anew, sharing only with those who ask from now on: for a second look after a change. */
  readonly fresh?: boolean;
}
export interface Looker {
  look(address: string, options?: LookOptions): Promise<Looked>;
  /** The refused logon that stops all authentication, for every diagnosis to show. */
  breaker(): Promise<Tripped | undefined>;
  close(): Promise<void>;
}

const sharedLifeMs = 30_000;
// Longer than a shared control lives plus the longest look: whoever is told "usable" may still log on.
const proofLifeMs = 100_000;

/** Everything that looks, over one set of connections: for a worker's whole life, or one run in a terminal. */
export async function createLooker(parts: LookerParts): Promise<Looker> {
  const { configuration, secrets, vantage, world } = parts;
  const now = parts.clock ?? Date.now;
  const looks = parts.looks ?? (await loadLooks());
  orderLooks(looks);
  const scope: BreakerScope = { configuration, secrets, ...(world === undefined ? {} : { world }) };
  const network = createNetwork(configuration);
  const conversations = createConversations(network);
  const account = createAccountGate({
    scope,
    now,
    lifeMs: proofLifeMs,
    ownAccount: () => directory.ownAccount(AbortSignal.timeout(5_000)),
  });
  const directory: Directory = createDirectory({ configuration, network, account, now });
  const { executor } = configuration.windows;
  const clients: Clients = {
    configuration,
    now,
    network,
    conversations,
    account,
    directory,
    logs: createLogReader(),
    executor: executor === undefined ? undefined : httpExecutor(executor),
  };
  const sharing = createSharing(now, sharedLifeMs);
  const deadlineMs = configuration.lookSeconds * 1000;
  return {
    look: async (
      address,
      { signal = new AbortController().signal, onProgress = () => undefined, fresh = false } = {},
    ) => {
      const mailbox = address.trim().toLowerCase();
      const refusal = refuseText(mailbox);
      if (refusal !== undefined) return { mailbox, facts: [], blind: [], refusal };
      const begun = now();
      const from = fresh ? begun : Number.NEGATIVE_INFINITY;
      const looked = await runLooks(
        { looks, clients, sharing, vantage, deadlineMs },
        { mailbox, signal, from, onProgress },
      );
      parts.log?.({
        looked: mailbox,
        ms: now() - begun,
        facts: looked.facts.length,
        blind: looked.blind.length,
      });
      return looked;
    },
    breaker: () => readBreaker(scope),
    close: () => {
      conversations.close();
      return directory.close();
    },
  };
}

/** The refusal of a text that cannot be an address at all ([RFC 5321] 4.5.3.1 for the lengths); the directory judges the rest. */
function refuseText(text: string): InputRefusal | undefined {
  const looksRight = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u.test(text);
  if (looksRight && text.length <= 254) return undefined;
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return {
    kind: 'not-an-address',
    says: `${shown} is not an e-mail address: write it like anna@contoso.example`,
    candidates: [],
  };
}

/** Every probe and collector: the folder is the list. Throws when a file does not hold the look it is named after. */
export async function loadLooks(): Promise<readonly Look[]> {
  const folders = [
    ['probe', new URL('../probes/', import.meta.url)],
    ['collector', new URL('../collectors/', import.meta.url)],
  ] as const;
  const loaded: Look[] = [];
  // One after the other: under Node 22 jest loses modules that several imports ask for at once.
  for (const [kind, folder] of folders) {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted();
    for (const file of files) loaded.push(await load(new URL(file, folder), file, kind));
  }
  return loaded;
}

async function load(url: URL, file: string, kind: Look['kind']): Promise<Look> {
  const module: { readonly default?: Partial<Look> } = await import(url.href);
  const look = module.default;
  if (look?.id !== file.slice(0, -3) || look.kind !== kind || typeof look.run !== 'function')
    throw new Error(
      `${kind}s/${file} must hold, as its default export, the ${kind} called ${file.slice(0, -3)}`,
    );
  // Checked above as far as it can be at run time; probe() and collector() type the rest.
  return look as Look;
}
