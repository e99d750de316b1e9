import { all, type Element, type ElementValue, type Seen, type Truth } from '../cause.ts';
import { isHerAnchor, isHerOwnLine, isStaleLocation, poolOf, writtenAt } from './lines.ts';
import { day, movedAt } from './mailbox.ts';
import { moment } from './sentences.ts';
import { frontEnds } from './servers.ts';
import { serverOf, startOf } from './stale-location.ts';

/** Whether a recycle would make this line's like go out: her anchor on a front end, after the move and the pool's start. */
export function callsForRecycle(seen: Seen, line: ElementValue): Truth {
  const at = writtenAt(line);
  const move = movedAt(seen);
  const start = startOf(seen, line);
  return all(
    isStaleLocation(seen, line),
    isHerOwnLine(seen, line),
    frontEnds(seen).includes(serverOf(line)),
    at === undefined || move === undefined || start === undefined
      ? undefined
      : at > move && at > start && at <= seen.now && at > seen.now - day,
  );
}
export const proofs = (seen: Seen): readonly Element[] =>
  seen.elements('log').filter(({ value }) => callsForRecycle(seen, value) === true);

/** Why no line allows a recycle: the nearest line and what is missing of it. */
export function whyNoProof(seen: Seen): string {
  const stale = seen.elements('log').filter(({ value }) => isStaleLocation(seen, value) === true);
  const hers = stale.filter(({ value }) => isHerOwnLine(seen, value) === true).at(-1)?.value;
  if (hers === undefined) {
    const hidden = stale.some(({ value }) => isHerAnchor(seen, value) === true);
    return hidden
      ? `The http-proxy lines about ${seen.mailbox} were asked for by another account, ours or a colleague's; a recycle needs a line of the user alone.`
      : `No http-proxy line of ${seen.mailbox}'s own anchor (SID, GUID or address) shows a request sent down to Exchange 2010; a recycle needs one.`;
  }
  const pool = `${poolOf(hers)} on ${serverOf(hers) || 'its server'}`;
  const at = writtenAt(hers);
  const move = movedAt(seen);
  const start = startOf(seen, hers);
  if (move === undefined)
    return `When ${seen.mailbox} was moved is unseen, so the line of ${serverOf(hers)} may be older than the move.`;
  if (at === undefined) return `The line of ${serverOf(hers)} carries no time.`;
  if (start === undefined)
    return `When ${pool} was started is unseen, so its held locations may be gone already.`;
  if (at <= move)
    return `The newest line of ${serverOf(hers)} (${moment(at)}) is older than the move (${moment(move)}).`;
  if (at <= start)
    return `${pool} was started ${moment(start)}, after the newest line (${moment(at)}): what it held is gone already.`;
  if (!frontEnds(seen).includes(serverOf(hers)))
    return `${serverOf(hers)} is not known as an Exchange 2013 or later front end.`;
  return `The newest line of ${serverOf(hers)} (${moment(at)}) is more than a day old; a held location lasts twelve hours.`;
}
