import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { loadCatalogue } from '../services/catalogue.ts';
import { type Configuration, overridden, parseConfiguration } from '../services/configuration.ts';
import { createDesk } from '../services/desk/create.ts';
import { remember } from './acquaintances.ts';
import { labIdentity } from './adapter.ts';
import { systemClock } from './clock.ts';
import { createConnector } from './connector.ts';
import { createBot } from './create.ts';
import { type Lab, type LabPerson, startLab } from './lab-process.ts';
import { requireFree } from './listening.ts';
import { type Playground, playgroundCommand, startPlayground } from './playground.ts';
import { startServer } from './server.ts';
import { wordsOf } from './words-of.ts';
import { startWorker } from './worker-process.ts';

/** The first client's port unless POPUP_DESK_CLIENT_PORT says another; the second and third person's follow it. */
const usualClientPort = 56150;

/** What is running, and how it ends: last started, first stopped. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/**
 * Lab mode: the lab of a world, the bot on loopback, a worker and a Teams client for each kind of person. `say` prints one
 * line to the person who started it.
 */
export async function startLabMode(world: string, say: (line: string) => void): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    await start(world, say, stops);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function start(
  world: string,
  say: (line: string) => void,
  stops: (() => Promise<unknown>)[],
): Promise<void> {
  const port = overridden(parseConfiguration('{}', 'defaults'), process.env).port;
  await requireFree('127.0.0.1', port, 'End the other program, or set PORT to a free one.');
  const lab = await startLab(world);
  stops.push(lab.stop);
  const configuration = withPeople(overridden(lab.configuration, process.env), lab.people);
  const folder = resolve(configuration.data);
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, 'popup-desk.log');
  const log = pino({ name: 'popup-desk' }, pino.destination({ dest: logFile, sync: false, append: true }));
  const { serviceAccount } = lab.secrets;
  const secrets = serviceAccount === undefined ? {} : { serviceAccount };

  const endpoint = `http://127.0.0.1:${configuration.port}/api/messages`;
  const [desk, catalogue, clients] = await Promise.all([
    createDesk({ configuration, secrets, lab: true, log }),
    loadCatalogue(),
    openClients(lab, endpoint, folder, stops),
  ]);
  stops.push(() => desk.close());
  const identity = labIdentity();
  const out = createConnector(identity.authorization);
  stops.push(out.close);
  const bot = createBot({
    desk,
    connector: out.call,
    catalogue: wordsOf(catalogue),
    clock: systemClock,
    log,
    roles: rolesOf(configuration),
    toldOf: (mailbox) => lab.told.get(mailbox.toLowerCase()) ?? [],
  });
  stops.push(bot.stop);
  const server = await startServer({
    identity,
    turns: bot.turns,
    log,
    host: '127.0.0.1',
    port: configuration.port,
    loopbackOnly: true,
  });
  stops.push(server.close);

  const worker = await startWorker({
    desk,
    configuration: { ...configuration, data: folder },
    secrets,
    world: lab.world,
  });
  // A client tells of its person only when its page is opened; cards for him must find him before.
  for (const { person, chat } of clients) await remember(desk, person, undefined, chat);
  let ending = false;
  stops.push(worker.stop, async () => {
    ending = true;
  });
  void worker.ended.then((status) => {
    if (!ending)
      say(`The worker ended by itself (status ${status}): nothing is looked at any more. Start again.`);
  });
  tell(lab, clients, { endpoint, folder, logFile, database: configuration.database }, say);
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
  stops: (() => Promise<unknown>)[],
): Promise<readonly Playground[]> {
  const command = playgroundCommand();
  if (command === undefined) return [];
  const first = (['helpdesk', 'approver', 'user'] as const)
    .map((role) => lab.people.find((person) => person.role === role))
    .filter((person) => person !== undefined);
  const firstPort = Number(process.env.POPUP_DESK_CLIENT_PORT ?? usualClientPort);
  const clients = await Promise.all(
    first.map(async (person, index) => {
      const client = await startPlayground({
        command,
        person,
        people: lab.people,
        port: firstPort + index,
        endpoint,
        folder: join(folder, 'clients'),
        clock: systemClock,
      });
      stops.push(client.stop);
      return client;
    }),
  );
  return clients;
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
