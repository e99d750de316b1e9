import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { lockFolder } from '../store/lock.ts';
import { actResultSchema } from './messages.ts';

const stateSchema = z.object({ startedAt: z.string(), pid: z.number().optional() });
const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journal'), id: z.uuid() }),
  /** Written before the effect: from here on it may have happened. */
  z.object({
    kind: z.literal('intent'),
    job: z.uuid(),
    target: z.string(),
    before: stateSchema,
    at: z.string(),
  }),
  z.object({ kind: z.literal('effect'), job: z.uuid(), target: z.string(), at: z.string() }),
  z.object({ kind: z.literal('end'), job: z.uuid(), result: actResultSchema, at: z.string() }),
]);
export type Entry = z.infer<typeof entrySchema>;
export type TargetState = z.infer<typeof stateSchema>;

/** A worker's memory of what it did, on the disk before and after each effect. */
export interface Journal {
  readonly id: string;
  /** What is known of a job, in order. */
  of(job: string): readonly Exclude<Entry, { readonly kind: 'journal' }>[];
  /** Resolves when the entry is on the disk. */
  write(entry: Exclude<Entry, { readonly kind: 'journal' }>): Promise<void>;
  close(): Promise<void>;
}

/** The journal of a folder, held by this process alone. What a crash left half-written at its end is passed over. */
export async function openJournal(folder: string): Promise<Journal> {
  const unlock = await lockFolder(folder);
  const file = join(folder, 'journal');
  const known = await readEntries(file);
  const handle = await open(file, 'a', 0o600);
  const first = known.entries.find((entry) => entry.kind === 'journal');
  const entries = known.entries.filter((entry) => entry.kind !== 'journal');
  const id = first?.id ?? randomUUID();
  if (known.torn) await append(handle, '\n');
  if (first === undefined) {
    await append(handle, `${JSON.stringify({ kind: 'journal', id })}\n`);
    await syncFolder(folder);
  }
  return {
    id,
    of: (job) => entries.filter((entry) => entry.job === job),
    write: async (entry) => {
      await append(handle, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
    close: async () => {
      await handle.close();
      await unlock();
    },
  };
}

async function append(handle: FileHandle, text: string): Promise<void> {
  await handle.appendFile(text);
  await handle.sync();
}

/** A new file's name is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function readEntries(file: string): Promise<{ readonly entries: Entry[]; readonly torn: boolean }> {
  await mkdir(dirname(file), { recursive: true });
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { entries: [], torn: false };
    throw error;
  }
  const entries = text.split('\n').flatMap((line) => readEntry(line) ?? []);
  return { entries, torn: text !== '' && !text.endsWith('\n') };
}

/** An entry of a line; a line torn by a crash is none. What it would have said had not happened yet when it was written. */
function readEntry(line: string): Entry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
