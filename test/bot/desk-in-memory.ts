import { randomUUID } from 'node:crypto';
import type { BotDesk } from '../../bot/conversation.ts';
import type { Answer, CaseView, Person, PlanView, Refusal, SentCard } from '../../services/desk/types.ts';
import type { Diagnosis } from '../../services/diagnosis/types.ts';

type Found = { readonly mailbox: string; readonly displayName: string; readonly objectId: string };
type Kept = Readonly<Record<string, unknown>>;

/** A desk of maps, with its rules for people; what the world is like, the test states. */
export interface DeskInMemory extends BotDesk {
  /** Names (lower case) and the directory object behind them. */
  readonly directory: Map<string, Found>;
  readonly cases: Map<string, CaseView>;
  readonly cards: SentCard[];
  readonly opened: Parameters<BotDesk['openCase']>[0][];
  /** Changes a case as a worker would, and tells. */
  change(caseId: string, change: Partial<CaseView>): void;
  finish(caseId: string, diagnosis: Diagnosis): void;
}

/** An empty desk whose clock is handed in. */
export function deskInMemory(now: () => number, approvers: readonly string[]): DeskInMemory {
  const cases = new Map<string, CaseView>();
  const directory = new Map<string, Found>();
  const conversations = new Map<string, Kept>();
  const links = new Map<string, Found>();
  const cards: SentCard[] = [];
  const opened: Parameters<BotDesk['openCase']>[0][] = [];
  const listeners = new Set<(caseId: string) => void>();
  const iso = () => new Date(now()).toISOString();
  const no = (refused: Refusal['refused'], says: string): { ok: false } & Refusal => ({
    ok: false,
    refused,
    says,
  });

  const change = (caseId: string, changes: Partial<CaseView>): CaseView => {
    const old = cases.get(caseId);
    if (old === undefined) throw new Error(`no case ${caseId}`);
    const view = { ...old, ...changes };
    cases.set(caseId, view);
    for (const listener of listeners) listener(caseId);
    return view;
  };
  const withPlan = (planId: string) => [...cases.values()].find((view) => view.plan?.id === planId);
  const settle = (
    ask: { readonly planId: string; readonly nonce: string; readonly by: Person },
    state: PlanView['state'],
    reason?: string,
  ): Answer<PlanView> => {
    const view = withPlan(ask.planId);
    if (view?.plan === undefined) return no('unknown', 'There is no such request.');
    if (view.plan.nonce !== ask.nonce) return no('forged', 'This button does not belong to the request.');
    if (view.plan.state !== 'requested') {
      return no('already-decided', `Already decided by ${view.plan.decidedBy?.name ?? 'nobody'}.`);
    }
    const plan: PlanView = {
      ...view.plan,
      state,
      decidedBy: ask.by,
      decidedAt: iso(),
      ...(reason !== undefined && { decisionReason: reason }),
    };
    change(view.id, { plan });
    return { ok: true, value: plan };
  };

  return {
    directory,
    cases,
    cards,
    opened,
    change: (caseId, changes) => void change(caseId, changes),
    finish: (caseId, diagnosis) => void change(caseId, { state: 'diagnosed', diagnosis }),
    async openCase(ask) {
      opened.push(ask);
      const view: CaseView = {
        id: randomUUID(),
        number: `PD-${cases.size + 1}`,
        mailbox: ask.mailbox,
        askedBy: ask.askedBy,
        askedAt: iso(),
        audience: ask.audience,
        state: 'looking',
        progress: { done: 0, total: 0, latest: '' },
        withHelpdesk: false,
        said: ask.told ?? [],
        additions: [],
        awaitsReport: ask.awaitsReport ?? false,
      };
      cases.set(view.id, view);
      return view;
    },
    async addFacts({ caseId, by, kind, facts, about, questions = [], replaces }) {
      const view = cases.get(caseId);
      if (view === undefined) return no('unknown', 'There is no such case.');
      const addition = { id: randomUUID(), kind, by, at: iso(), about, questions, facts, changed: [] };
      const additions = [...view.additions.filter(({ id }) => id !== replaces), addition];
      const said = [...view.said, ...facts];
      const awaitsReport = view.awaitsReport && kind !== 'report';
      return { ok: true, value: change(caseId, { additions, said, awaitsReport }) };
    },
    caseByNumber: async (number) =>
      [...cases.values()].find((view) => view.number.toLowerCase() === number.toLowerCase()),
    async lookAgain(caseId) {
      const { diagnosis: _dropped, ...rest } = change(caseId, { state: 'looking' });
      cases.set(caseId, rest);
      return { ok: true, value: rest };
    },
    caseById: async (caseId) => cases.get(caseId),
    casesOf: async (person) => [...cases.values()].filter((view) => view.askedBy.entraId === person.entraId),
    async requestPlan({ caseId, remedy, by, reason }) {
      const view = cases.get(caseId);
      if (view === undefined) return no('unknown', 'There is no such case.');
      const plan = planExample({ caseId, remedy, requestedBy: by, requestedAt: iso(), reason });
      change(caseId, { plan });
      return { ok: true, value: plan };
    },
    async decide(ask) {
      const view = withPlan(ask.planId);
      if (!approvers.includes(ask.by.entraId)) return no('not-allowed', 'Only approvers decide.');
      if (view?.plan?.requestedBy.entraId === ask.by.entraId) {
        return no('own-request', 'You asked for this yourself; another approver must decide.');
      }
      return settle(ask, ask.decision === 'approve' ? 'approved' : 'rejected', ask.reason);
    },
    withdraw: async (ask) => settle(ask, 'withdrawn'),
    pendingPlans: async () =>
      [...cases.values()].flatMap(({ plan }) => (plan?.state === 'requested' ? [plan] : [])),
    userSays: async ({ caseId, says }) => ({ ok: true, value: change(caseId, { userSays: says }) }),
    handToHelpdesk: async ({ caseId }) => ({ ok: true, value: change(caseId, { withHelpdesk: true }) }),
    async resolvePerson(names) {
      const found = names.map((name) => directory.get(name.toLowerCase())).find((each) => each !== undefined);
      return found === undefined
        ? no('unknown', `The directory knows no ${names[0]}.`)
        : { ok: true, value: found };
    },
    async rememberConversation(person, reference) {
      conversations.set(person.entraId, reference);
    },
    conversationOf: async (entraId) => conversations.get(entraId),
    async rememberCard(card) {
      const at = cards.findIndex(({ activityId }) => activityId === card.activityId);
      if (at < 0) cards.push(card);
      else cards[at] = card;
    },
    cardsOf: async (caseId) => cards.filter((card) => card.caseId === caseId),
    async forgetCard(conversation, activityId) {
      const at = cards.findIndex(
        (card) => card.conversation === conversation && card.activityId === activityId,
      );
      if (at >= 0) cards.splice(at, 1);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async linkPerson(person, to) {
      links.set(person.entraId, to);
    },
    linkOf: async (entraId) => links.get(entraId),
    close: async () => listeners.clear(),
  };
}

/** A plan as the desk would show it. */
export const planExample = (over: Partial<PlanView>): PlanView => ({
  id: 'plan-1',
  caseId: 'case-1',
  nonce: 'nonce-of-plan-1',
  remedy: 'recycle-app-pool',
  title: 'Recycle MSExchangeAutodiscoverAppPool on ex16a and ex16b',
  cause: 'autodiscover-apppool-cache',
  parameters: { pool: 'MSExchangeAutodiscoverAppPool', servers: ['ex16a', 'ex16b'] },
  state: 'requested',
  requestedBy: { entraId: 'hanna', name: 'Hanna Helpdesk' },
  requestedAt: '2026-11-20T10:01:00.000Z',
  reason: 'Anna is asked all day',
  expiresAt: '2026-11-20T10:31:00.000Z',
  what: 'The pool is recycled on ex16a, then on ex16b; each is looked at before the next.',
  why: ['ex16b sends her requests to ex16a, where her mailbox no longer is (http-proxy log, 2 min old).'],
  against: ['A probe by address got the new location from ex16a (40 s old).'],
  impact: [
    'Up to 61 Outlook 2010 may show the restart popup; one site reported most of them, no history here.',
  ],
  ifNothing: 'The cache ends by itself within 12 h.',
  alternative: 'Wait, and work in Outlook on the web.',
  rollback: 'None: a recycle cannot be taken back.',
  command: 'Restart-WebAppPool -Name MSExchangeAutodiscoverAppPool',
  steps: [
    { target: 'ex16a', state: 'waiting', says: '' },
    { target: 'ex16b', state: 'waiting', says: '' },
  ],
  ...over,
});
