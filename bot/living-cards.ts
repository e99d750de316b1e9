import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Place as Audience, caseCard } from '../dialogs/cards/case.ts';
import type { Card } from '../dialogs/cards/elements.ts';
import { movedCard } from '../dialogs/cards/short.ts';
import type { Catalogue } from '../dialogs/catalogue.ts';
import { news, phaseOf } from '../dialogs/news.ts';
import type { CaseView, Desk, SentCard } from '../services/desk/types.ts';
import { cardActivity, textActivity } from './activities.ts';
import type { Clock } from './clock.ts';
import type { Place, Sending, Sent } from './sending.ts';

/**
 * How long a card stands at least before it is drawn anew while a look or a repair runs: short at first, so that a quick
 * look is seen to count too, then as long as Teams advises.
 */
const standMs = (timesDrawn: number): number => [400, 1_000][timesDrawn] ?? 2_500;
/** How long drawing rests after it failed. */
const restMs = 2_500;
/** How often drawing is tried again while it fails. */
const triesAtMost = 10;

const referenceSchema = z.object({
  serviceUrl: z.string(),
  audience: z.enum(['user', 'helpdesk', 'approver', 'channel']),
  plan: z.string().optional(),
});

export interface Follow {
  readonly caseId: string;
  readonly audience: Audience;
  readonly place: Place;
}
/** Cards that show a case as it is: one per case, conversation and audience, updated in place. */
export interface LivingCards {
  /** Posts a card; an older one of the same case there points to it. */
  readonly follow: (follow: Follow) => Promise<void>;
  /** What a sent card shows to whom; undefined when we sent no such card. */
  readonly audienceOf: (caseId: string, activityId: string) => Promise<Audience | undefined>;
  /** Resolves when every card shows what it can show now. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Tending {
  follows: {
    readonly follow: Follow;
    readonly done: () => void;
    readonly failed: (error: unknown) => void;
  }[];
  again: boolean;
  failures: number;
  poke: () => void;
}

/** Cards kept alive by what the desk tells; `others` names who else must have a card of a case by now. */
export function createLivingCards(parts: {
  readonly desk: Desk;
  readonly sending: Sending;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly others: (view: CaseView, sent: readonly SentCard[]) => Promise<readonly Follow[]>;
}): LivingCards {
  const { desk, sending, catalogue, clock, log, others } = parts;
  const tended = new Map<string, Tending>();
  const drawn = new Map<string, { readonly at: number; readonly times: number }>();
  let stopped = false;
  let drawing = 0;
  const whenQuiet: (() => void)[] = [];
  const rest = () => {
    drawing -= 1;
    if (drawing === 0) for (const quiet of whenQuiet.splice(0)) quiet();
  };

  const post = async (follow: Follow, view: CaseView): Promise<void> => {
    const card = caseCard(view, follow.audience, catalogue);
    if (card === undefined) return;
    const old = (await desk.cardsOf(view.id)).filter(
      (sent) => sent.conversation === follow.place.conversation && read(sent)?.audience === follow.audience,
    );
    const sent = await sending.post(follow.place, cardActivity(card));
    if (!sent.sent) return;
    if (isMoving(view)) drawn.set(sent.id, { at: clock.now(), times: 0 });
    await desk.rememberCard({
      caseId: view.id,
      conversation: follow.place.conversation,
      activityId: sent.id,
      audience: follow.audience === 'channel' ? 'helpdesk' : follow.audience,
      reference: {
        serviceUrl: follow.place.serviceUrl,
        audience: follow.audience,
        ...(view.plan !== undefined && { plan: view.plan.id }),
      },
      shown: mark(view, follow.audience, card),
    });
    for (const each of old) {
      await sending.update(follow.place, each.activityId, cardActivity(movedCard(view)));
      await desk.forgetCard(each.conversation, each.activityId);
    }
  };

  /** Draws one sent card anew if it changed; gives the ms after which it may be drawn, if it was too early. */
  const redraw = async (sent: SentCard, view: CaseView): Promise<number> => {
    const reference = read(sent);
    if (reference === undefined) return 0;
    if (reference.audience === 'approver' && reference.plan !== view.plan?.id) return 0;
    const card = caseCard(view, reference.audience, catalogue);
    if (card === undefined) return 0;
    const shown = mark(view, reference.audience, card);
    if (shown === sent.shown) return 0;
    const last = drawn.get(sent.activityId) ?? { at: 0, times: 0 };
    const early = last.at + standMs(last.times) - clock.now();
    if (isMoving(view) && early > 0) return early;
    const place = { serviceUrl: reference.serviceUrl, conversation: sent.conversation };
    drawn.set(sent.activityId, { at: clock.now(), times: last.times + 1 });
    const answer = await sending.update(place, sent.activityId, cardActivity(card));
    if (!isMoving(view)) drawn.delete(sent.activityId);
    if (!answer.sent) return lost(answer, sent, reference.audience, view);
    await desk.rememberCard({ ...sent, shown });
    const before = sent.shown?.split('#')[0] ?? '';
    const said = news(view, reference.audience, before);
    if (said !== undefined) await sending.post(place, textActivity(said));
    return 0;
  };

  const lost = async (
    answer: Extract<Sent, { sent: false }>,
    sent: SentCard,
    audience: Audience,
    view: CaseView,
  ): Promise<number> => {
    if (answer.why === 'gone' || answer.why === 'missing')
      await desk.forgetCard(sent.conversation, sent.activityId);
    const place = read(sent);
    if (answer.why === 'missing' && place !== undefined) {
      await post(
        {
          caseId: view.id,
          audience,
          place: { serviceUrl: place.serviceUrl, conversation: sent.conversation },
        },
        view,
      );
    }
    return 0;
  };

  const tend = async (caseId: string, tending: Tending): Promise<void> => {
    while (!stopped) {
      tending.again = false;
      const poked = new Promise<void>((resolve) => {
        tending.poke = resolve;
      });
      const view = await desk.caseById(caseId);
      for (const { follow, done, failed } of tending.follows.splice(0)) {
        await (view === undefined ? Promise.resolve() : post(follow, view)).then(done, failed);
      }
      if (view === undefined) return;
      for (const follow of await others(view, await desk.cardsOf(caseId))) await post(follow, view);
      const early = Math.max(
        0,
        ...(await Promise.all((await desk.cardsOf(caseId)).map((sent) => redraw(sent, view)))),
      );
      if (tending.again || tending.follows.length > 0) continue;
      if (early === 0) return;
      rest();
      await Promise.race([clock.wait(early), poked]);
      drawing += 1;
    }
  };

  /** The store did not answer, as a rule: what was to be shown is tried again a little later. */
  const trouble = async (caseId: string, tending: Tending, error: unknown): Promise<void> => {
    log.error({ case: caseId, error: String(error) }, 'cards of a case were not drawn');
    for (const { failed } of tending.follows.splice(0)) failed(error);
    tending.failures += 1;
    if (tending.failures > triesAtMost) return;
    await clock.wait(restMs * tending.failures);
    tending.again = true;
  };

  const start = (caseId: string): Tending => {
    const running = tended.get(caseId);
    if (running !== undefined) {
      running.again = true;
      running.poke();
      return running;
    }
    const tending: Tending = { follows: [], again: false, failures: 0, poke: () => undefined };
    tended.set(caseId, tending);
    drawing += 1;
    // One tick later, so that a follow handed in with it is already there.
    queueMicrotask(() => {
      tend(caseId, tending)
        .catch((error: unknown) => trouble(caseId, tending, error))
        .finally(() => {
          tended.delete(caseId);
          if (!stopped && (tending.again || tending.follows.length > 0)) {
            const next = start(caseId);
            next.failures = tending.failures;
            next.follows.push(...tending.follows.splice(0));
          }
          rest();
        });
    });
    return tending;
  };

  const unsubscribe = desk.onChange((caseId) => {
    if (!stopped) start(caseId);
  });

  return {
    follow: (follow) =>
      new Promise((done, failed) => {
        start(follow.caseId).follows.push({ follow, done, failed });
      }),
    async audienceOf(caseId, activityId) {
      const sent = (await desk.cardsOf(caseId)).find((each) => each.activityId === activityId);
      return sent === undefined ? undefined : read(sent)?.audience;
    },
    idle: () => (drawing === 0 ? Promise.resolve() : new Promise((quiet) => whenQuiet.push(quiet))),
    async stop() {
      stopped = true;
      unsubscribe();
      for (const { poke } of tended.values()) poke();
      await sending.stop();
    },
  };
}

const read = (sent: SentCard) => {
  const parsed = referenceSchema.safeParse(sent.reference);
  return parsed.success ? parsed.data : undefined;
};

/** Whether the case changes by itself right now, so that many small changes are to be expected. */
const isMoving = (view: CaseView): boolean => view.state === 'looking' || view.plan?.state === 'running';

/** What a card last showed: its phase, for news, and a hash, so that nothing is sent twice. */
const mark = (view: CaseView, audience: Audience, card: Card): string =>
  `${phaseOf(view, audience)}#${createHash('sha256').update(JSON.stringify(card)).digest('hex').slice(0, 32)}`;
