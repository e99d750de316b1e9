import { existsSync, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogFormat, logFormat } from './log-formats.ts';

export type LogFields = Readonly<Record<string, string | number | boolean>>;
export interface LogFile {
  /** Appends one line; `fields` by column name, the rest is empty. The columns of the time are filled from `at`. */
  write(fields: LogFields, at: Date): void;
  /** Appends a line as it stands to the file of that moment. */
  writeLine(line: string, at: Date): void;
  /** Settles when everything written so far is on disk. */
  flushed(): Promise<void>;
}

/**
 * The writer of one log of one server (`iis`, `http-proxy/Autodiscover`, …) below `folder`, which is the folder that
 * the configuration names for it. A new writer starts with a header again, as a new process of Exchange does.
 */
export function openLog(
  folder: string,
  log: string,
  server: { readonly build: string; readonly fields?: string },
): LogFile {
  const format = logFormat(log);
  if (format === undefined) throw new Error(`there is no log "${log}"`);
  const columns = server.fields === undefined ? format.fields : server.fields.split(/[ ,]+/);
  const own = log.startsWith('http-proxy/') ? join(folder, log.slice('http-proxy/'.length)) : folder;
  const begun = new Set<string>();
  let queue = Promise.resolve();
  const writeLine = (line: string, at: Date) => {
    const file = join(own, format.file(at));
    let text = `${line}\r\n`;
    if (!begun.has(file)) {
      begun.add(file);
      mkdirSync(own, { recursive: true });
      const first = !existsSync(file);
      text = `${first && format.style === 'exchange' ? '\uFEFF' : ''}${header(format, log, columns, server.build, at)}${text}`;
    }
    queue = queue.then(() => appendFile(file, text));
  };
  return {
    writeLine,
    write: (fields, at) => writeLine(lineOf(format, columns, fields, at), at),
    flushed: () => queue,
  };
}

/** The time as that log writes it: `2026-11-20 07:00:00` in W3C logs, `2026-11-20T07:00:00.000Z` in the others. */
export const logTime = (format: LogFormat, at: Date) =>
  format.style === 'w3c' ? at.toISOString().slice(0, 19).replace('T', ' ') : at.toISOString();

/** One line of that format. */
export function lineOf(format: LogFormat, columns: readonly string[], fields: LogFields, at: Date): string {
  if (format.style === 'w3c') {
    const [date = '', time = ''] = logTime(format, at).split(' ');
    const all: LogFields = { date, time, ...fields };
    return columns.map((name) => String(all[name] ?? '').replace(/ /g, '+') || '-').join(' ');
  }
  const all: LogFields = { [columns[0] ?? '']: logTime(format, at), ...fields };
  return columns.map((name) => quoted(String(all[name] ?? ''))).join(',');
}

const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);

function header(format: LogFormat, log: string, columns: readonly string[], build: string, at: Date): string {
  if (format.style === 'csv') return `${columns.join(',')}\r\n`;
  const lines =
    format.style === 'w3c'
      ? [
          '#Software: Microsoft Internet Information Services 10.0',
          '#Version: 1.0',
          `#Date: ${logTime(format, at)}`,
          `#Fields: ${columns.join(' ')}`,
        ]
      : [
          '#Software: Microsoft Exchange Server',
          `#Version: ${versionOf(build)}`,
          `#Log-type: ${log.startsWith('http-proxy') ? 'HttpProxy Logs' : `${log} Logs`}`,
          `#Date: ${at.toISOString()}`,
          `#Fields: ${columns.join(',')}`,
        ];
  return `${lines.join('\r\n')}\r\n`;
}

/** 15.1.2507.6 as Exchange's logs write it: 15.01.2507.006. */
export function versionOf(build: string): string {
  const [major = '0', minor = '0', number = '0', revision = '0'] = build.split('.');
  return `${major}.${minor.padStart(2, '0')}.${number.padStart(4, '0')}.${revision.padStart(3, '0')}`;
}
