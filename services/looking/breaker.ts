import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Configuration, Secrets } from '../configuration.ts';
import { errorCode } from '../error-code.ts';

/** A refused logon after which nothing authenticates until an operator or a changed secret says so. */
export interface Tripped {
  readonly at: string;
  readonly account: string;
  /** Host and what was asked there. */
  readonly where: string;
  /** What was refused, in words. */
  readonly says: string;
}
const tripped = z.object({ at: z.string(), account: z.string(), where: z.string(), says: z.string() });
const file = z.record(z.string(), tripped);

/** Whose logons are counted together: one directory, account and secret; in the lab also one world. */
export interface BreakerScope {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly world?: string;
}

const folderOf = ({ configuration }: BreakerScope): string => join(configuration.data, 'logon');
const fileOf = (scope: BreakerScope): string => join(folderOf(scope), 'breaker.json');

/** The refused logon that stops this account with this secret, undefined when nothing does. */
export async function readBreaker(scope: BreakerScope): Promise<Tripped | undefined> {
  return (await read(scope))[await keyOf(scope)];
}

/** Stops the account. Callers hold the folder's lock. */
export async function tripBreaker(scope: BreakerScope, entry: Tripped): Promise<void> {
  await write(scope, { ...(await read(scope)), [await keyOf(scope)]: entry });
}

/** Lets the account log on again; gives what had stopped it. For `doctor --reset-logon`. */
export async function resetBreaker(scope: BreakerScope): Promise<Tripped | undefined> {
  const { [await keyOf(scope)]: entry, ...others } = await read(scope);
  if (entry !== undefined) await write(scope, others);
  return entry;
}

/** One line for people, wherever it is shown. */
export const saysTripped = ({ at, account, where, says }: Tripped): string =>
  `the logon of ${account} was refused at ${at} by ${where}: ${says}; nothing authenticates until its password is changed or "npm run doctor -- --reset-logon" is run`;

/** Where this data folder's processes wait for one another before a first logon. */
export const breakerLockFolder = folderOf;

async function read(scope: BreakerScope): Promise<z.infer<typeof file>> {
  let text: string;
  try {
    text = await readFile(fileOf(scope), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw error;
  }
  // A file that cannot be understood must not let a stopped account log on again.
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(
      `${fileOf(scope)} is not readable as JSON of ours; nothing authenticates until it is removed`,
    );
  return parsed.data;
}
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function write(scope: BreakerScope, entries: z.infer<typeof file>): Promise<void> {
  const next = `${fileOf(scope)}.${randomUUID()}`;
  await mkdir(folderOf(scope), { recursive: true });
  await writeFile(next, JSON.stringify(entries, undefined, 2), { mode: 0o600, flush: true });
  await rename(next, fileOf(scope));
}

/** Keyed by directory, account and a keyed hash of the secret: the file tells nothing about the secret itself. */
async function keyOf({ configuration, secrets, world }: BreakerScope): Promise<string> {
  const key = await hashKey(join(configuration.data, 'logon'));
  const scope = [
    ...(configuration.directory?.servers ?? []).map((server) => server.toLowerCase()).toSorted(),
    configuration.directory?.account?.toLowerCase() ?? '',
    createHmac('sha256', key)
      .update(secrets.serviceAccount ?? '')
      .digest('hex'),
    world === undefined ? '' : resolve(world),
  ];
  return createHmac('sha256', key).update(JSON.stringify(scope)).digest('hex');
}

/** The random key of this data folder, made once: written whole aside and linked, so nobody reads half of it. */
async function hashKey(folder: string): Promise<Buffer> {
  const name = join(folder, 'breaker.key');
  try {
    return await readFile(name);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  await mkdir(folder, { recursive: true });
  const aside = `${name}.${randomUUID()}`;
  await writeFile(aside, randomBytes(32), { mode: 0o600, flush: true });
  try {
    await link(aside, name);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(name);
}
