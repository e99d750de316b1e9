import { reading, type Seen, type SignBody, type Truth } from '../cause.ts';
import { harmlessLine, hoursBefore } from './examples.ts';
import { everyFrontEndToday, isInvalidToken, offersBasicOnly } from './legacy-path.ts';
import { firstLine, textOf } from './lines.ts';
import { names, place } from './sentences.ts';
import { legacyServers } from './servers.ts';

/** Why no front end can enter Exchange 2010 by /rpc on this server; undefined when nothing speaks against it. */
function closed(seen: Seen, server: string): string | undefined {
  if (seen.flag(`vdirs[${server}/rpc].enabled`) === false) return 'Outlook Anywhere is off';
  if (offersBasicOnly(seen, server) === true) return '/rpc takes Basic only';
  return undefined;
}
const closedOn = reading((seen: Seen): readonly string[] =>
  legacyServers(seen).filter((server) => closed(seen, server) !== undefined),
);
const failsToEnter = (line: Parameters<typeof isInvalidToken>[0]): boolean =>
  isInvalidToken(line) || textOf(line, 'signature') === 'down-level-401';

/** Whether the way into Exchange 2010 fails for everybody, whatever lies behind it. */
export const wayFails = reading(
  (seen: Seen): Truth =>
    closedOn(seen).length > 0 || seen.someElement('log', failsToEnter, everyFrontEndToday(seen)),
);

/** What a sign holds when the way into Exchange 2010 fails for everybody, so that what lies behind it is not at fault. */
export const wayIntoLegacyFails: SignBody = {
  when: wayFails,
  says: (seen) => {
    const [server] = closedOn(seen);
    if (server !== undefined)
      return `${names(closedOn(seen).map((one) => `${one}: ${closed(seen, one)}`))}, so no front end can enter there.`;
    return `${place(firstLine(seen, failsToEnter))}: the front end is not let in by Exchange 2010, whoever asks.`;
  },
  shown: { 'servers[ex10a].exchange': '2010', 'vdirs[ex10a/rpc].enabled': false },
  cleared: {
    'servers[ex16a].exchange': '2016',
    'searched[ex16a/http-proxy].from': hoursBefore(30),
    'searched[ex16a/http-proxy].to': hoursBefore(0),
    'log[]': harmlessLine,
  },
};
