import type { Configuration } from '../configuration.ts';
import type { Directory } from '../directory/directory.ts';
import type { LogReader } from '../logs/log-reader.ts';
import type { Network } from '../protocols/network.ts';
import type { Executor } from '../worker/executor.ts';
import type { AccountGate } from './account.ts';
import type { Conversations } from './conversations.ts';

/** What a look is handed: everything that reaches the outside world, and nothing else does. */
export interface Clients {
  readonly configuration: Configuration;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly network: Network;
  /** Questions over HTTPS to Exchange; what is left open is closed with the looker. */
  readonly conversations: Conversations;
  /** The service account; its password is seen only inside `authenticate`. */
  readonly account: AccountGate;
  readonly directory: Directory;
  /** Logs of servers, read once for all who ask at the same time. */
  readonly logs: LogReader;
  /** Undefined when no worker may run scripts on Windows hosts. */
  readonly executor: Executor | undefined;
}

/** The service account as the directory sees it, read over the connection that is already bound. */
export interface OwnAccount {
  /** Whether it may be used: not locked, disabled, expired, nor in need of a new password. */
  readonly good: boolean;
  /** `good`, `locked`, `disabled`, `expired`, `password expired`, `must change its password`. */
  readonly state: string;
  /** On the controller that was asked; undefined when it may not be read. */
  readonly badPasswordCount?: number;
  /** Its own mailbox, if it has one. */
  readonly address?: string;
  /** Short name of the server of that mailbox. */
  readonly server?: string;
}

/** What the looking itself needs of the directory client, beside what the directory looks ask of it. */
export interface DirectoryPort {
  /** Reads the state afresh; throws when no connection is or can be bound. Never sends the password when one is bound. */
  ownAccount(signal: AbortSignal): Promise<OwnAccount>;
  close(): Promise<void>;
}
