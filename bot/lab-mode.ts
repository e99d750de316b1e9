import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { loadCatalogue } from '../services/catalogue.ts';
import {
  type Configuration,
  ConfigurationError,
  overridden,
  parseConfiguration,
} from '../services/configuration.ts';
import { createDesk } from '../services/desk/create.ts';
import { errorCode } from '../services/error-code.ts';
import { loadReaders } from '../services/pasting/readers.ts';
import { remember } from './acquaintances.ts';
import { labIdentity } from './adapter.ts';
import { labDownloads } from './attachments.ts';
import { systemClock } from './clock.ts';
import { createConnector } from './connector.ts';
import { createBot } from './create.ts';
import { type Lab, type LabPerson, startLab } from './lab-process.ts';
import { requireFree } from './listening.ts';
import { type Playground, playgroundCommand, startPlayground } from './playground.ts';
import { startServer } from './server.ts';
import { type Started, startedParts, together } from './starting.ts';
import { wordsOf } from './words-of.ts';
import { startWorker } from './worker-process.ts';

/** The first client's port unless POPUP_DESK_CLIENT_PORT says another; the second and third person's follow it. */
const usualClientPort = 56150;
/** Who sits before a client of his own. */
const clientRoles = ['helpdesk', 'approver', 'user'] as const;

/** What is running, and how it ends: last started, first stopped. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/**
 * Lab mode: the lab of a world, the bot on loopback, a worker and a Teams client for each kind of person. `say` prints one
 * line to the person who started it.
 */
export async function startLabMode(world: string, say: (line: string) => void): Promise<Running> {
  const started = startedParts();
  try {
    await start(world, say, started);
  } catch (error) {
    // Why it could not start is what the person needs; what then does not stop ends with this process.
    await started.stop().catch(() => undefined);
    throw error;
  }
  return { stop: started.stop };
}

async function start(world: string, say: (line: string) => void, started: Started): Promise<void> {
  const own = overridden(parseConfiguration('{}', 'defaults'), process.env);
  const firstPort = clientPort(process.env);
  await together([
    requireFree('127.0.0.1', own.port, 'End the other program, or set PORT to a free one.'),
    ...(playgroundCommand() === undefined ? [] : clientRoles).map((_role, index) =>
      requireFree(
        '127.0.0.1',
        firstPort + index,
        'A Teams client needs it: end the other program, perhaps an earlier Popup Desk, or set POPUP_DESK_CLIENT_PORT.',
      ),
    ),
  ]);
  const folder = dataFolder(own.data);
  const lab = await started.part(startLab(world), (running) => running.stop());
  const configuration = withPeople(overridden(lab.configuration, process.env), lab.people);
  const logFile = join(folder, 'popup-desk.log');
  const log = pino({ name: 'popup-desk' }, pino.destination({ dest: logFile, sync: false, append: true }));
  const { serviceAccount } = lab.secrets;
  const secrets = serviceAccount === undefined ? {} : { serviceAccount };

  const endpoint = `http://127.0.0.1:${configuration.port}/api/messages`;
  const [desk, catalogue, clients] = await together([
    started.part(
      createDesk({ configuration: { ...configuration, data: folder }, secrets, lab: true, log }),
      (running) => running.close(),
    ),
    loadCatalogue(),
    openClients(lab, endpoint, folder, firstPort, started),
  ]);
  const readers = await loadReaders();
  const identity = labIdentity();
  const out = createConnector(identity.authorization);
  await started.part(Promise.resolve(out), (connector) => connector.close());
  const bot = createBot({
    desk,
    connector: out.call,
    catalogue: wordsOf(catalogue),
    clock: systemClock,
    log,
    roles: rolesOf(configuration),
    toldOf: (mailbox) => lab.told.get(mailbox.toLowerCase()) ?? [],
    readers,
    downloads: labDownloads,
  });
  await started.part(Promise.resolve(bot), (running) => running.stop());
  const listening = startServer({
    identity,
    turns: bot.turns,
    log,
    host: '127.0.0.1',
    port: configuration.port,
    loopbackOnly: true,
  });
  await started.part(listening, (server) => server.close());
  const worker = startWorker({
    desk,
    configuration: { ...configuration, data: folder },
    secrets,
    world: lab.world,
    say,
  });
  await started.part(worker, (running) => running.stop());
  // A client tells of its person only when its page is opened; cards for him must find him before.
  for (const { person, chat } of clients) await remember(desk, person, undefined, chat);
  tell(lab, clients, { endpoint, folder, logFile, database: configuration.database }, say);
}

/** The folder of everything that is kept, made if need be. */
function dataFolder(data: string): string {
  const folder = resolve(data);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new ConfigurationError([
      `The data folder ${folder} cannot be written (${errorCode(error)}); set POPUP_DESK_DATA to a folder that can.`,
    ]);
  }
}

/** The first client's port; those of the other two follow it. */
function clientPort(environment: NodeJS.ProcessEnv): number {
  const said = environment.POPUP_DESK_CLIENT_PORT;
  if (said === undefined) return usualClientPort;
  const port = /^\d{1,5}$/.test(said) ? Number(said) : 0;
  if (port >= 1 && port + clientRoles.length - 1 <= 65_535) return port;
  throw new ConfigurationError([
    `POPUP_DESK_CLIENT_PORT: ${JSON.stringify(said)} is not a port with two more after it; use a number from 1 to ${65_535 - clientRoles.length + 1}`,
  ]);
}

const rolesOf = (configuration: Configuration) => ({
  helpdesk: configuration.people?.helpdesk ?? [],
  approvers: configuration.people?.approvers ?? [],
});

/** The configuration with the world's people in their roles, unless it names its own. */
function withPeople(configuration: Configuration, people: readonly LabPerson[]): Configuration {
  if (configuration.people !== undefined) return configuration;
  const ids = (role: LabPerson['role']) =>
    people.filter((each) => each.role === role).map(({ entraId }) => entraId);
  return { ...configuration, people: { helpdesk: ids('helpdesk'), approvers: ids('approver') } };
}

/** One client for the first person of each role; without the development packages there is none. */
async function openClients(
  lab: Lab,
  endpoint: string,
  folder: string,
  firstPort: number,
  started: Started,
): Promise<readonly Playground[]> {
  const command = playgroundCommand();
  if (command === undefined) return [];
  const first = clientRoles
    .map((role) => lab.people.find((person) => person.role === role))
    .filter((person) => person !== undefined);
  return together(
    first.map((person, index) => {
      const starting = startPlayground({
        command,
        person,
        people: lab.people,
        port: firstPort + index,
        endpoint,
        folder: join(folder, 'clients'),
        clock: systemClock,
      });
      return started.part(starting, (client) => client.stop());
    }),
  );
}

function tell(
  lab: Lab,
  clients: readonly Playground[],
  where: {
    readonly endpoint: string;
    readonly folder: string;
    readonly logFile: string;
    readonly database: string | undefined;
  },
  say: (line: string) => void,
): void {
  const width = Math.max(...lab.mailboxes.map(({ address }) => address.length), 0);
  const roles = { helpdesk: 'helpdesk', approver: 'approver', user: 'user' } as const;
  say('');
  say(`Popup Desk in lab mode: the world “${lab.world}” is made up and runs on this machine only.`);
  say('');
  for (const { person, url } of clients)
    say(`  ${url}   the Teams client of ${person.name} (${roles[person.role]})`);
  if (clients.length === 0) {
    say(
      `  No Teams client here: its package is a development dependency (npm ci). The bot listens at ${where.endpoint}`,
    );
  }
  say('');
  say('As helpdesk write “diagnose <address>”, or just the address:');
  for (const { address, note } of lab.mailboxes) say(`  ${address.padEnd(width)}   ${note}`);
  say('As a user write “outlook keeps asking for my password”.');
  say('');
  say(`People: ${lab.people.map(({ name, role }) => `${name} (${roles[role]})`).join(', ')}`);
  say(`Bot: ${where.endpoint} · log: ${where.logFile}`);
  say(`What reaches the lab's servers: ${lab.accessLog}`);
  say(
    where.database === undefined
      ? `Store: ${where.folder}, embedded. It survives a crash of this program but never calls fsync, so not one of the machine; set DATABASE_URL for PostgreSQL.`
      : 'Store: PostgreSQL, as DATABASE_URL says.',
  );
  say('Ctrl-C ends everything.');
}
