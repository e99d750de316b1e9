import type { Basis } from './links.ts';
import { createMoments, type Moments } from './moments.ts';
import type { LoggedRequest } from './request.ts';

/** A refused request without a name: a step of a logon, or its end. */
export interface Open {
  readonly request: LoggedRequest;
  /** It was refused with a name given, not only asked for one. */
  readonly denied: boolean;
  readonly basis: Basis | undefined;
}
export type Outcome = 'challenge' | 'front-end-401' | 'bad-password';

/** Tells the steps of a logon from its refusal by what the same client did within moments, in whatever order lines come. */
export interface Challenges {
  /** A request that ended a logon, well or not. */
  answer(request: LoggedRequest): void;
  isAnswered(request: LoggedRequest): boolean;
  wait(open: Open): void;
  /** Tells of each that still waited what it was. */
  settle(): void;
  /** True when more waited than is kept. */
  readonly cut: boolean;
}
/** A client goes on at once on the same connection; IIS writes whole seconds. */
const answerMs = 2_999;
/** IIS writes late: what came after a younger line may not be written yet. */
const lateMs = 120_000;
const mostClients = 512;
const mostOpen = 4_096;

/** `to`: ms since the epoch, when the search was begun. `tell` hears early of what is answered when many wait. */
export function createChallenges(to: number, tell: (open: Open, outcome: Outcome) => void): Challenges {
  const clients = new Map<string, { readonly ended: Moments; readonly letIn: Moments }>();
  let waiting: Open[] = [];
  let cut = false;
  const note = (request: LoggedRequest): void => {
    const key = clientKey(request);
    let client = clients.get(key);
    if (client === undefined) {
      if (clients.size >= mostClients) return;
      client = { ended: createMoments(), letIn: createMoments() };
      clients.set(key, client);
    }
    // A request that waits for new mail is written minutes after the logon that it ended.
    for (const at of [request.at, request.at - (request.takenMs ?? 0)]) {
      client.ended.add(at);
      if (request.status !== 401) client.letIn.add(at);
    }
  };
  const isAnswered = ({ request, denied }: Pick<Open, 'request' | 'denied'>): boolean => {
    const client = clients.get(clientKey(request));
    const moments = denied ? client?.letIn : client?.ended;
    return moments?.anyIn(request.at, request.at + answerMs) === true;
  };
  return {
    answer: note,
    isAnswered: (request) => isAnswered({ request, denied: false }),
    wait: (open) => {
      // A wrong password ends the logon whose steps stand before it.
      if (open.denied) note(open.request);
      waiting.push(open);
      if (waiting.length < mostOpen) return;
      const unanswered = waiting.filter((one) => !isAnswered(one));
      for (const one of waiting) if (isAnswered(one)) tell(one, 'challenge');
      cut ||= unanswered.length >= mostOpen;
      waiting = unanswered.slice(0, mostOpen - 1);
    },
    settle: () => {
      for (const one of waiting) {
        if (isAnswered(one)) tell(one, 'challenge');
        else if (one.request.at < to - lateMs) tell(one, one.denied ? 'bad-password' : 'front-end-401');
      }
      waiting = [];
    },
    get cut() {
      return cut;
    },
  };
}

const clientKey = ({ log, clientIp, userAgent }: LoggedRequest): string =>
  `${log}\n${clientIp}\n${userAgent}`;
