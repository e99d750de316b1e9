import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccessLog } from './access-log.ts';
import { serveCommonName } from './common-name.ts';
import { createAccounts } from './directory/accounts.ts';
import { locate } from './directory/replicas.ts';
import { serveDirectory } from './directory/server.ts';
import { buildTree } from './directory/tree.ts';
import { recordsOf } from './dns/records.ts';
import { serveDns } from './dns/server.ts';
import type { Listener } from './listener.ts';
import { connections } from './places.ts';
import { type Ready, readyOf } from './ready.ts';
import { type Answers, type RunningServer, startServer } from './supervisor.ts';
import { serveRedirect, serveWebSite } from './web-site.ts';
import { serveWindows } from './windows-host/server.ts';
import { logFolders, writeVerbatimLines } from './windows-host/verbatim-lines.ts';
import type { Certificate, World } from './world.ts';

export interface RunningLab {
  readonly ready: Ready;
  /** Ends every process and listener and removes the lab's folder. */
  stop(): Promise<void>;
}

/** Starts every server of a world on loopback and gives the lab when all of them listen. */
export async function startLab(world: World): Promise<RunningLab> {
  const folder = mkdtempSync(join(tmpdir(), 'popup-desk-lab-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', removeFolder);
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(closing.map((close) => close()));
    removeFolder();
    process.off('exit', removeFolder);
  };
  const keep = (listener: Listener) => {
    closing.push(listener.close);
    return listener;
  };
  try {
    return { ready: await startAll(world, folder, keep, (close) => closing.push(close)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  world: World,
  folder: string,
  keep: (listener: Listener) => Listener,
  onStop: (close: () => Promise<void>) => void,
): Promise<Ready> {
  const now = () => new Date();
  const accessLog = join(folder, 'access.jsonl');
  const worldFile = join(folder, 'world.json');
  const logRoot = join(folder, 'logs');
  writeFileSync(worldFile, JSON.stringify(world));
  const logOf = (server: string) => openAccessLog(accessLog, server);
  const accounts = createAccounts(world, now);
  const running: RunningServer[] = [];
  const answers = answersOf(world, accounts, running, now);
  const folders = Object.fromEntries(
    world.servers.map((server) => [server.name, logFolders(logRoot, server)]),
  );
  const fileFor = (name: string) => ({
    chain: join(folder, `${name}.pem`),
    key: join(folder, `${name}.key`),
  });

  const up = world.servers.filter(({ down }) => !down);
  // The processes load while the certificates and the lines of their logs are made.
  const { promise: surroundings, resolve, reject } = Promise.withResolvers<void>();
  const servers = Promise.all(
    up.map(async (server) => {
      const specification = {
        server: server.name,
        worldFile,
        accessLog,
        logs: folders[server.name] ?? {},
        certificate: fileFor(`server-${server.name}`),
        ca: join(folder, 'ca.pem'),
        pools: server.pools,
      };
      const started = await startServer(specification, answers, logOf('supervisor'), surroundings);
      running.push(started);
      onStop(started.end);
    }),
  );
  servers.catch(() => undefined); // awaited below; a failure before that must not count as unhandled
  const { createAuthorities } = await import('./certificates/issue.ts');
  const authorities = await createAuthorities(folder, new Date(world.start));
  const issue = (name: string, certificate: Certificate) => authorities.issue(name, certificate);
  await Promise.all([
    ...world.servers.map((server) => issue(`server-${server.name}`, server.certificate)),
    ...world.servers.map((server) => writeVerbatimLines(world, server, folders[server.name] ?? {})),
  ]).then(() => resolve(), reject);

  const records = recordsOf(world);
  const first = world.domainControllers[0];
  if (!first) throw new Error('a world has at least one domain controller');
  const directories = await Promise.all(
    world.domainControllers.map(async (controller) => {
      const certificate = await issue(`dc-${controller.name}`, controller.certificate);
      const tree = buildTree(world, controller, accounts, now);
      const shared = { world, controller, tree, accounts, certificate, log: logOf(controller.name) };
      const ldaps = keep(await serveDirectory({ ...shared, catalogue: false }));
      const catalogue = controller.globalCatalogue
        ? keep(await serveDirectory({ ...shared, catalogue: true }))
        : undefined;
      return { controller, ldaps: ldaps.port, catalogue: catalogue?.port };
    }),
  );
  const dns = keep(
    await serveDns({ records, delays: first.delays, faults: first.faults, log: logOf(first.name) }),
  );
  const windows = keep(
    await serveWindows({
      world,
      chainOf: (server) => fileFor(`server-${server}`).chain,
      servers: () => running,
      log: logOf('windows'),
    }),
  );
  await servers;
  const names = await Promise.all(
    world.commonNames.map(async (commonName) => {
      const certificate =
        commonName.certificate && (await issue(`name-${commonName.name}`, commonName.certificate));
      const ports = () =>
        commonName.servers.flatMap((name) => {
          const server = running.find((each) => each.name.toLowerCase() === name.toLowerCase());
          const port = server?.ports().https;
          const { down } = world.servers.find((each) => each.name === server?.name) ?? {};
          return server && port !== undefined && !down ? [[server.name, port] as const] : [];
        });
      const listener = keep(await serveCommonName({ commonName, certificate, ports, log: logOf('vip') }));
      const { redirect } = commonName;
      const plain =
        redirect && keep(await serveRedirect({ ...commonName, log: logOf(commonName.name) }, redirect));
      const addresses = [commonName.ip, ...(commonName.ipv6 === undefined ? [] : [commonName.ipv6])];
      return { addresses, https: listener.port, http: plain?.port };
    }),
  );
  const sites = await Promise.all(
    world.webSites.map(async (site) => {
      const log = logOf(site.name);
      const certificate = await issue(`site-${site.name}`, site.certificate);
      const https = site.https ? keep(await serveWebSite(site, certificate, log)) : undefined;
      const http = site.redirect && keep(await serveRedirect({ ...site, log }, site.redirect));
      return { addresses: [site.ip], https: https?.port, http: http?.port };
    }),
  );
  const connect = connections({
    world,
    records,
    running,
    directories,
    names: [...names, ...sites],
    closed: await closedPort(),
  });
  return readyOf(world, {
    accessLog,
    ca: authorities.file,
    resolvers: [`127.0.0.1:${dns.port}`],
    connect,
    executor: `http://127.0.0.1:${windows.port}`,
    logs: folders,
  });
}

function answersOf(
  world: World,
  accounts: ReturnType<typeof createAccounts>,
  running: readonly RunningServer[],
  now: () => Date,
): Answers {
  return {
    account: ({ domain, user }) => {
      const found = accounts.find(domain, user);
      return found ? accounts.described(found) : null;
    },
    logon: accounts.logon,
    locate: ({ anchor, domainController }) => locate(world, anchor, domainController, now()),
    dial: ({ server, listener }) => {
      const found = world.servers.find(({ name }) => name.toLowerCase() === server.toLowerCase());
      const port = running.find(({ name }) => name === found?.name)?.ports()[listener];
      return found === undefined || found.down || port === undefined ? null : `127.0.0.1:${port}`;
    },
  };
}

/** A port of loopback on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 1;
}
