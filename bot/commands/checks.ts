import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../services/catalogue.ts';
import { type Configuration, type Secrets, teamsErrors } from '../../services/configuration.ts';
import { errorText } from '../../services/error-code.ts';
import { readBreaker, saysTripped } from '../../services/looking/breaker.ts';
import { loadLooks } from '../../services/looking/looker.ts';
import { createNetwork } from '../../services/protocols/network.ts';
import { openStore } from '../../services/store/store.ts';
import { runningBot } from './operator.ts';

/** One check: what was looked at, and what is wrong with its mend. */
export interface Check {
  readonly name: string;
  readonly wrong?: string;
}
interface Subject {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly file: string;
  readonly world?: string;
}

/** Every check of a configuration, one after the other; nothing is changed and nothing authenticates. */
export async function* checks(subject: Subject): AsyncGenerator<Check> {
  const { configuration, secrets, file, world } = subject;
  yield { name: `configuration ${file}` };
  if (world === undefined) {
    for (const wrong of teamsErrors(configuration, secrets, file)) yield { name: 'Teams', wrong };
  }
  yield await check('catalogue of causes, remedies and looks', async () => {
    await Promise.all([loadCatalogue(), loadLooks()]);
  });
  yield await check('store', () => storeAnswers(configuration));
  yield await check('certificate of the workers’ listener', async () => certificateHolds(configuration));
  yield* directoryChecks(configuration, secrets);
  const tripped = await readBreaker({ configuration, secrets, ...(world === undefined ? {} : { world }) });
  yield tripped === undefined
    ? { name: 'service account: no refused logon stands' }
    : { name: 'service account', wrong: saysTripped(tripped) };
}

async function check(name: string, body: () => Promise<void>): Promise<Check> {
  try {
    await body();
    return { name };
  } catch (error) {
    return { name, wrong: errorText(error) };
  }
}

/** Asks the running bot; without one opens the store itself and closes it again. */
async function storeAnswers(configuration: Configuration): Promise<void> {
  const { data, database } = configuration;
  const running = await runningBot(data)
    ?.ready()
    // No answer: no bot runs, so the store is free to be opened.
    .catch(() => undefined);
  if (running?.ready === true) return;
  if (running !== undefined) throw new Error(`the running bot says: ${running.says}`);
  const folder = join(data, 'store');
  // What was never used is not made by looking at it.
  if (database === undefined && !existsSync(folder)) return;
  const store = await openStore({ place: database === undefined ? { folder } : { url: database } });
  await store.close();
}

function certificateHolds({ workers }: Configuration): void {
  if (workers.certificate === undefined) return;
  const { validTo } = new X509Certificate(readFileSync(workers.certificate));
  if (Date.parse(validTo) < Date.now()) {
    throw new Error(
      `${workers.certificate} expired ${validTo}; put a new one there, or leave the key out for one of our own`,
    );
  }
}

/** Reaches each domain controller over verified TLS, without a logon. */
async function* directoryChecks(
  { directory, ...rest }: Configuration,
  secrets: Secrets,
): AsyncGenerator<Check> {
  if (directory === undefined) {
    yield {
      name: 'directory',
      wrong: 'directory.servers: missing; name the domain controllers (ldaps://host:636)',
    };
    return;
  }
  if (directory.account !== undefined && secrets.serviceAccount === undefined) {
    yield {
      name: 'service account',
      wrong: `POPUP_DESK_SERVICE_PASSWORD: missing, but directory.account is ${directory.account}; without it nothing authenticates`,
    };
  }
  const network = createNetwork({ ...rest, directory });
  for (const server of directory.servers) {
    const { hostname, port } = new URL(server);
    yield await check(`directory ${server}`, async () => {
      const signal = AbortSignal.timeout(10_000);
      const socket = await network.secure({ host: hostname, port: Number(port || 636), signal });
      socket.destroy();
    });
  }
}
