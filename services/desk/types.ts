import type { Band, Diagnosis } from '../diagnosis/types.ts';
import type { Fact } from '../facts.ts';

/** A person as Teams tells of him; the Entra object id decides, never a name. */
export interface Person {
  readonly entraId: string;
  readonly name: string;
}
/** For whom a card or a case is: it decides what may be shown. */
export type Audience = 'user' | 'helpdesk' | 'approver';

export type PlanState =
  | 'requested'
  | 'approved'
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'uncertain'
  | 'cancelled';
export type Outcome = 'fixed' | 'server-side-clean' | 'not-observed' | 'not-fixed' | 'worse';

export interface PlanStep {
  readonly target: string;
  readonly state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'uncertain' | 'not-run';
  /** What was seen before and after, as sentences. */
  readonly says: string;
  readonly at?: string;
}
export interface PlanView {
  readonly id: string;
  readonly caseId: string;
  /** Carried by its buttons; another one is refused. */
  readonly nonce: string;
  readonly remedy: string;
  readonly title: string;
  readonly cause: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: PlanState;
  readonly requestedBy: Person;
  readonly requestedAt: string;
  readonly reason: string;
  readonly expiresAt: string;
  readonly decidedBy?: Person;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  /** Sentences for the approval card. */
  readonly what: string;
  readonly why: readonly string[];
  readonly against: readonly string[];
  readonly impact: readonly string[];
  readonly ifNothing: string;
  readonly alternative: string;
  readonly rollback: string;
  /** The exact command, for whoever would rather run it himself. */
  readonly command: string;
  readonly steps: readonly PlanStep[];
  readonly outcome?: Outcome;
  /** `facts`: what was looked at again says so. `user`: only his word does, whatever the facts say (`seenOutcome`). */
  readonly outcomeReason?: 'facts' | 'user';
  /** What the second look says by itself; `server-side-clean` beside a `not-fixed` of the user: the facts are gone. */
  readonly seenOutcome?: Outcome;
  /** A sentence while its worker is not heard of; the plan is still that worker's. */
  readonly silent?: string;
  /** The way on after one that failed, was not run, or did not help. */
  readonly nextStep?: string;
  /** Before and after of the facts that were looked at again. */
  readonly comparison?: readonly { readonly fact: string; readonly before: string; readonly after: string }[];
}
/** A verdict that went from one band to another. */
export interface VerdictChange {
  readonly cause: string;
  readonly from: Band;
  readonly to: Band;
}
/** What somebody told or pasted into a case after it was opened, and what it changed. */
export interface Addition {
  readonly id: string;
  /** `report`: the user's one form; `answer`: to a question; `paste`: text that a reader read. */
  readonly kind: 'report' | 'answer' | 'paste';
  readonly by: Person;
  readonly at: string;
  /** What it was about, in words: the question, or what was understood of the text. */
  readonly about: string;
  /** Ids of the questions that it dealt with, "I don't know" among the answers. */
  readonly questions: readonly string[];
  readonly facts: readonly Fact[];
  /** The verdicts that it moved; undefined when it came before there was one, and so is part of it. */
  readonly changed?: readonly VerdictChange[];
}
export type CaseState = 'looking' | 'refused-input' | 'diagnosed' | 'failed' | 'closed';
export interface CaseView {
  readonly id: string;
  /** Short number that people quote: `PD-17`. */
  readonly number: string;
  readonly mailbox: string;
  readonly askedBy: Person;
  readonly askedAt: string;
  readonly audience: 'user' | 'helpdesk';
  readonly state: CaseState;
  readonly progress: { readonly done: number; readonly total: number; readonly latest: string };
  /** Why the input was refused or the look failed, in words for the asker, with a way on. */
  readonly says?: string;
  readonly diagnosis?: Diagnosis;
  /** The newest plan for the mailbox of the case, if any; `plan.caseId` is another case when it was asked for there. */
  readonly plan?: PlanView;
  readonly userSays?: 'gone' | 'still-there';
  /** On whose word: the user himself, or whoever of the helpdesk said it for him. */
  readonly userSaidBy?: Person;
  readonly withHelpdesk: boolean;
  /** What people said and pasted of the popup, as it is judged now: a corrected answer stands for the one before. */
  readonly said: readonly Fact[];
  /** What was added after the opening, oldest first. */
  readonly additions: readonly Addition[];
  /** The user was asked for his report by a form, and has not sent it yet. */
  readonly awaitsReport: boolean;
}

/** A named "no", answered in words: what was refused and the way on. */
export interface Refusal {
  readonly refused:
    | 'not-allowed'
    | 'own-request'
    | 'already-decided'
    | 'expired'
    | 'unknown'
    | 'forged'
    | 'not-offered'
    | 'changed'
    | 'unavailable'
    | 'stopped'
    | 'no-approver'
    | 'cooling-down'
    | 'not-understood';
  readonly says: string;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Refusal);

/** A card that was sent, so that it can be updated. `reference` is the bot's own conversation reference, as JSON. */
export interface SentCard {
  readonly caseId: string;
  readonly conversation: string;
  readonly activityId: string;
  readonly audience: Audience;
  readonly reference: Readonly<Record<string, unknown>>;
  /** Hash of the card last shown, so that nothing is sent twice. */
  readonly shown?: string;
}

/** What the chat may ask of the product. Implemented in services/desk; the bot only renders what it says. */
export interface Desk {
  openCase(ask: {
    readonly mailbox: string;
    readonly askedBy: Person;
    readonly audience: 'user' | 'helpdesk';
    readonly told?: readonly Fact[];
    /** The user gets the form of a report; the looks start all the same. */
    readonly awaitsReport?: boolean;
  }): Promise<CaseView>;
  /** Adds what somebody told or pasted, and judges anew at once from everything that is known. */
  addFacts(ask: {
    readonly caseId: string;
    readonly by: Person;
    readonly kind: Addition['kind'];
    readonly facts: readonly Fact[];
    readonly about: string;
    readonly questions?: readonly string[];
    /** An earlier addition of the same person that this one holds too: a text that came in parts. */
    readonly replaces?: string;
  }): Promise<Answer<CaseView>>;
  lookAgain(caseId: string, by: Person): Promise<Answer<CaseView>>;
  caseById(caseId: string): Promise<CaseView | undefined>;
  /** A case by the number that people quote, `PD-17`. */
  caseByNumber(number: string): Promise<CaseView | undefined>;
  casesOf(person: Person): Promise<readonly CaseView[]>;
  requestPlan(ask: {
    readonly caseId: string;
    readonly remedy: string;
    readonly by: Person;
    readonly reason: string;
  }): Promise<Answer<PlanView>>;
  decide(ask: {
    readonly planId: string;
    readonly nonce: string;
    readonly by: Person;
    readonly decision: 'approve' | 'reject';
    readonly reason?: string;
  }): Promise<Answer<PlanView>>;
  withdraw(ask: {
    readonly planId: string;
    readonly nonce: string;
    readonly by: Person;
  }): Promise<Answer<PlanView>>;
  pendingPlans(): Promise<readonly PlanView[]>;
  userSays(ask: {
    readonly caseId: string;
    readonly by: Person;
    readonly says: 'gone' | 'still-there';
  }): Promise<Answer<CaseView>>;
  handToHelpdesk(ask: { readonly caseId: string; readonly by: Person }): Promise<Answer<CaseView>>;
  /** The directory object behind a UPN or address, for "is this you?". */
  resolvePerson(
    names: readonly string[],
  ): Promise<Answer<{ readonly mailbox: string; readonly displayName: string; readonly objectId: string }>>;
  rememberConversation(person: Person, reference: Readonly<Record<string, unknown>>): Promise<void>;
  conversationOf(entraId: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  rememberCard(card: SentCard): Promise<void>;
  cardsOf(caseId: string): Promise<readonly SentCard[]>;
  forgetCard(conversation: string, activityId: string): Promise<void>;
  /** Called with a case id whenever something about it changed. Returns how to stop. */
  onChange(listener: (caseId: string) => void): () => void;
  close(): Promise<void>;
}
