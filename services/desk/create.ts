import type { Logger } from 'pino';
import type { Configuration, Secrets } from '../configuration.ts';
import type { Desk, Person } from './types.ts';

/** What a desk stands on. */
export interface DeskOptions {
  /** `data`, `database`, `people`, `workers` and `directory` of it are read. */
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** In lab mode one approver is enough for an organisation-wide change, and the gateway listens on loopback only. */
  readonly lab?: boolean;
  /** Wall clock in ms. */
  readonly now?: () => number;
  readonly log?: Logger;
  /** ms in which a request waits for its approval; 30 minutes unless told. */
  readonly approvalMs?: number;
}
/** A desk with its gateway for workers, and how workers come and go. */
export interface RunningDesk extends Desk {
  readonly gateway: {
    readonly port: number;
    /** `https://host:port`, for `configuration.worker.url`. */
    readonly url: string;
    /** The certificate to trust, PEM: for the file that `configuration.worker.ca` names. */
    readonly ca: string;
  };
  /** A new worker's token (POPUP_DESK_WORKER_TOKEN): shown once, kept as a hash; it carries the key the worker obeys. */
  enrolWorker(name: string): Promise<string>;
  revokeWorker(name: string): Promise<boolean>;
  /** One switch stops every action (a reason) or lets them run again (undefined). */
  stopActions(reason: string | undefined, by?: Person): Promise<void>;
  /** "Is this you?" was answered with yes. */
  linkPerson(
    person: Person,
    to: { readonly mailbox: string; readonly displayName: string; readonly objectId: string },
  ): Promise<void>;
  linkOf(
    entraId: string,
  ): Promise<
    { readonly mailbox: string; readonly displayName: string; readonly objectId: string } | undefined
  >;
}

/** The desk on the store of a configuration, listening for workers. */
export declare function createDesk(options: DeskOptions): Promise<RunningDesk>;
