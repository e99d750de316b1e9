import type { Desk, Person } from './types.ts';

/** A directory object that a person said is his. */
export interface LinkedMailbox {
  readonly mailbox: string;
  readonly displayName: string;
  readonly objectId: string;
}
export interface PersonLinks {
  /** "Is this you?" was answered with yes. */
  linkPerson(person: Person, to: LinkedMailbox): Promise<void>;
  linkOf(entraId: string): Promise<LinkedMailbox | undefined>;
}
/** A desk with its gateway for workers, and how workers come and go. */
export interface RunningDesk extends Desk, PersonLinks {
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
  /** One switch stops every action (a reason), or lets them run again (undefined). */
  stopActions(reason: string | undefined, by?: Person): Promise<void>;
}
