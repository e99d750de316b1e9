import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccessLog } from '../access-log.ts';
import { createAuthorities } from '../certificates/issue.ts';
import { type Accounts, createAccounts } from '../directory/accounts.ts';
import { locate } from '../directory/replicas.ts';
import { type Answers, type RunningServer, startServer } from '../supervisor.ts';
import { logFolders } from '../windows-host/verbatim-lines.ts';
import { loadWorld, type World } from '../world.ts';

/** The Exchange servers of a small world, running for a test, with a directory but nothing else of the lab. */
export interface StartedWorld {
  readonly world: World;
  readonly folder: string;
  /** PEM file. */
  readonly ca: string;
  readonly accounts: Accounts;
  server(name: string): RunningServer;
  portOf(name: string): number;
  accessLog(): readonly Readonly<Record<string, unknown>>[];
  logFolder(server: string, log: string): string;
  end(): Promise<void>;
}

/** The completed world of a file with this content. */
export function smallWorld(stated: object, start: Date): World {
  const folder = mkdtempSync(join(tmpdir(), 'lab-world-'));
  try {
    const file = join(folder, 'small.json');
    writeFileSync(file, JSON.stringify(stated));
    return loadWorld(file, start);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts every Exchange server of a world file with this content. */
export async function startWorld(stated: object): Promise<StartedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-exchange-'));
  const world = smallWorld(stated, new Date());
  const worldFile = join(folder, 'world.json');
  writeFileSync(worldFile, JSON.stringify(world));
  const accessLog = join(folder, 'access.log');
  writeFileSync(accessLog, '');
  const authorities = await createAuthorities(folder, new Date());
  const accounts = createAccounts(world, () => new Date());
  const running = new Map<string, RunningServer>();
  const answers: Answers = {
    account: ({ domain, user }) => {
      const found = accounts.find(domain, user);
      return found === undefined ? null : accounts.described(found);
    },
    logon: accounts.logon,
    locate: ({ anchor, domainController }) => locate(world, anchor, domainController, new Date()),
    dial: ({ server }) => {
      const port = running.get(server.toLowerCase())?.ports().https;
      return port === undefined ? null : `127.0.0.1:${port}`;
    },
  };
  for (const server of world.servers) {
    const name = server.name.toLowerCase();
    const specification = {
      server: server.name,
      worldFile,
      accessLog,
      logs: logFolders(join(folder, 'logs'), server),
      certificate: await authorities.issue(name, server.certificate),
      ca: authorities.file,
      pools: server.pools,
    };
    const log = openAccessLog(accessLog, 'lab');
    running.set(name, await startServer(specification, answers, log, Promise.resolve()));
  }
  const server = (name: string): RunningServer => {
    const found = running.get(name);
    if (found === undefined) throw new Error(`no server ${name} was started`);
    return found;
  };
  return {
    world,
    folder,
    ca: authorities.file,
    accounts,
    server,
    portOf: (name) => server(name).ports().https ?? 0,
    accessLog: () =>
      readFileSync(accessLog, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    logFolder: (name, log) => {
      const found = world.servers.find((each) => each.name.toLowerCase() === name);
      return (found && logFolders(join(folder, 'logs'), found)[log]) ?? '';
    },
    end: async () => {
      await Promise.all([...running.values()].map((each) => each.end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
