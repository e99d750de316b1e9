import { all, any, type ElementValue, reading, type Searched, type Seen, type Truth } from '../cause.ts';
import {
  isAboutHer,
  isHerAnchor,
  isHerOwnLine,
  isStaleLocation,
  poolOf,
  textOf,
  writtenAt,
} from './lines.ts';
import { day, either, movedAt } from './mailbox.ts';
import { everyFrontEnd, hostOf, isLegacyHost, type Node, nodes, shortName } from './servers.ts';

/** The short name of the server that wrote a line. */
export const serverOf = (line: ElementValue): string => shortName(textOf(line, 'server') ?? '');
/** When the pool that held the location of a line was started. */
export const startOf = (seen: Seen, line: ElementValue): number | undefined =>
  seen.time(`pools[${serverOf(line)}/${poolOf(line).toLowerCase()}].startedAt`);

/** Whether a line is newer than the move and than the start of the pool that held the location. */
export const sinceMoveAndStart = reading((seen: Seen, line: ElementValue): Truth => {
  const at = writtenAt(line);
  const move = movedAt(seen);
  const start = startOf(seen, line);
  if (at === undefined || move === undefined) return undefined;
  return at > move && at <= seen.now && (start === undefined || at > start);
});

/** Whether a line proves it: her anchor, sent down to Exchange 2010, since the move and the pool's start, within a day. */
export const provesStale = reading(
  (seen: Seen, line: ElementValue): Truth =>
    all(
      isStaleLocation(seen, line),
      isHerOwnLine(seen, line),
      sinceMoveAndStart(seen, line),
      (writtenAt(line) ?? 0) > seen.now - day,
    ),
);

/** Whether a line points to it: about her, with nothing that speaks against its time. */
export const hintsStale = reading((seen: Seen, line: ElementValue): Truth => {
  const timely = sinceMoveAndStart(seen, line);
  const at = writtenAt(line);
  return all(
    isStaleLocation(seen, line),
    // Whose user name nobody can tell may be hers; a pasted line without a user or an anchor was brought for her.
    isAboutHer(seen, line) ??
      (isHerAnchor(seen, line) === true ||
        (textOf(line, 'user') === undefined && textOf(line, 'anchor') === undefined)),
    timely !== false,
    at === undefined || at > seen.now - 3 * day,
  );
});

/** Every front end's http-proxy log since the move. */
export const everyFrontEndSinceMove = (seen: Seen): Searched =>
  everyFrontEnd(seen, 'http-proxy', () => movedAt(seen) ?? 0);

// A plain question is answered for whoever asks, the other steps redirect by design (protocols 1.1, 1.8).
const aboutHerMailbox = ['', 'explicit', 'scp', 'autodiscover'];
/** The Autodiscover answers that were given for this mailbox. */
export const herAnswers = reading((seen: Seen): readonly Node[] =>
  nodes(seen, 'autodiscover').filter(
    (node) => aboutHerMailbox.includes(node.part) && !isOfferToNobody(seen, node),
  ),
);
/** Whether a step of the lookup order was asked by somebody who did not sign in: what is offered to him says nothing of a mailbox. */
const isOfferToNobody = (seen: Seen, { key, part }: Node): boolean =>
  (part === 'scp' || part === 'autodiscover') &&
  seen.is(`autodiscover[${key}].step`, 'scp', 'autodiscover') === true &&
  (seen.number(`autodiscover[${key}].status`) ?? 401) === 401;

/** Whether this answer sends her to Exchange 2010: by a redirect that stays in the organisation, or by the server it names. */
export const answersOldPlace = reading((seen: Seen, { key, host }: Node): Truth => {
  const path = `autodiscover[${key}]`;
  const status = seen.number(`${path}.status`);
  const location = seen.text(`${path}.location`);
  const redirected = status === undefined ? undefined : [301, 302, 307].includes(status);
  const named = ['server', 'backEnd'].flatMap((leaf) => {
    const name = seen.text(`${path}.${leaf}`);
    // Exchange 2013 and later name the mailbox, `<guid>@<domain>`, instead of a server.
    return name === undefined || name === '' ? [] : [name.includes('@') ? false : isLegacyHost(seen, name)];
  });
  const mapiHttp = (seen.text(`${path}.mailStore`) ?? '') !== '' ? false : undefined;
  const inside =
    location === undefined || location === ''
      ? true
      : any(
          isLegacyHost(seen, location),
          hostOf(location).toLowerCase() === host,
          sameOrganisation(location, host),
        );
  return any(all(redirected, inside), either(...named, mapiHttp));
});

const sameOrganisation = (location: string, host: string): boolean =>
  hostOf(location).toLowerCase().split('.').slice(-2).join('.') === host.split('.').slice(-2).join('.');

/** Whether this answer gives settings, with nothing of Exchange 2010 in it. */
export const answersNewPlace = reading((seen: Seen, node: Node): Truth => {
  const status = seen.number(`autodiscover[${node.key}].status`);
  const errorCode = seen.number(`autodiscover[${node.key}].errorCode`);
  // A refusal of our own account or a server in trouble says nothing about where the mailbox is believed to be.
  return status === undefined || status === 401 || status === 403 || status >= 500
    ? undefined
    : all(status === 200, errorCode === undefined || errorCode === 0, answersOldPlace(seen, node) !== true);
});

/** Whether anything that was seen shows a front end still leading her to Exchange 2010. */
export const staleSomewhere = reading((seen: Seen): Truth => {
  const answers = herAnswers(seen);
  return any(
    seen.someElement('log', (line) => provesStale(seen, line), everyFrontEndSinceMove(seen)),
    answers.length === 0 ? undefined : any(...answers.map((node) => answersOldPlace(seen, node))),
  );
});

/** Whether every answer for this mailbox gives settings. */
export const everyAnswerNew = reading((seen: Seen): Truth => {
  const answers = herAnswers(seen).map((node) => answersNewPlace(seen, node));
  return answers.length === 0 ? undefined : all(...answers);
});

/** Whether two front ends answer the same question differently. */
export const answersDiffer = reading((seen: Seen): Truth => {
  const perHost = Map.groupBy(
    herAnswers(seen).filter(({ node }) => node !== 'vip'),
    ({ host, part }) => `${host}/${part}`,
  );
  const compared = [...perHost.values()].flatMap((group) => {
    const known = group.map((node) => answersNewPlace(seen, node)).filter((one) => one !== undefined);
    return known.length < 2 ? [] : [new Set(known).size > 1];
  });
  return compared.length === 0 ? undefined : compared.includes(true);
});
