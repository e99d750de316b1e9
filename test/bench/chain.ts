import type { Access } from '../session.ts';

/** One thing on the way, in ms of the same clock, as whoever waits for it sees it. */
interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
export interface Chain {
  readonly ms: number;
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
}

/**
 * The longest chain of one diagnosis, by the lab's own log alone: what no client could shorten by doing more at once.
 *
 *   directory connection (connect + TLS + bind, then what the control waits for, one after the other)
 *   → the control: one logon on a connection of its own (connect + TLS + offer, NTLM leg 1, leg 3)
 *   → of all connections used after it, the one that takes longest (connect + TLS + its requests)
 *
 * The log knows when a server accepted (the moment at which the client dialled, as loopback connects at once), how long
 * it took from there until TLS stood, and when each request arrived and how long it was worked on. The lab delays every
 * byte by half a round trip, so whoever asks sees a request from half a round trip before it arrives until half a
 * one after its answer, and TLS stand half a one after the server does. What the client spends between two steps is
 * in no step, and where steps overlap only what is beyond the one before counts.
 */
export function longestChain(lines: readonly Access[], roundTripMs: number): Chain {
  const half = roundTripMs / 2;
  const exchange = (name: string, line: Access): Step => ({
    name,
    from: at(line) - half,
    to: at(line) + took(line) + half,
  });
  const opened = (name: string, connection: unknown): readonly Step[] =>
    lines
      .filter((line) => line.connection === connection && line.kind === 'tls')
      .map((line) => ({
        name: `${name}: connect and TLS`,
        from: at(line),
        to: at(line) + took(line) + half,
      }));

  const bind = lines.find((line) => line.request === 'bind');
  const leg3 = earliest(lines.filter((line) => line.kind === 'http' && line.leg === 3));
  if (bind === undefined || leg3 === undefined) throw new Error('the log holds no bind or no logon by NTLM');
  const searches = lines.filter((line) => line.connection === bind.connection && line.request === 'search');
  const before = searches.filter((line) => at(line) < at(leg3));
  const directory = [
    ...opened('directory', bind.connection),
    exchange('directory: bind', bind),
    ...one(earliest(before.filter(({ base }) => base === ''))).map((line) =>
      exchange('directory: root', line),
    ),
    ...one(lastOfRound(before.filter(isOfTheOrganisation), roundTripMs)).map((line) =>
      exchange('directory: servers and their virtual directories', line),
    ),
    ...one(earliest(before.filter((line) => reads(line, 'operatingSystem')))).map((line) =>
      exchange('directory: their computers', line),
    ),
    ...one(earliest(before.filter(isOurOwnAccount))).map((line) =>
      exchange('directory: our own account', line),
    ),
  ];
  const control = [
    ...opened('control', leg3.connection),
    ...requests(lines, leg3.connection).map((line) => exchange(`control: ${says(line)}`, line)),
  ];
  const known = summed([...directory, ...control], Number.NEGATIVE_INFINITY);
  const further = [...new Set(lines.filter(({ kind }) => kind === 'http').map((line) => line.connection))]
    .filter((connection) => connection !== leg3.connection)
    .map((connection) => {
      const name = String(lines.find((line) => line.connection === connection)?.server);
      const steps = [
        ...opened(name, connection),
        ...requests(lines, connection).map((line) => exchange(`${name}: ${says(line)}`, line)),
      ];
      return summed(
        steps.filter(({ to }) => to > known.end),
        known.end,
      );
    });
  const slowest = further.toSorted((a, b) => b.ms - a.ms)[0];
  return { ms: known.ms + (slowest?.ms ?? 0), steps: [...known.steps, ...(slowest?.steps ?? [])] };
}

function summed(steps: readonly Step[], since: number): Chain & { readonly end: number } {
  let end = since;
  const counted: { name: string; ms: number }[] = [];
  for (const { name, from, to } of steps.toSorted((a, b) => a.from - b.from)) {
    counted.push({ name, ms: Math.max(0, to - Math.max(from, end)) });
    end = Math.max(end, to);
  }
  return { ms: counted.reduce((sum, { ms }) => sum + ms, 0), steps: counted, end };
}

const at = (line: Access): number => Date.parse(String(line.at));
const took = (line: Access): number => Number(line.ms);
const one = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);
const earliest = (lines: readonly Access[]): Access | undefined => lines.toSorted((a, b) => at(a) - at(b))[0];

/** Searches asked in one go: those that were under way before the first answer could be seen; the one that ends last. */
function lastOfRound(lines: readonly Access[], roundTripMs: number): Access | undefined {
  const first = earliest(lines);
  if (first === undefined) return undefined;
  return lines
    .filter((line) => at(line) < at(first) + took(first) + roundTripMs)
    .toSorted((a, b) => at(b) + took(b) - (at(a) + took(a)))[0];
}

const reads = (line: Access, attribute: string): boolean =>
  Array.isArray(line.attributes) && line.attributes.includes(attribute);
const isOfTheOrganisation = ({ base }: Access): boolean => String(base).includes('CN=Configuration,');
/** The one search for an account's state that also asks where its mailbox is. */
const isOurOwnAccount = (line: Access): boolean =>
  reads(line, 'userAccountControl') && reads(line, 'msExchHomeServerName');
const requests = (lines: readonly Access[], connection: unknown): readonly Access[] =>
  lines.filter((line) => line.kind === 'http' && line.connection === connection);
const says = ({ method, path, leg }: Access): string =>
  `${String(method)} ${String(path)}${leg === undefined ? '' : ` (NTLM leg ${String(leg)})`}`;
