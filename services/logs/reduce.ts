import type { NewFact } from '../looking/look.ts';
import { createChallenges } from './challenges.ts';
import { isEverybodys, isFault } from './faults.ts';
import type { Basis } from './links.ts';
import { type LineGroup, logFact } from './log-fact.ts';
import type { LoggedRequest } from './request.ts';
import { type Signature, signatureOf } from './signature.ts';
import { isHerAnchor, isOfOpened, type Wanted } from './wanted.ts';

/** What the lines of one server come to for one mailbox. */
export interface Reduction {
  /** A line of hers or of a mailbox that she opens, by what it says itself or by what it was joined on. */
  add(request: LoggedRequest, basis?: Basis): void;
  /** A line of somebody else's that shows a fault of the server. */
  addOther(request: LoggedRequest, signature: Signature): void;
  /** Whether the same client went on within moments. */
  isAnswered(request: LoggedRequest): boolean;
  /** The facts, once everything was added. */
  facts(): readonly NewFact[];
  /** True when there were more kinds of lines than are kept. */
  readonly cut: boolean;
}
export interface ReductionParts {
  readonly server: string;
  readonly wanted: Wanted;
  /** Whether her mailbox is on Exchange 2013 or newer: only then is a way down to 2010 a stale location. */
  readonly modern: boolean;
  /** ms since the epoch: lines before the move are no fault. */
  readonly movedAt: number | undefined;
  /** ms since the epoch: when the search was begun. */
  readonly to: number;
}
type Growing = { -readonly [name in keyof LineGroup]: LineGroup[name] };
const mostGroups = 300;
const mostMailboxes = 10_000;

/** Collects requests of one server's logs into one fact for each user, anchor, target, status, signature and first part of the path. */
export function reduction({ server, wanted, modern, movedAt, to }: ReductionParts): Reduction {
  const groups = new Map<string, Growing>();
  /** The mailboxes that met a fault of the server, by its signature. */
  const met = new Map<Signature, Set<string>>();
  let cut = false;

  const keep = (
    request: LoggedRequest,
    { signature, hers, basis }: Pick<LineGroup, 'signature' | 'hers' | 'basis'>,
  ): void => {
    const who = hers ? [request.user, request.anchor, basis] : ['others'];
    // What Outlook Anywhere met says nothing of MAPI/HTTP.
    const area = request.stem?.split('/', 2)[1];
    const key = [request.log, ...who, request.target, request.status, signature, area]
      .join('\n')
      .toLowerCase();
    const group = groups.get(key);
    if (group !== undefined) {
      group.count += 1;
      group.firstAt = Math.min(group.firstAt, request.at);
      if (request.at >= group.lastAt) [group.lastAt, group.last] = [request.at, request];
    } else if (groups.size >= mostGroups) cut = true;
    else
      groups.set(key, {
        signature,
        hers,
        basis,
        count: 1,
        firstAt: request.at,
        lastAt: request.at,
        last: request,
      });
  };
  const count = (request: LoggedRequest, signature: Signature): void => {
    const mailboxes = met.get(signature) ?? new Set();
    met.set(signature, mailboxes);
    // Her mailbox has several anchors: SID, GUID and addresses.
    const { anchor, user } = request;
    const name =
      anchor !== undefined && isHerAnchor(anchor, wanted) ? 'hers' : (anchor ?? user)?.toLowerCase();
    if (name === undefined) return;
    if (mailboxes.size < mostMailboxes) mailboxes.add(name);
  };
  const challenges = createChallenges(to, ({ request, basis }, outcome) => {
    const isBackEnd = request.log === 'iis-backend' && outcome === 'front-end-401';
    keep(request, { signature: isBackEnd ? 'back-end-401' : outcome, hers: true, basis });
  });
  /** The same line means something else for a mailbox on 2010, before the move, or for another's mailbox. */
  const judged = (request: LoggedRequest): Signature => {
    const signature = signatureOf(request);
    if (signature !== 'stale-location') return signature;
    const since = movedAt === undefined || request.at >= movedAt;
    return modern && since && !isOfOpened(request, wanted) ? signature : undefined;
  };
  return {
    get cut() {
      return cut || challenges.cut;
    },
    add: (request, basis) => {
      const signature = judged(request);
      if (signature === 'open' || signature === 'open-denied') {
        challenges.wait({ request, basis, denied: signature === 'open-denied' });
        return;
      }
      challenges.answer(request);
      if (isFault(request, signature)) count(request, signature);
      keep(request, { signature, hers: true, basis });
    },
    addOther: (request, signature) => {
      count(request, signature);
      // Whose location is stale is theirs to ask; that a server is not let in by another is everybody's.
      if (isEverybodys(request, signature)) keep(request, { signature, hers: false, basis: undefined });
    },
    isAnswered: challenges.isAnswered,
    facts: () => {
      challenges.settle();
      return [...groups.values()].map((group) =>
        logFact(server, wanted.sid, group, met.get(group.signature)?.size),
      );
    },
  };
}
