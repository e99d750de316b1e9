import type { CaseView, PlanView } from '../../services/desk/types.ts';
import type { Roles } from '../roles.ts';
import { bold, type Card, card, type Element, heading, label, line, press, quiet } from './elements.ts';
import { isOpen } from './plan.ts';

const ways = [
  press('Report a popup', { verb: 'report' }),
  press('My cases', { verb: 'cases' }),
  press('Help', { verb: 'help' }),
];

/** Said once, when the app is installed. */
export const welcomeCard = (roles: Roles): Card =>
  card(
    'Popup Desk helps when Outlook keeps asking for a password, wants to restart or shows a warning.',
    [
      heading('Popup Desk'),
      line(
        'I help when Outlook keeps asking for a password, wants to be restarted or shows a certificate warning. I never ask for your password.',
      ),
      line('Nothing to set up. Tell me what you see, for example “Outlook keeps asking for my password”.'),
      ...commands(roles),
    ],
    ways,
  );

/** What one may say, by role. */
export const helpCard = (roles: Roles): Card =>
  card(
    'What you can say to Popup Desk',
    [heading('What you can say', 'Medium'), ...commands(roles)],
    ways.slice(0, 2),
  );

function commands(roles: Roles): readonly Element[] {
  const rows: readonly (readonly [string, string])[] = [
    ['Outlook keeps asking for my password', 'I look at your own mailbox.'],
    ...(roles.helpdesk
      ? [['diagnose anna@contoso.example', 'or just the address: I look at that mailbox.'] as const]
      : []),
    ['paste PD-42', 'and below it a text, or with a file: I read it into that case.'],
    ['status', 'your cases and how they stand.'],
    ...(roles.approver ? [['pending', 'repairs that wait for your decision.'] as const] : []),
    ['help', 'this list.'],
  ];
  return [
    ...rows.map(([say, does]) => line(bold(say), `  –  ${does}`)),
    line(
      quiet(
        'I read where a mailbox lives and how it lets people sign in, never mail. I change nothing without another person’s approval.',
      ),
    ),
  ];
}

/** A way forward from words that were not understood: the likeliest commands. */
export const notUnderstoodCard = (said: string, roles: Roles): Card =>
  card(
    'I did not understand that.',
    [
      line(`I did not understand “${said.length > 80 ? `${said.slice(0, 79)}…` : said}”.`),
      line(
        roles.helpdesk
          ? 'Write an e-mail address to have that mailbox looked at, or press a button.'
          : 'Tell me what Outlook shows, for example “Outlook keeps asking for my password”, or press a button.',
      ),
      line(quiet('A text that I shall read goes below its case’s number: “paste PD-42”, then the text.')),
    ],
    [ways[0], ways[2]].filter((way) => way !== undefined),
  );

/** One or two sentences with the usual ways on. */
export const sentenceCard = (says: string, more?: string): Card =>
  card(says, [line(says), ...(more === undefined ? [] : [line(quiet(more))])], ways.slice(1));

/** "Is this you?", asked once; the answer is remembered. */
export const isThisYouCard = (
  found: { readonly displayName: string; readonly mailbox: string },
  nonce: string,
): Card =>
  card(
    `Is ${found.mailbox} your mailbox?`,
    [
      heading('Is this you?', 'Medium'),
      line(bold(found.displayName), `  ·  ${found.mailbox}`),
      line(quiet('I found this mailbox by the sign-in name that Teams gives of you. I ask only once.')),
    ],
    [press('Yes, that’s me', { verb: 'its-me', nonce }), press('No', { verb: 'not-me', nonce })],
  );

/** A person's cases, the newest first. */
export function casesCard(views: readonly CaseView[]): Card {
  const shown = views.toSorted((one, other) => other.askedAt.localeCompare(one.askedAt)).slice(0, 8);
  return card(`${views.length} cases`, [
    heading('Your cases', 'Medium'),
    ...shown.map((view) => line(bold(view.number), `  ·  ${view.mailbox}  ·  ${standing(view)}`)),
    ...(views.length > shown.length ? [line(quiet(`and ${views.length - shown.length} older ones`))] : []),
  ]);
}

/** Plans that wait for a decision, the oldest first. */
export const pendingCard = (plans: readonly PlanView[]): Card =>
  card(`${plans.length} waiting for a decision`, [
    heading('Waiting for a decision', 'Medium'),
    ...plans
      .slice(0, 8)
      .flatMap((plan) => [
        line(bold(plan.title)),
        line(quiet(`Asked by ${plan.requestedBy.name}: ${plan.reason}`)),
      ]),
    label('Their cards follow below.'),
  ]);

function standing(view: CaseView): string {
  if (view.userSays === 'gone') return 'gone';
  if (view.plan !== undefined && isOpen(view.plan)) return 'repair under way';
  if (view.plan?.state === 'succeeded') return 'repaired, to be confirmed';
  if (view.withHelpdesk) return 'with the helpdesk';
  return {
    looking: 'looking',
    diagnosed: 'looked at',
    'refused-input': 'could not be looked at',
    failed: 'the look failed',
    closed: 'closed',
  }[view.state];
}

/** What a channel may see of a case: that somebody has it, never what was found. */
export function mirrorCard(view: CaseView): Card {
  const says = `${view.number}: ${standing(view)}`;
  return card(says, [
    line(bold(view.number), `  ·  ${standing(view)}`),
    line(quiet(`${view.askedBy.name} has the details in the personal chat with me.`)),
  ]);
}

/** Left behind where a newer card of the same case was posted. */
export const movedCard = (view: CaseView): Card =>
  card(`${view.number} continues below.`, [
    line(bold(view.number), '  ·  This card continues further down in this chat.'),
  ]);
