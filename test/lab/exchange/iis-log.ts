import { existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const iisFields =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';

export interface IisLine {
  readonly at: Date;
  readonly method: string;
  readonly stem: string;
  readonly query: string;
  readonly port: number;
  readonly user: string;
  readonly clientIp: string;
  readonly userAgent: string;
  readonly status: number;
  readonly substatus: number;
  readonly win32: number;
  readonly ms: number;
}

/** Empty is `-`, blanks are `+`, nothing may break the line (W3C extended log file format). */
const cell = (text: string): string =>
  text === '' ? '-' : text.replaceAll(' ', '+').replaceAll(/[\r\n\t]/g, '+');

/** One line of a W3C log as IIS writes it, without its end. */
export function iisLine(line: IisLine, serverIp: string): string {
  const at = line.at.toISOString();
  return [
    at.slice(0, 10),
    at.slice(11, 19),
    serverIp,
    cell(line.method),
    cell(line.stem),
    cell(line.query),
    line.port,
    cell(line.user),
    line.clientIp,
    cell(line.userAgent),
    '-',
    line.status,
    line.substatus,
    line.win32,
    Math.round(line.ms),
  ].join(' ');
}

/** A writer of one site's log, a file a day; like IIS it repeats the header when its process begins. */
export function openIisLog(folder: string, serverIp: string): (line: IisLine) => void {
  mkdirSync(folder, { recursive: true });
  const append = appender((at) => {
    const day = at.toISOString().slice(2, 10).replaceAll('-', '');
    const stamp = at.toISOString().slice(0, 19).replace('T', ' ');
    return {
      file: join(folder, `u_ex${day}.log`),
      header: `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: ${stamp}\r\n#Fields: ${iisFields}\r\n`,
    };
  });
  return (line) => append(line.at, `${iisLine(line, serverIp)}\r\n`);
}

/** Appends to the file of the moment; each file gets its header when this process first writes to it. */
export function appender(
  place: (at: Date, isNew: boolean) => { readonly file: string; readonly header: string },
): (at: Date, text: string) => void {
  const open: { current?: { readonly file: string; readonly descriptor: number } } = {};
  return (at, text) => {
    const { file } = place(at, false);
    if (open.current?.file !== file) {
      const { header } = place(at, !existsSync(file));
      open.current = { file, descriptor: openSync(file, 'a') };
      writeSync(open.current.descriptor, header);
    }
    writeSync(open.current.descriptor, text);
  };
}
