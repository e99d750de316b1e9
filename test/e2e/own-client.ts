import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Product } from './product.ts';

/** A Teams client that the test itself started. */
export interface OwnClient {
  readonly url: string;
  readonly stop: () => Promise<void>;
}
interface Account {
  readonly id: string;
  readonly name: string;
}
interface World {
  readonly currentUser: Account;
  readonly users: readonly Account[];
  readonly personalChat: object;
}

const command = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');

/** Starts the client of a person for whom `npm start` opens none, in the same organisation as Anna's. */
export async function startClientOf(name: string, product: Product): Promise<OwnClient> {
  const configuration = '.m365agentsplayground.yml';
  // Written by `npm start` for Anna's client, in this form; JSON is YAML.
  const annas = JSON.parse(
    readFileSync(join(product.folder, 'clients', 'anna', configuration), 'utf8'),
  ) as World;
  const person = annas.users.find((user) => user.name === name);
  if (person === undefined) throw new Error(`Anna's client knows nobody called ${name}`);
  const users = annas.users.map((user) => (user === person ? annas.currentUser : user));
  const folder = join(product.folder, 'clients', 'of-the-test');
  mkdirSync(folder);
  writeFileSync(
    join(folder, configuration),
    JSON.stringify({ ...annas, currentUser: person, users, personalChat: { id: 'chat-of-the-test' } }),
  );
  const child = spawn(
    process.execPath,
    [
      command,
      'start',
      '-e',
      product.bot,
      '-c',
      'msteams',
      '-p',
      String(product.sparePort),
      '--disable-telemetry',
    ],
    { cwd: folder, stdio: 'ignore', env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' } },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    url: `http://localhost:${product.sparePort}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
