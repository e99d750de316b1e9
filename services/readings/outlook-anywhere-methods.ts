import { all, any, not, type Seen, type Truth } from '../cause.ts';
import {
  basicNotTaken,
  behindFrontEnds,
  rpcFrontEnds,
  someBehind,
  takesWindows,
} from './outlook-anywhere.ts';
import { nodes } from './servers.ts';
import { toldWindows, usesBasic } from './told-method.ts';

/** The servers behind the front ends whose /rpc takes no Windows logon. */
export const refusesWindows = (seen: Seen) =>
  behindFrontEnds(seen).filter((server) => takesWindows(seen, server) === false);
/** Whether clients are told NTLM or Negotiate, which /rpc of a front end does not take. */
export const toldWhatIsNotTaken = (seen: Seen) => {
  const known = rpcFrontEnds(seen).map((server) => takesWindows(seen, server));
  return all(toldWindows(seen), known.length === 0 ? undefined : any(...known.map(not)));
};
/** How our own account fared on /rpc of the older servers. */
export const ownAccountThere = (seen: Seen) =>
  nodes(seen, 'outlookAnywhere')
    .filter(({ node }) => behindFrontEnds(seen).includes(node))
    .flatMap(({ key, node }) => {
      const status = seen.number(`outlookAnywhere[${key}].ntlmStatus`);
      return status === undefined ? [] : [{ node, status }];
    });

/** Whether the client's own method, Basic, is not among those that /rpc on its way takes. */
export const clientsMethodNotTaken = (seen: Seen): Truth => all(usesBasic(seen), basicNotTaken(seen));
/** Whether /rpc of the older servers takes Windows logons, seen in use or by every setting that is known. */
export const takesWindowsLogons = (seen: Seen): Truth => {
  const there = ownAccountThere(seen);
  return any(
    there.length === 0 ? undefined : there.every(({ status }) => status === 200),
    all(
      not(someBehind(seen, (server) => not(takesWindows(seen, server)))),
      toldWhatIsNotTaken(seen) !== true,
      clientsMethodNotTaken(seen) !== true,
    ),
  );
};
