import type { Outcome, PlanStep, PlanView } from '../../services/desk/types.ts';
import { plural, value } from '../say.ts';
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
  failed: 'FAILED',
  uncertain: 'UNCERTAIN – a person must look',
  cancelled: 'CANCELLED – nothing more is run',
};
const outcomes: Readonly<Record<Outcome, string>> = {
  fixed: 'FIXED – the user’s own success was seen or said',
  'server-side-clean': 'SERVER SIDE CLEAN – now the user’s own next start decides',
  'not-observed': 'NOT OBSERVED – the proof could not be looked at again',
  'not-fixed': 'NOT FIXED – the same facts still hold',
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
export const planState = (plan: PlanView): string =>
  plan.outcome === undefined ? states[plan.state] : outcomes[plan.outcome];

/** Whether a plan may still change by itself or by somebody's decision. */
export const isOpen = (plan: PlanView): boolean =>
  ['requested', 'approved', 'queued', 'running'].includes(plan.state);

/** How a plan stands, for those who may see servers and names: helpdesk and approvers. */
export const planStanding = (plan: PlanView): readonly Element[] => [
  group(label('Repair'), line(bold(planState(plan))), line(plan.title), ...planCourse(plan)),
  ...comparison(plan),
];

/** Who asked, who decided, and each step: the same without its title. */
export const settledPlan = (plan: PlanView): readonly Element[] => [...planCourse(plan), ...comparison(plan)];

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
          ...(step.says === '' ? [] : [`: ${step.says}`]),
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
      ...shown.flatMap((row) => [
        line(quiet(row.fact)),
        line(bold('Before: '), value(row.before)),
        line(bold('After: '), value(row.after)),
      ]),
      ...(changed.length > shown.length
        ? [line(quiet(`and ${changed.length - shown.length} more in the case`))]
        : []),
      ...(same > 0 ? [line(quiet(`${plural(same, 'other fact')} looked at again: as before`))] : []),
    ),
  ];
}

/** The exact command, for whoever would rather run it himself. */
export const command = (text: string): readonly Element[] => [
  line(quiet('The exact command, if you would rather run it yourself:')),
  line(code(text)),
];
