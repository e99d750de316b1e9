import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogFile {
  readonly path: string;
  readonly bytes: number;
  /** ms since the epoch: the first moment it can hold by its name, undefined when the name tells none. */
  readonly startsAt: number | undefined;
  /** ms since the epoch: when it was last written. */
  readonly writtenAt: number;
}
export interface LogFolder {
  /** Newest first. */
  readonly files: readonly LogFile[];
  /** Folders and files that could not be listed, as sentences. */
  readonly notRead: readonly string[];
}
const deepest = 3;
const mostFiles = 20_000;

/** Every log file of a folder and the folders below it (HttpProxy keeps one for each protocol), newest first. */
export async function listLogFiles(folder: string): Promise<LogFolder> {
  const files: LogFile[] = [];
  const notRead: string[] = [];
  const walk = async (path: string, depth: number): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries) {
      const at = join(path, entry.name);
      if (entry.isDirectory() && depth < deepest) await walk(at, depth + 1).catch(note(at));
      if (!entry.isFile() || !/\.log$/i.test(entry.name) || files.length >= mostFiles) continue;
      await stat(at).then((is) => {
        files.push({ path: at, bytes: is.size, startsAt: startOf(entry.name), writtenAt: is.mtimeMs });
      }, note(at));
    }
  };
  const note = (path: string) => (error: Error) => {
    notRead.push(`${path}: ${error.message}`);
  };
  await walk(folder, 1).catch(note(folder));
  const newest = (file: LogFile) => file.startsAt ?? file.writtenAt;
  return { files: files.sort((one, other) => newest(other) - newest(one)), notRead };
}

/** When a file begins by its name: `u_ex261120.log`, `u_ex26112009.log`, `HttpProxy_2026112009-1.LOG`, `RCA_20261120-1.LOG`. */
export function startOf(name: string): number | undefined {
  const iis = /^u_ex(\d{2})(\d\d)(\d\d)(\d\d)?(?:_x)?\.log$/i.exec(name);
  const exchange = /_(\d{4})(\d\d)(\d\d)(\d\d)?-\d+\.log$/i.exec(name);
  const match = iis ?? exchange;
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '00'] = match;
  const ms = Date.parse(`${iis === null ? year : `20${year}`}-${month}-${day}T${hour}:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether a file may hold lines of a span: not when it was last written before it, nor when it begins after it. */
export const mayHold = (file: LogFile, from: number, to: number): boolean =>
  file.writtenAt >= from && (file.startsAt === undefined || file.startsAt - namingSlackMs <= to);

/** A name may follow local time, up to 14 hours from UTC. */
const namingSlackMs = 14 * 3_600_000;
