import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { objectLevels } from './objects.ts';
import { schemaLevels } from './schema.ts';

const run = promisify(execFile);

/** A real Active Directory domain controller, running and seeded. */
export interface Domain {
  readonly host: 'dc1.corp.local';
  /** Where it is dialled for LDAPS. */
  readonly endpoint: string;
  /** File with the CA of its certificate. */
  readonly ca: string;
  /** Applies LDIF from inside, as the system. */
  modify(ldif: string): Promise<void>;
  stop(): Promise<void>;
}
const address = '127.0.0.10';

/** Provisions a domain in an empty folder, adds Exchange's schema and a few people, and starts Samba (root only). */
export async function startDomain(): Promise<Domain> {
  const root = await mkdtemp(join(tmpdir(), 'popup-desk-samba-'));
  const at = (name: string) => join(root, name);
  await run('samba-tool', [
    'domain',
    'provision',
    `--targetdir=${root}`,
    '--server-role=dc',
    '--realm=CORP.LOCAL',
    '--domain=CORP',
    '--host-name=dc1',
    `--host-ip=${address}`,
    '--dns-backend=NONE',
    '--base-schema=2012_R2',
    '--adminpass=Start-1234',
  ]);
  await certificates(root);
  await mkdir(at('run'), { recursive: true });
  await writeFile(at('smb.conf'), configuration(root));
  let applied = 0;
  const modify = async (ldif: string) => {
    applied += 1;
    const file = at(`${applied}.ldif`);
    await writeFile(file, ldif);
    await run('ldbmodify', [`--configfile=${at('smb.conf')}`, '-H', at('private/sam.ldb'), file]);
  };
  // One run a level: within one file a change of the schema is not seen yet.
  for (const level of [...schemaLevels('DC=corp,DC=local'), ...objectLevels]) await modify(level);

  const samba = spawn('samba', ['-F', '--no-process-group', '-M', 'single', '-s', at('smb.conf')], {
    stdio: 'ignore',
  });
  const ended = once(samba, 'exit');
  await listens(636, samba);
  return {
    host: 'dc1.corp.local',
    endpoint: `${address}:636`,
    ca: at('tls/ca.pem'),
    modify,
    stop: async () => {
      samba.kill('SIGTERM');
      await ended;
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function certificates(root: string): Promise<void> {
  const folder = join(root, 'tls');
  await mkdir(folder, { mode: 0o700 });
  const at = (name: string) => join(folder, name);
  const key = (file: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    file,
  ];
  await run('openssl', [
    'req',
    '-x509',
    ...key(at('ca.key')),
    '-out',
    at('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
  ]);
  await run('openssl', ['req', ...key(at('dc1.key')), '-out', at('dc1.csr'), '-subj', '/CN=dc1.corp.local']);
  await writeFile(at('dc1.ext'), 'subjectAltName=DNS:dc1.corp.local\n');
  await run('openssl', [
    ...['x509', '-req', '-in', at('dc1.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-out', at('dc1.pem'), '-days', '2', '-extfile', at('dc1.ext')],
  ]);
}

const configuration = (root: string): string => `[global]
netbios name = DC1
realm = CORP.LOCAL
workgroup = CORP
server role = active directory domain controller
server services = rpc, ldap, cldap, kdc, winbindd
interfaces = ${address}/8
bind interfaces only = yes
private dir = ${root}/private
state directory = ${root}/state
cache directory = ${root}/cache
lock directory = ${root}
pid directory = ${root}/run
ncalrpc dir = ${root}/run/ncalrpc
winbindd socket directory = ${root}/run/winbindd
log file = ${root}/log.samba
tls enabled = yes
tls certfile = ${root}/tls/dc1.pem
tls keyfile = ${root}/tls/dc1.key
tls cafile = ${root}/tls/ca.pem
dsdb:schema update allowed = yes
disable netbios = yes
`;

async function listens(port: number, child: ReturnType<typeof spawn>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`samba ended with ${child.exitCode}`);
    const socket = createConnection({ host: address, port });
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await wait(50);
  }
  throw new Error('samba does not listen');
}
