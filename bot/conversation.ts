import type { Logger } from 'pino';
import type { RoleList } from '../dialogs/roles.ts';
import type { RunningDesk } from '../services/desk/create.ts';
import type { Desk } from '../services/desk/types.ts';
import type { Fact } from '../services/facts.ts';
import type { Downloads } from './attachments.ts';
import type { Clock } from './clock.ts';
import type { LivingCards } from './living-cards.ts';
import type { Pastes } from './pastes.ts';
import type { Sending } from './sending.ts';

/** What the chat asks of the product, and who said which mailbox is his. */
export type BotDesk = Desk & Pick<RunningDesk, 'linkPerson' | 'linkOf'>;

/** What every turn works with; handed in, so that tests can hand in their own. */
export interface Bot {
  readonly desk: BotDesk;
  readonly sending: Sending;
  readonly cards: LivingCards;
  readonly clock: Clock;
  readonly log: Logger;
  readonly roles: RoleList;
  /** People of this tenant only; undefined in the lab. */
  readonly tenant: string | undefined;
  /** What a mailbox's owner told beforehand: the lab's world says it; nobody does elsewhere. */
  readonly toldOf: (mailbox: string) => readonly Fact[];
  readonly pastes: Pastes;
  /** From where files are fetched. */
  readonly downloads: Downloads;
  /** Work that goes on after the turn was answered; its errors are logged there. */
  readonly later: (what: string, work: () => Promise<unknown>) => void;
}
