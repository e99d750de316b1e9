import type { Logger } from 'pino';
import type { Catalogue } from '../dialogs/catalogue.ts';
import type { RoleList } from '../dialogs/roles.ts';
import type { Fact } from '../services/facts.ts';
import type { Reader } from '../services/reader.ts';
import { type Downloads, teamsDownloads } from './attachments.ts';
import type { Clock } from './clock.ts';
import type { Connector } from './connector.ts';
import type { Bot, BotDesk } from './conversation.ts';
import { createLivingCards } from './living-cards.ts';
import { othersOf } from './others.ts';
import { createPastes } from './pastes.ts';
import { createSending } from './sending.ts';
import { createTurns, type Turns } from './turns.ts';

/** The bot without its HTTP edges: what it does with an activity, and how it ends. */
export interface RunningBot {
  readonly turns: Turns;
  /** Resolves when all that was under way was sent or given up. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Puts the bot together over a desk and a connector. */
export function createBot(parts: {
  readonly desk: BotDesk;
  readonly connector: Connector;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly roles: RoleList;
  readonly tenant?: string;
  readonly toldOf?: (mailbox: string) => readonly Fact[];
  readonly readers: readonly Reader[];
  /** Teams' own file store unless told. */
  readonly downloads?: Downloads;
}): RunningBot {
  const { desk, catalogue, clock, log, roles } = parts;
  const sending = createSending({ connector: parts.connector, clock, log });
  const others: Parameters<typeof createLivingCards>[0]['others'] = (view, sent) =>
    othersOf(desk, roles, view, sent);
  const cards = createLivingCards({ desk, sending, catalogue, clock, log, others });
  const under = new Set<Promise<unknown>>();
  const later: Bot['later'] = (what, work) => {
    const going = work()
      .catch((error: unknown) => log.error({ what, error: String(error) }, 'work after the turn failed'))
      .finally(() => under.delete(going));
    under.add(going);
  };
  const bot: Bot = {
    desk,
    sending,
    cards,
    clock,
    log,
    roles,
    tenant: parts.tenant,
    toldOf: parts.toldOf ?? (() => []),
    pastes: createPastes(parts.readers, clock),
    downloads: parts.downloads ?? teamsDownloads,
    later,
  };
  const idle = async () => {
    while (under.size > 0) await Promise.all(under);
    await cards.idle();
    await sending.idle();
  };
  return {
    turns: createTurns(bot, catalogue),
    idle,
    async stop() {
      await cards.stop();
    },
  };
}
