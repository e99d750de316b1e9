/** The bot as lab mode puts it together, without lab, worker and clients: desk, store, turns and the public listener. */
import { join } from 'node:path';
import pino from 'pino';
import { labIdentity } from '../../bot/adapter.ts';
import { systemClock } from '../../bot/clock.ts';
import { createConnector } from '../../bot/connector.ts';
import { createBot } from '../../bot/create.ts';
import { startServer } from '../../bot/server.ts';
import { wordsOf } from '../../bot/words-of.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { parseConfiguration } from '../../services/configuration.ts';
import { createDesk } from '../../services/desk/create.ts';

export interface BotAsked {
  readonly folder: string;
  readonly database?: string | undefined;
  readonly helpdesk: readonly string[];
}

// Written by startListening from a BotAsked.
const asked = JSON.parse(process.argv[2] ?? '') as BotAsked;
const people = { helpdesk: asked.helpdesk, approvers: asked.helpdesk.slice(0, 2) };
const configuration = {
  ...parseConfiguration(JSON.stringify({ people }), 'bench'),
  data: asked.folder,
  ...(asked.database === undefined ? {} : { database: asked.database }),
};
const log = pino(pino.destination({ dest: join(asked.folder, 'bot.log'), sync: false }));
const [desk, catalogue] = await Promise.all([createDesk({ configuration, lab: true, log }), loadCatalogue()]);
const identity = labIdentity();
const bot = createBot({
  desk,
  connector: createConnector(identity.authorization).call,
  catalogue: wordsOf(catalogue),
  clock: systemClock,
  log,
  roles: people,
  readers: [],
});
const { port } = await startServer({
  identity,
  turns: bot.turns,
  log,
  host: '127.0.0.1',
  port: 0,
  loopbackOnly: true,
});
process.send?.({ port });
process.on('SIGTERM', () => {
  // Kept open until the end, as a folder is reopened only when its lock is gone.
  void desk.close().then(() => process.exit());
});
