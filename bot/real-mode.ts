import { resolve } from 'node:path';
import pino from 'pino';
import { loadCatalogue } from '../services/catalogue.ts';
import {
  type Configuration,
  ConfigurationError,
  type Secrets,
  teamsErrors,
} from '../services/configuration.ts';
import { createDesk } from '../services/desk/create.ts';
import { loadReaders } from '../services/pasting/readers.ts';
import { teamsIdentity } from './adapter.ts';
import { systemClock } from './clock.ts';
import { createConnector } from './connector.ts';
import { createBot } from './create.ts';
import type { Running } from './lab-mode.ts';
import { startServer } from './server.ts';
import { wordsOf } from './words-of.ts';

/** The bot as an organisation runs it; refuses to start without an identity at Teams, a secret or people. */
export async function startRealMode(
  configuration: Configuration,
  secrets: Secrets,
  file: string,
): Promise<Running> {
  const errors = teamsErrors(configuration, secrets, file);
  const { teams, people } = configuration;
  if (errors.length > 0 || teams === undefined || people === undefined || secrets.teams === undefined) {
    throw new ConfigurationError(errors);
  }
  const log = pino({ name: 'popup-desk' });
  const catalogue = await loadCatalogue();
  const readers = await loadReaders();
  const desk = await createDesk({ configuration, secrets, log });
  const identity = teamsIdentity({ ...teams, secret: secrets.teams });
  const out = createConnector(identity.authorization);
  const bot = createBot({
    desk,
    connector: out.call,
    catalogue: wordsOf(catalogue),
    clock: systemClock,
    log,
    roles: people,
    tenant: teams.tenantId,
    readers,
  });
  const close = async () => {
    await bot.stop();
    await out.close();
    await desk.close();
  };
  try {
    const server = await startServer({
      identity,
      turns: bot.turns,
      log,
      host: '0.0.0.0',
      port: configuration.port,
      loopbackOnly: false,
    });
    log.info({ port: server.port, workers: desk.gateway.port }, 'listening');
    if (configuration.database === undefined) {
      log.warn(
        { folder: resolve(configuration.data) },
        'embedded store: it never calls fsync, so it does not survive a crash of the machine; set DATABASE_URL',
      );
    }
    return {
      async stop() {
        await server.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
