import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Catalogue, loadCatalogue } from '../catalogue.ts';
import type { Configuration, Secrets } from '../configuration.ts';
import { openStore, type Store } from '../store/store.ts';
import { openGateway } from '../worker/gateway.ts';
import { openSigner } from '../worker/signatures.ts';
import { addingOn } from './adding.ts';
import { casesOn } from './cases.ts';
import { chatRecordsOn } from './chat-records.ts';
import { type DeskContext, idOf, type Policy, usualTimes } from './context.ts';
import { decidingOn } from './deciding.ts';
import { gatewayIdentity } from './identity.ts';
import { operatorDoor } from './operating.ts';
import { personsOn } from './persons.ts';
import { requestingOn } from './requesting.ts';
import type { RunningDesk } from './running.ts';
import { siblingsOf } from './siblings.ts';
import { sweep } from './sweeping.ts';
import { findCase } from './views.ts';
import { createAnnouncer, createBell } from './waking.ts';
import { workersOn } from './workers.ts';

export type { LinkedMailbox, RunningDesk } from './running.ts';

/** What a desk stands on. */
export interface DeskOptions {
  /** `data`, `database`, `people`, `workers` and `directory` of it are read. */
  readonly configuration: Configuration;
  readonly secrets?: Secrets;
  /** In lab mode one approver is enough for an organisation-wide change, and the gateway takes any free port. */
  readonly lab?: boolean;
  /** Wall clock in ms. */
  readonly now?: () => number;
  readonly log?: Logger;
  /** Times that differ from the usual ones. */
  readonly times?: Partial<typeof usualTimes>;
  /** What is known; the folders' unless told. */
  readonly catalogue?: Catalogue;
  readonly sweepMs?: number;
  /** ms that one operation of the store may take. */
  readonly storeMs?: number;
}

/** The desk on the store of a configuration, listening for workers. */
export async function createDesk(options: DeskOptions): Promise<RunningDesk> {
  const { configuration, log } = options;
  const now = options.now ?? Date.now;
  const onError = (error: unknown) => log?.error({ error: String(error) }, 'the desk met an error');
  const { database } = configuration;
  const [store, catalogue] = await Promise.all([
    openStore({
      place: database === undefined ? { folder: join(configuration.data, 'store') } : { url: database },
      onError,
      ...(options.storeMs === undefined ? {} : { limitMs: options.storeMs }),
    }),
    options.catalogue ?? loadCatalogue(),
  ]);
  try {
    return await running(options, store, catalogue, now, onError);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function running(
  options: DeskOptions,
  store: Store,
  catalogue: Catalogue,
  now: () => number,
  onError: (error: unknown) => void,
): Promise<RunningDesk> {
  const { configuration } = options;
  const bell = createBell();
  const cases = createAnnouncer<string>(onError);
  const looks = createAnnouncer<string>(onError);
  const families = familyAnnouncer(store, now, cases.tell, onError);
  const context: DeskContext = {
    store,
    catalogue,
    policy: policyOf(options),
    signer: openSigner(join(configuration.data, 'signing-key.pem')),
    ownAccount: configuration.directory?.account?.split('\\').at(-1)?.split('@')[0],
    now,
    changed: families.tell,
    progressed: cases.tell,
    wake: bell.ring,
    lookEnded: looks.tell,
  };
  const workers = workersOn(store, now, context.signer.publicKey);
  const operator = operatorDoor(workers);
  const identity = gatewayIdentity(configuration, now());
  const { host } = configuration.workers;
  const listener = await openGateway({
    context,
    host,
    // Lab mode hands its worker the address; a free port lets several stand side by side.
    port: options.lab === true ? 0 : configuration.workers.port,
    identity,
    work: bell.wait,
    onError,
    operate: operator.operate,
  });
  const url = `https://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${listener.port}`;
  operator.publish(configuration.data, url, identity.certificate);
  const sweeping = repeat(() => sweep(context), options.sweepMs ?? 2_000, onError);
  return {
    ...casesOn(context),
    ...addingOn(context),
    ...requestingOn(context),
    ...decidingOn(context),
    ...personsOn(context, looks.listen),
    ...chatRecordsOn(store, now),
    ...workers,
    onChange: cases.listen,
    gateway: { port: listener.port, url, ca: identity.certificate },
    close: async () => {
      await sweeping.stop();
      bell.ring();
      await listener.close();
      await families.settled();
      await store.close();
    },
  };
}

/** Tells of a case at once, and then of the other open cases of its mailbox. */
function familyAnnouncer(
  store: Store,
  now: () => number,
  tell: (caseId: string) => void,
  onError: (error: unknown) => void,
) {
  const going = new Set<Promise<void>>();
  const tellSiblings = async (caseId: string) => {
    const ids = await store.read('find the cases of a mailbox', async (database) => {
      const row = await findCase(database, caseId);
      return row === undefined ? [] : siblingsOf(database, row, now());
    });
    for (const id of ids) tell(id);
  };
  return {
    tell: (caseId: string) => {
      tell(caseId);
      const one = tellSiblings(caseId)
        .catch(onError)
        .finally(() => going.delete(one));
      going.add(one);
    },
    settled: async () => {
      await Promise.all(going);
    },
  };
}

function policyOf({ configuration, lab = false, times = {} }: DeskOptions): Policy {
  const { helpdesk = [], approvers = [] } = configuration.people ?? {};
  const ids = (people: readonly string[]) => people.map((entraId) => idOf({ entraId }));
  return {
    ...usualTimes,
    ...times,
    helpdesk: ids(helpdesk),
    approvers: ids(approvers),
    organisationApprovals: lab ? 1 : 2,
  };
}

/** Runs a task again and again, one after the other; a failing turn is told and the next one comes. */
function repeat(task: () => Promise<void>, ms: number, onError: (error: unknown) => void) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      turn = task()
        .catch(onError)
        .then(() => {
          if (!stopped) next();
        });
    }, ms);
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
