import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn } from '../world/placeholders.ts';
import { isLegacy } from '../world/server-defaults.ts';
import { momentOf } from '../world/times.ts';
import type { Server, World } from '../world.ts';
import { logTime, openLog } from './log-files.ts';
import { httpProxyProtocols, logFormat, logNames } from './log-formats.ts';
import { writeMonitoringLines } from './monitoring-lines.ts';

/** Logs that Exchange 2007 and 2010 do not have. */
const frontEndLogs: readonly string[] = ['iis-backend', 'http-proxy', 'mapi-http'];

/** Where each log of a server lies below `root`; the same tree as on Windows. */
export const logFolders = (root: string, server: Server): Readonly<Record<string, string>> =>
  Object.fromEntries(
    logNames
      .filter((log) => !isLegacy(server.exchange) || !frontEndLogs.includes(log))
      .map((log) => [log, join(root, server.name, logFormat(log)?.folder ?? log)]),
  );

/** What is wrong with the logs that a server's world states; empty when nothing is. */
export const wrongLogs = (server: Server): string[] =>
  [...Object.keys(server.logs), ...Object.keys(server.logFields)]
    .filter(
      (log) =>
        log === 'http-proxy' ||
        logFormat(log) === undefined ||
        (isLegacy(server.exchange) && frontEndLogs.includes(log.split('/')[0] ?? log)),
    )
    .map(
      (log) =>
        `logs.${log}: Exchange ${server.exchange} has no such log; write ${logNames
          .map((name) => (name === 'http-proxy' ? `http-proxy/<${httpProxyProtocols.join('|')}>` : name))
          .join(', ')}`,
    );

/** Makes the log folders of a server and writes the lines that the world states into its log files. */
export async function writeVerbatimLines(
  world: World,
  server: Server,
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const proxy = folders['http-proxy'];
  if (proxy !== undefined)
    for (const protocol of httpProxyProtocols) mkdirSync(join(proxy, protocol), { recursive: true });
  if (server.monitoring) await writeMonitoringLines(server, new Date(world.start), folders);
  for (const [log, entries] of Object.entries(server.logs)) {
    const format = logFormat(log);
    const folder = folders[log.split('/')[0] ?? log];
    if (format === undefined || folder === undefined)
      throw new Error(`${server.name}: there is no log "${log}"`);
    const fields = server.logFields[log];
    const file = openLog(folder, log, { build: server.build, ...(fields === undefined ? {} : { fields }) });
    const start = new Date(world.start);
    const dated = entries.map((entry) => {
      const fill = (text: string) => fillIn(text, world, (at) => logTime(format, at));
      if (typeof entry === 'string') {
        const line = fill(entry);
        return { at: timeIn(line) ?? start, write: (at: Date) => file.writeLine(line, at) };
      }
      const { at: stated, ...rest } = entry;
      const filled = Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? fill(value) : value]),
      );
      const at =
        (typeof stated === 'string' ? momentOf(stated, start) : undefined) ??
        timeIn(
          Object.values(filled)
            .filter((value) => typeof value === 'string')
            .join(' '),
        ) ??
        start;
      return { at, write: (when: Date) => file.write(filled, when) };
    });
    for (const { at, write } of dated.sort((a, b) => a.at.getTime() - b.at.getTime())) write(at);
    await file.flushed();
  }
}

/** The first time in a line, in either of the two formats; undefined when there is none. */
function timeIn(line: string): Date | undefined {
  const found = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)/.exec(line);
  return found ? new Date(`${found[1]}T${found[2]}Z`) : undefined;
}
