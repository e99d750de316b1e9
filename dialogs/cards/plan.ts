import type { Outcome, PlanStep, PlanView } from '../../services/desk/types.ts';
import { factWords } from '../fact-words.ts';
import { plural, timesInWords } from '../say.ts';
import { bold, code, type Element, group, label, line, moment, quiet } from './elements.ts';

const states: Readonly<Record<PlanView['state'], string>> = {
  requested: 'WAITING – for an approver',
  approved: 'APPROVED – about to start',
  rejected: 'REJECTED – nothing was run',
  expired: 'EXPIRED – nothing was run',
  withdrawn: 'WITHDRAWN – nothing was run',
  queued: 'APPROVED – waiting for a worker',
  running: 'RUNNING',
  succeeded: 'DONE',
  failed: 'FAILED – look again before anything else is tried',
  uncertain: 'UNCERTAIN – a person must look',
  cancelled: 'CANCELLED – nothing more is run',
};
const outcomes: Readonly<Record<Outcome, string>> = {
  fixed: 'FIXED – the user’s own success was seen or said',
  'server-side-clean': 'SERVER SIDE CLEAN – now the user’s own next start decides',
  'not-observed': 'NOT OBSERVED – the proof could not be looked at again',
  'not-fixed': 'NOT FIXED – the same facts were seen again',
  worse: 'WORSE – more is wrong than before',
};
const stepStates: Readonly<Record<PlanStep['state'], string>> = {
  waiting: 'WAITING',
  running: 'RUNNING',
  succeeded: 'OK',
  failed: 'FAILED',
  uncertain: 'UNCERTAIN',
  'not-run': 'NOT RUN',
};

/** The state of a plan as status words. */
export function planState(plan: PlanView): string {
  if (plan.outcome === 'not-fixed' && plan.outcomeReason === 'user') {
    return plan.seenOutcome === 'server-side-clean'
      ? 'NOT FIXED – the user still sees it, although the facts that proved the cause are gone'
      : 'NOT FIXED – the user still sees it';
  }
  return plan.outcome === undefined ? states[plan.state] : outcomes[plan.outcome];
}

/** Whether a plan may still change by itself or by somebody's decision. */
export const isOpen = (plan: PlanView): boolean =>
  ['requested', 'approved', 'queued', 'running'].includes(plan.state);

/** How a plan stands, for those who may see servers and names: helpdesk and approvers. */
export const planStanding = (plan: PlanView): readonly Element[] => [
  group(
    label('Repair'),
    line(bold(planState(plan))),
    ...(plan.silent === undefined ? [] : [line(bold(plan.silent))]),
    ...wayOn(plan),
    line(plan.title),
    ...planCourse(plan),
  ),
  ...comparison(plan),
];

/** What comes next where a repair did not do what it should. */
function wayOn(plan: PlanView): readonly Element[] {
  if (plan.state === 'uncertain')
    return [line(bold('Next: '), 'look on the server named below, then press “Look again”.')];
  if (plan.state === 'failed')
    return [
      line(
        bold('Next: '),
        'read the step below, then press “Look again”; a new request needs a new approval.',
      ),
    ];
  if (plan.outcome === 'not-fixed' || plan.outcome === 'worse')
    return [
      line(bold('Next: '), 'press “Look again”; what speaks for another cause is under ALSO CONSIDERED.'),
    ];
  if (plan.outcome === 'not-observed') return [line(bold('Next: '), 'ask the user, or press “Look again”.')];
  return [];
}

/** Who asked, who decided, and each step: the same without its title. */
export const settledPlan = (plan: PlanView): readonly Element[] => [
  ...wayOn(plan),
  ...planCourse(plan),
  ...comparison(plan),
];

function planCourse(plan: PlanView): readonly Element[] {
  const notRun = ['requested', 'rejected', 'expired', 'withdrawn'].includes(plan.state);
  return [
    line(quiet(`Asked by ${plan.requestedBy.name}: ${plan.reason}`)),
    ...decision(plan),
    ...(plan.state === 'requested' ? [moment('Expires ', plan.expiresAt)] : []),
    ...(notRun ? [] : plan.steps)
      .slice(0, 12)
      .map((step) =>
        line(
          bold(`${stepStates[step.state]} – `),
          step.target,
          ...(step.says === '' ? [] : [`: ${timesInWords(step.says, step.at ?? plan.requestedAt)}`]),
        ),
      ),
  ];
}

function decision(plan: PlanView): readonly Element[] {
  if (plan.decidedBy === undefined || plan.state === 'withdrawn') return [];
  const reason = plan.decisionReason ?? '';
  return [
    line(
      bold(plan.state === 'rejected' ? 'Rejected by ' : 'Approved by '),
      plan.decidedBy.name,
      ...(reason === '' ? [] : [`: ${reason}`]),
    ),
    ...(plan.decidedAt === undefined ? [] : [moment('Decided ', plan.decidedAt)]),
  ];
}

/** The same facts before and after, in words; what stayed as it was is only counted. */
function comparison(plan: PlanView): readonly Element[] {
  const rows = plan.comparison ?? [];
  if (rows.length === 0) return [];
  const changed = rows.filter(({ before, after }) => before !== after);
  const shown = changed.slice(0, 8);
  const same = rows.length - changed.length;
  return [
    group(
      label('Before and after'),
      ...shown.map((row) =>
        line(
          quiet(`${factWords(row.fact)}: `),
          side(row.before, plan),
          ' → ',
          bold(answered(row.fact, side(row.after, plan, goneWords(row.fact)))),
        ),
      ),
      ...(changed.length > shown.length
        ? [line(quiet(`and ${changed.length - shown.length} more in the case`))]
        : []),
      ...(same > 0 ? [line(quiet(`${plural(same, 'other fact')} looked at again: as before`))] : []),
    ),
  ];
}

/** One side of a comparison, short; what was not seen any more is gone. */
const side = (text: string, plan: PlanView, unseen = 'not seen'): string =>
  text === 'not seen'
    ? unseen
    : timesInWords(text, plan.decidedAt ?? plan.requestedAt).replace(/https?:\/\/([^/\s]+)\S*/g, '$1');
/** What an answer means: 200 of Autodiscover are the settings. */
const answered = (path: string, text: string): string =>
  text === '200' && /^autodiscover\[.*\.status$/.test(path) ? '200 (settings)' : text;
/** A redirect that is not given any more is gone; of anything else it is only known that it was not seen. */
const goneWords = (path: string): string =>
  /\.(location|errorCode|error)$/.test(path) ? 'gone' : 'not seen';

/** The exact command, for whoever would rather run it himself. */
export const command = (text: string): readonly Element[] => [
  line(quiet('The exact command, if you would rather run it yourself:')),
  line(code(text)),
];
