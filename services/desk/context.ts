import type { Catalogue } from '../catalogue.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/time-limit.ts';
import type { Signer } from '../worker/signatures.ts';
import type { Answer, Refusal } from './types.ts';

/** How requests are handled: who decides, how long they wait. */
export interface Policy {
  readonly helpdesk: readonly string[];
  readonly approvers: readonly string[];
  /** Approvals that an organisation-wide change needs; any other needs one. */
  readonly organisationApprovals: 1 | 2;
  readonly approvalMs: number;
  /** ms after its approval in which a job may still begin. */
  readonly jobMs: number;
  /** Proofs older than this are looked at again before the effect. */
  readonly proofMs: number;
  /** ms in which a worker must take up a look. */
  readonly takeUpMs: number;
  /** ms without a beat after which the worker of a running action is said not to be heard of. */
  readonly hushMs: number;
  /** ms of silence after which a running action's end is called uncertain. */
  readonly silenceMs: number;
}
export const usualTimes = {
  approvalMs: 30 * 60_000,
  jobMs: 15 * 60_000,
  proofMs: 5 * 60_000,
  takeUpMs: 30_000,
  hushMs: 20_000,
  silenceMs: 30 * 60_000,
} as const;

/** What every part of the desk works on. */
export interface DeskContext {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly signer: Signer;
  /** Short name of the account that looks, whose own log lines prove nothing about a user. */
  readonly ownAccount: string | undefined;
  /** Wall clock in ms. */
  readonly now: () => number;
  /** Says that something about a case changed; the other open cases of its mailbox hear of it too. */
  readonly changed: (caseId: string) => void;
  /** Says that a look of a case went on, which concerns that case alone. */
  readonly progressed: (caseId: string) => void;
  /** Says that there is work for workers. */
  readonly wake: () => void;
  /** Says that a look ended. */
  readonly lookEnded: (lookId: string) => void;
}

export const yes = <T>(value: T): Answer<T> => ({ ok: true, value });
export const no = (refused: Refusal['refused'], says: string): { readonly ok: false } & Refusal => ({
  ok: false,
  refused,
  says,
});

/** What was answered, or a plain refusal when the store does not answer: nothing was decided then. */
export async function answered<T>(asked: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await asked();
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      return no(
        'unavailable',
        'The store does not answer, so nothing was changed. Try again in a minute; the request waits.',
      );
    }
    throw error;
  }
}

/** A person's id as it is kept and compared: Entra ids are GUIDs, whatever their case. */
export const idOf = ({ entraId }: { readonly entraId: string }): string => entraId.toLowerCase();

/** `yyyy-mm-dd hh:mm UTC`, for sentences. */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
