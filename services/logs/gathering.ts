import type { NewFact } from '../looking/look.ts';
import { createJoins, type Sought } from './joins.ts';
import type { Basis } from './links.ts';
import type { Fields } from './read-line.ts';
import { type ReductionParts, reduction } from './reduce.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import type { Signature } from './signature.ts';
import type { Span } from './span.ts';
import { isHers, isOfOpened, namesOf, needlesOf } from './wanted.ts';

/** What is asked of a server's logs for one mailbox. */
export interface LogAsk extends ReductionParts {
  /** ms since the epoch. */
  readonly from: number;
  /** Folders by log; a log without one is not read. */
  readonly folders: Readonly<Partial<Record<RequestLog, string>>>;
  /** Whose requests are our own. */
  readonly own: { readonly userAgent: RegExp; readonly account: string | undefined };
}
/** The lines of one mailbox, as a pass over the logs brings them. */
export interface Gathering {
  readonly ask: LogAsk;
  readonly names: readonly string[];
  needles(fields: Fields): readonly string[];
  /** A line by name or link, in a first reading of a log or, by links that were learned since, in a second. */
  take(request: LoggedRequest, again: boolean): void;
  takeFault(request: LoggedRequest, signature: Signature): void;
  soughtFirst(log: RequestLog): Sought;
  soughtAgain(log: RequestLog, already: ReadonlySet<string>): Sought;
  facts(): readonly NewFact[];
  readonly cut: boolean;
}

/** Logs whose lines are joined by request, session or client: a line of the others names its mailbox itself. */
const joined: readonly RequestLog[] = ['iis', 'iis-backend', 'http-proxy'];
const nothing: Sought = { links: [], needles: () => [], spans: () => [] };

export function createGathering(ask: LogAsk): Gathering {
  const { wanted, from, to } = ask;
  const window: Span = { from, to };
  const reduced = reduction(ask);
  const joins = createJoins(wanted, window);
  let cut = false;
  const isHersByName = (request: LoggedRequest) => isHers(request, wanted) || isOfOpened(request, wanted);
  const settle = (request: LoggedRequest, basis: Basis): boolean => {
    const isStep = reduced.isAnswered(request);
    if (isStep) reduced.add(request, basis);
    return isStep;
  };
  return {
    ask,
    names: namesOf(wanted),
    needles: (fields) => needlesOf(wanted, fields),
    take: (request, again) => {
      if (request.at < from || request.at > to) return;
      if (!isHersByName(request)) {
        if (!joined.includes(request.log)) return;
        if (joins.offer(request)) return;
        joins.sift(settle);
        cut ||= !joins.offer(request);
      } else if (!again) {
        reduced.add(request);
        if (isHers(request, wanted) && joined.includes(request.log)) joins.learn(request);
      }
    },
    takeFault: (request, signature) => {
      if (request.at >= from && request.at <= to && !isHersByName(request))
        reduced.addOther(request, signature);
    },
    soughtFirst: (log) => (joined.includes(log) ? joins.soughtFirst(log) : nothing),
    soughtAgain: (log, already) => (joined.includes(log) ? joins.soughtAgain(log, already) : nothing),
    facts: () => {
      for (const request of joins.offered) {
        const basis = joins.basisOf(request);
        if (basis !== undefined) reduced.add(request, basis);
      }
      return reduced.facts();
    },
    get cut() {
      return cut || reduced.cut;
    },
  };
}
