import type { CaseView } from '../../services/desk/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { caseNonce } from '../presses.ts';
import { changeForUser } from './added.ts';
import {
  type Action,
  band,
  bold,
  buttons,
  type Card,
  card,
  type Element,
  group,
  heading,
  label,
  line,
  press,
  quiet,
} from './elements.ts';
import { header, progress } from './looking.ts';
import { furtherQuestion, questionForm } from './question.ts';
import { reportActions, reportForm, reportTitle } from './report-form.ts';

interface Told {
  readonly what: string;
  readonly now: string;
}

/** The user's card of a case in all its states: two sentences, one thing to do, no approver and no server. */
export function userCard(view: CaseView, catalogue: Catalogue, note?: string): Card {
  if (view.audience === 'helpdesk') return reportedCard(view, note);
  if (isForm(view)) {
    return card(
      `${view.number}: what do you see?`,
      [...noted(note), reportTitle(view), ...reportForm(view, catalogue)],
      reportActions(view),
    );
  }
  const told = tell(view, catalogue);
  return card(
    `${view.number}: ${told === undefined ? 'looking' : `${told.what} ${told.now}`}`,
    [
      ...noted(note),
      ...header(view),
      ...(told === undefined ? looking(view) : verdict(told)),
      ...(told === undefined ? [] : [...changeForUser(view), ...question(view, catalogue)]),
      ...meanwhile(view, catalogue, told?.now ?? ''),
      ...(view.withHelpdesk && view.userSays !== 'gone'
        ? [line(quiet(`The helpdesk has your case ${view.number} with everything I saw.`))]
        : []),
    ],
    told === undefined ? [] : actions(view),
  );
}

const noted = (note: string | undefined): readonly Element[] =>
  note === undefined ? [] : [band(line(bold(note)))];

/** The form stays until it is sent, whatever is seen meanwhile; where there is no mailbox, or a repair, it is of no use. */
const isForm = ({ awaitsReport, state, userSays, plan }: CaseView): boolean =>
  awaitsReport &&
  state !== 'refused-input' &&
  state !== 'closed' &&
  userSays === undefined &&
  plan === undefined;

/** The one further question, where its answer would change what is said above. */
function question(view: CaseView, catalogue: Catalogue): readonly Element[] {
  if (view.userSays === 'gone' || view.plan !== undefined) return [];
  const next = furtherQuestion(view, catalogue, 'user');
  if (next === undefined) return [];
  const { fields, send } = questionForm(view, next, 'user');
  return [group(label('One question that would help'), ...fields, ...buttons(send))];
}

/** A report about somebody else: that it was taken, never what was found. */
function reportedCard(view: CaseView, note?: string): Card {
  const says =
    view.state === 'refused-input'
      ? 'I could not look at this address. Please check its spelling; the helpdesk has your report all the same.'
      : 'Thank you. This mailbox is not yours, so I have passed your report to the helpdesk; they see what I find.';
  return card(`${view.number}: ${says}`, [
    ...noted(note),
    line(bold(view.number), '  ·  ', view.mailbox),
    line(says),
    line(quiet('You can quote this number to the helpdesk.')),
  ]);
}

const looking = (view: CaseView): readonly Element[] => [
  ...progress(view),
  line(
    quiet('I read where your mailbox lives and how it lets you sign in, never your mail or your password.'),
  ),
];

const verdict = (told: Told): readonly Element[] => [
  band(heading('What is going on', 'Medium'), line(told.what)),
  label('What to do now'),
  line(bold(told.now)),
];

function tell(view: CaseView, catalogue: Catalogue): Told | undefined {
  if (view.state === 'looking') return undefined;
  if (view.userSays === 'gone')
    return { what: 'FIXED – You told me that it is gone. I am glad.', now: 'Nothing to do.' };
  if (view.diagnosis === undefined) {
    return {
      what: view.says ?? 'I could not look this time.',
      now: 'Press “Check again”, or “Talk to helpdesk”.',
    };
  }
  return stillThere(view) ?? repair(view) ?? found(view, catalogue);
}

/** After a repair that did not help, her word goes to the helpdesk; she is not sent round again. */
function stillThere(view: CaseView): Told | undefined {
  if (view.userSays !== 'still-there') return undefined;
  if (view.plan !== undefined && ['requested', 'approved', 'queued', 'running'].includes(view.plan.state)) {
    return undefined;
  }
  return {
    what: `You told me that it is still there. I passed this on to the helpdesk with everything that I saw${view.plan?.outcome === undefined ? '' : ' before and after the repair'}.`,
    now: `Nothing to do yet: the helpdesk looks further and contacts you. Your number is ${view.number}.`,
  };
}

/** How a repair stands, once there is one. */
function repair(view: CaseView): Told | undefined {
  const plan = view.plan;
  if (plan === undefined) return undefined;
  switch (plan.state) {
    case 'requested':
    case 'approved':
    case 'queued':
      return {
        what: 'IT knows the cause and a repair is being prepared.',
        now: 'Nothing to do yet. You will be told here when it is done.',
      };
    case 'running':
      return {
        what: 'The repair is running.',
        now: 'Nothing to do yet. You will be told here when it is done.',
      };
    case 'succeeded':
      if (plan.outcome === undefined) {
        return { what: 'The repair is done, and I am looking again.', now: 'Please wait a moment.' };
      }
      if (plan.outcome === 'fixed')
        return { what: 'FIXED – it is repaired and works for you.', now: 'Nothing to do.' };
      if (plan.outcome === 'server-side-clean') {
        return {
          what: 'The repair is done, and everything looks right for you on our side.',
          now: 'Please close Outlook and start it once. Then tell me whether the popup is gone.',
        };
      }
      return {
        what: 'The repair is done, but I cannot see yet that it helped you.',
        now: 'Please close Outlook and start it once. Then tell me whether the popup is gone.',
      };
    case 'failed':
    case 'uncertain':
      return {
        what: 'The repair did not go through as planned. IT is looking at it.',
        now: 'Nothing to do for now. You will be told here what happens next.',
      };
    case 'rejected':
    case 'expired':
    case 'withdrawn':
    case 'cancelled':
      return undefined;
  }
}

function found(view: CaseView, catalogue: Catalogue): Told {
  const first = view.diagnosis?.verdicts[0];
  const cause = first === undefined ? undefined : catalogue.causes.get(first.cause);
  if (cause !== undefined && (first?.band === 'confirmed' || first?.band === 'likely')) {
    return { what: cause.toUser.says, now: cause.toUser.todo };
  }
  return {
    what: 'I found nothing on our side that explains the popup. That does not mean that all is well with your computer.',
    now: view.withHelpdesk
      ? `Nothing to do yet: the helpdesk looks further and contacts you. Your number is ${view.number}.`
      : furtherQuestion(view, catalogue, 'user') === undefined
        ? 'Please press “Talk to helpdesk”; they get everything that I saw.'
        : 'Please answer the question below, or press “Talk to helpdesk”; they get everything that I saw.',
  };
}

function meanwhile(view: CaseView, catalogue: Catalogue, now: string): readonly Element[] {
  if (view.userSays === 'gone' || view.plan?.state === 'succeeded') return [];
  const first = view.diagnosis?.verdicts[0];
  const known = first !== undefined && ['confirmed', 'likely'].includes(first.band);
  const advice = (known ? catalogue.causes.get(first.cause)?.meanwhile : undefined) ?? [
    'You can work in Outlook on the web.',
    'Please do not create a new profile and do not type the password again and again.',
  ];
  const more = advice.filter((each) => !saysTheSame(each, now));
  if (more.length === 0) return [];
  return [label('Meanwhile'), ...more.slice(0, 3).map((each) => line(`• ${each}`))];
}

/** Whether advice only repeats what there is to do: its first words stand there already. */
const saysTheSame = (advice: string, now: string): boolean => {
  const start = advice
    .toLowerCase()
    .replace(/^please /, '')
    .split(/\s+/)
    .slice(0, 3)
    .join(' ')
    .replace(/[.,:;]$/, '');
  return now.toLowerCase().includes(start);
};

function actions(view: CaseView): readonly Action[] {
  const data = { case: view.id, nonce: caseNonce(view) };
  if (view.userSays === 'gone') return [press('It is back', { verb: 'still-there', ...data })];
  if (view.diagnosis === undefined) {
    return [
      press('Check again', { verb: 'look-again', ...data }),
      ...(view.withHelpdesk ? [] : [press('Talk to helpdesk', { verb: 'talk-to-helpdesk', ...data })]),
    ];
  }
  return [
    press('It’s gone', { verb: 'gone', ...data }),
    press('Still there', { verb: 'still-there', ...data }),
    ...(view.withHelpdesk ? [] : [press('Talk to helpdesk', { verb: 'talk-to-helpdesk', ...data })]),
  ];
}
