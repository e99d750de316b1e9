import type { NewFact } from '../looking/look.ts';
import { isHerAnchor, isHerName, type Wanted } from './wanted.ts';

type Line = Readonly<Record<string, unknown>>;
const hourMs = 3_600_000;

/**
 * What her own log lines tell of the program that she uses: its build, its Windows, its protocol, whether it keeps a
 * copy. Each is the newest that a line of hers says, dated by that line.
 */
export function clientFacts(facts: readonly NewFact[], wanted: Wanted): readonly NewFact[] {
  const lines = facts
    .filter(({ fact, value }) => fact === 'log[]' && isObject(value))
    .map(({ value }) => value as unknown as Line)
    .filter((line) => isHers(line, wanted))
    .toSorted((one, other) => momentOf(other) - momentOf(one));
  return [
    ...buildFact(lines),
    ...newest('windows', lines, windowsOf),
    ...newest('cachedMode', lines, cachedOf),
    ...protocolFact(lines),
  ];
}

/** A mailbox that she opens is also asked for by others, with programs of their own. */
function isHers(line: Line, wanted: Wanted): boolean {
  const [user, anchor, sid] = ['user', 'anchor', 'sid'].map((name) => textOf(line, name));
  if (user) return isHerName(user, wanted);
  return sid ? sid.toLowerCase() === wanted.sid : anchor !== undefined && isHerAnchor(anchor, wanted);
}
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (line: Line, name: string): string => (typeof line[name] === 'string' ? line[name] : '');
const momentOf = (line: Line): number => Date.parse(textOf(line, 'at'));

function newest(
  leaf: string,
  lines: readonly Line[],
  read: (line: Line) => string | boolean | undefined,
): readonly NewFact[] {
  for (const line of lines) {
    const value = read(line);
    if (value !== undefined) return [stated(leaf, value, line)];
  }
  return [];
}
const stated = (leaf: string, value: string | boolean, line: Line): NewFact => ({
  fact: `client.${leaf}`,
  value,
  from: 'log',
  source: `her line in the ${textOf(line, 'log')} log of ${textOf(line, 'server')}`,
  at: textOf(line, 'at'),
});

/** The newest build, with its last number where an older line has it: user agents leave it out. */
function buildFact(lines: readonly Line[]): readonly NewFact[] {
  const [last] = newest('outlookBuild', lines, buildOf);
  if (last === undefined) return [];
  const fuller = lines.find((line) => buildOf(line)?.startsWith(`${String(last.value)}.`));
  return fuller === undefined ? [last] : [stated('outlookBuild', buildOf(fuller) ?? '', fuller)];
}

/** `14.0.7187.5000` of MapiHttp and RPC Client Access, `14.0.7187` of a user agent. */
function buildOf(line: Line): string | undefined {
  const software = textOf(line, 'clientSoftware');
  const build = /^outlook(\.exe)?$/i.test(software) ? textOf(line, 'clientVersion') : '';
  return build === '' ? undefined : build;
}
const windowsOf = (line: Line): string | undefined =>
  /Windows NT (\d+\.\d+)[^)]*Microsoft Outlook/.exec(textOf(line, 'userAgent'))?.[1];
function cachedOf(line: Line): boolean | undefined {
  const mode = /client mode (\w+)/.exec(textOf(line, 'text'))?.[1];
  return mode === undefined ? undefined : mode.toLowerCase() === 'cached';
}

/** MAPI/HTTP for her own mailbox shows her mail's protocol, whatever she opens besides; else Outlook Anywhere or RPC. */
function protocolFact(lines: readonly Line[]): readonly NewFact[] {
  const spoken = lines.flatMap((line) => {
    const protocol = protocolOf(line);
    return protocol === undefined ? [] : [{ protocol, line }];
  });
  const [last] = spoken;
  if (last === undefined) return [];
  const overHttp = spoken.find(({ protocol }) => protocol === 'HTTP');
  const isHttp = overHttp !== undefined && momentOf(last.line) - momentOf(overHttp.line) <= 2 * hourMs;
  const shown = isHttp ? overHttp : last;
  return [stated('protocol', shown.protocol, shown.line)];
}
function protocolOf(line: Line): string | undefined {
  const stem = textOf(line, 'stem');
  if (/^\/mapi\/emsmdb/i.test(stem)) return 'HTTP';
  if (/^\/rpc\b/i.test(stem)) return 'RPC/HTTP';
  const log = textOf(line, 'log');
  if (log === 'mapi-http') return 'HTTP';
  if (log !== 'rca') return undefined;
  const transport = /\bover (\w+)/.exec(textOf(line, 'text'))?.[1] ?? '';
  return transports.get(transport.toLowerCase());
}
const transports: ReadonlyMap<string, string> = new Map([
  ['mapihttp', 'HTTP'],
  ['ncacn_http', 'RPC/HTTP'],
  ['ncacn_ip_tcp', 'RPC/TCP'],
]);
