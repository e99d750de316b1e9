import { all, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { coversEveryFrontEnd, onNodes, throughCommonName } from './device-path.ts';
import { isAboutHer, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { everyFrontEnd, shortName } from './servers.ts';

// Invalid context cookie, context not found, missing cookie, invalid sequence ([MS-OXCMAPIHTTP] 2.2.3.3.3).
const codes = [6, 10, 13, 15];

/** Whether a line is a MAPI session of hers that was lost in the last three days. */
export const isLost = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'signature') !== 'session-lost') return false;
  const at = writtenAt(line);
  return all(
    isAboutHer(seen, line),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
  );
};
/** Every front end's mapi-http log of the last three days. */
export const everyMapiLog = (seen: Seen) => everyFrontEnd(seen, 'mapi-http', () => seen.now - 3 * day);
/** The front ends through which her MAPI requests of the last hours came. */
export const entered = reading((seen: Seen): readonly string[] => [
  ...new Set(
    seen
      .elements('log')
      .map(({ value }) => value)
      .filter(
        (line) =>
          textOf(line, 'log') === 'http-proxy' &&
          /^\/(mapi|rpc)/i.test(textOf(line, 'stem') ?? '') &&
          (writtenAt(line) ?? 0) > seen.now - day &&
          isAboutHer(seen, line) === true,
      )
      .map((line) => shortName(textOf(line, 'server') ?? '')),
  ),
]);
/** What MAPI answered (X-ResponseCode) through the common name, or on single front ends. */
export const answered = (seen: Seen, of: 'vip' | 'nodes'): readonly number[] =>
  (of === 'vip' ? throughCommonName(seen) : onNodes(seen)).flatMap(
    ({ key }) => seen.number(`mapi[${key}].responseCode`) ?? [],
  );
/** Whether MAPI loses its session through the common name, while no front end asked by itself does. */
export const lostOnlyThroughDevice = (seen: Seen): Truth => {
  const [through, direct] = [answered(seen, 'vip'), answered(seen, 'nodes')];
  if (through.length === 0) return undefined;
  if (!through.some((code) => codes.includes(code))) return false;
  if (direct.some((code) => codes.includes(code))) return false;
  const looked = onNodes(seen).filter(({ key }) => seen.number(`mapi[${key}].responseCode`) !== undefined);
  return (direct.length > 0 && coversEveryFrontEnd(seen, looked)) || undefined;
};
