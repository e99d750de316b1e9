import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { openAccessLog } from '../access-log.ts';
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

/** Starts every Exchange server of a world file with this content. */
export async function startWorld(stated: object): Promise<StartedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-exchange-'));
  const file = join(folder, 'small.json');
  writeFileSync(file, JSON.stringify(stated));
  const world = loadWorld(file, new Date());
  const worldFile = join(folder, 'world.json');
  writeFileSync(worldFile, JSON.stringify(world));
  const accessLog = join(folder, 'access.log');
  writeFileSync(accessLog, '');
  const certify = await authority(join(folder, 'ca.pem'));
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
      logs: logFolders(join(folder, 'logs'), name),
      certificate: await certify(join(folder, name), server.certificate.names),
      ca: join(folder, 'ca.pem'),
      pools: server.pools,
    };
    running.set(name, await startServer(specification, answers, openAccessLog(accessLog, 'lab')));
  }
  const server = (name: string): RunningServer => {
    const found = running.get(name);
    if (found === undefined) throw new Error(`no server ${name} was started`);
    return found;
  };
  return {
    world,
    folder,
    ca: join(folder, 'ca.pem'),
    accounts,
    server,
    portOf: (name) => server(name).ports().https ?? 0,
    accessLog: () =>
      readFileSync(accessLog, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    logFolder: (name, log) => logFolders(join(folder, 'logs'), name)[log] ?? '',
    end: async () => {
      await Promise.all([...running.values()].map((each) => each.end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const sign = { ...ecdsa };

/** A CA of its own, which makes leaves in pairs of PEM files. */
async function authority(caFile: string) {
  x509.cryptoProvider.set(webcrypto as unknown as Crypto); // Node's own implementation of the same interface
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const dates = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...dates,
    name: 'CN=Small lab CA',
    keys,
    signingAlgorithm: sign,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  writeFileSync(caFile, ca.toString('pem'));
  return async (base: string, names: readonly string[]) => {
    const own = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
    const leaf = await x509.X509CertificateGenerator.create({
      ...dates,
      subject: `CN=${names[0]}`,
      issuer: ca.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: sign,
      extensions: [
        new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
      ],
    });
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64');
    const certificate = { chain: `${base}.pem`, key: `${base}.key` };
    writeFileSync(certificate.chain, leaf.toString('pem'));
    writeFileSync(certificate.key, `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`);
    return certificate;
  };
}
