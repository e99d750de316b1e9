import { z } from 'zod';
import type { Catalogue, Questions } from '../../dialogs/catalogue.ts';
import { answering } from '../../services/answering.ts';
import { cause, proof, type Seen } from '../../services/cause.ts';
import type { CaseView } from '../../services/desk/types.ts';
import type { Diagnosis, Verdict } from '../../services/diagnosis/types.ts';
import type { Fact } from '../../services/facts.ts';
import { type Question, question } from '../../services/question.ts';
import { action, advice, type Remedy } from '../../services/remedy.ts';

const at = '2026-11-20T10:00:00.000Z';

const yesNo = (fact: string) => [
  { id: 'yes', says: 'Yes', sets: { [fact]: true } },
  { id: 'no', says: 'No', sets: { [fact]: false } },
];
const questionList: readonly Question[] = [
  question({
    id: 'which-popup',
    facts: ['popup.kind', 'popup.chain'],
    asks: 'Which boxes do you see, in order?',
    choices: [
      {
        id: 'password',
        says: 'Windows Security: enter your credentials',
        sets: { 'popup.kind': 'credential', 'popup.chain': ['credential'] },
      },
      {
        id: 'restart',
        says: 'The Microsoft Exchange administrator has made a change',
        sets: { 'popup.kind': 'restart', 'popup.chain': ['restart'] },
      },
    ],
    several: 'in-order',
    who: 'user',
  }),
  question({
    id: 'web-mail',
    facts: ['scope.webmailWorks'],
    asks: 'Does web mail open with the same name and password?',
    choices: yesNo('scope.webmailWorks'),
    who: 'user',
  }),
  question({
    id: 'since-when',
    facts: ['timeline.since'],
    asks: 'Since when do you see it?',
    choices: [],
    text: { fact: 'timeline.since', hint: '2026-11-20 08:00' },
    who: 'user',
  }),
  question({
    id: 'domain-user',
    facts: ['popup.domainUserWorks'],
    asks: 'Does DOMAIN\\name work?',
    choices: yesNo('popup.domainUserWorks'),
    who: 'helpdesk',
  }),
];

/** Questions of the test's own, the first that nobody answered next. */
export const questionsExample: Questions = {
  all: questionList,
  about: (path) => questionList.find(({ facts }) => facts.includes(path)),
  next: (_diagnosis, { asked, dealtWith }, who) =>
    questionList.find(
      ({ id, who: whose }) =>
        ![...asked, ...dealtWith].includes(id) && (who === 'helpdesk' || whose === 'user'),
    ),
  facts: answering,
};

/** A cause, an advice and an action as a catalogue holds them; their words are the test's own. */
export const catalogueExample: Catalogue = {
  causes: new Map([
    [
      'autodiscover-apppool-cache',
      cause({
        id: 'autodiscover-apppool-cache',
        popups: ['restart'],
        usual: 'usual',
        side: 'autodiscover',
        says: 'Autodiscover on the new servers still holds the old place of the mailbox.',
        toUser: {
          says: 'Your mailbox was moved, and one of our systems has not noticed yet. Your password is fine.',
          todo: 'Nothing to do: IT is told.',
        },
        signs: [
          proof('proxied-to-old', {
            when: () => true,
            says: () => 'her requests still go to the old server',
            shown: {},
            cleared: {},
          }),
        ],
        remedies: ['recycle-app-pool', 'wait-for-cache'],
        meanwhile: ['You can work in Outlook on the web.'],
        sources: [],
      }),
    ],
  ]),
  remedies: new Map<string, Remedy>([
    [
      'recycle-app-pool',
      action({
        id: 'recycle-app-pool',
        title: 'Recycle the Autodiscover pool on every front end',
        effect: 'organisation',
        parameters: () => ({}),
        when: () => ({ offered: true, why: 'A log line proves it.' }),
        consequences: 'Outlook of many people may show the restart popup once.',
        rollback: 'None: a recycle cannot be taken back.',
        verification: 'The same lines are looked for again.',
        source: '',
        schema: z.object({ pool: z.string(), servers: z.array(z.string()) }),
        targets: ({ servers }) => servers as string[],
        command: ({ pool }, target) =>
          `Invoke-Command ${target} { Restart-WebAppPool -Name ${String(pool)} }`,
        impact: () => [],
        limits: () => ({}),
        ifNothing: 'It ends by itself within 12 h.',
        alternative: 'Wait.',
        evidence: () => [],
        coolDownMs: 0,
      }),
    ],
    [
      'wait-for-cache',
      advice({
        id: 'wait-for-cache',
        title: 'Wait for the cache to end',
        effect: 'person',
        parameters: () => ({}),
        when: () => ({ offered: true, why: 'It ends by itself.' }),
        consequences: '',
        rollback: '',
        verification: '',
        source: '',
        steps: (seen) => [`Tell ${seen.mailbox} to use Outlook on the web until tonight.`],
      }),
    ],
  ]),
  questions: questionsExample,
  // Only the mailbox is read by the steps above.
  seenIn: (diagnosis) => ({ mailbox: diagnosis.mailbox }) as Seen,
};

const fact = (name: string, value: Fact['value'], source: string, seenAt = at): Fact => ({
  fact: name,
  value,
  from: 'probe',
  source,
  at: seenAt,
  vantage: 'worker',
});

export const verdictExample: Verdict = {
  cause: 'autodiscover-apppool-cache',
  band: 'confirmed',
  weight: 2.3,
  byDesign: false,
  for: [
    {
      sign: 'proxied-to-old',
      text: 'ex16b sent 4 of her requests to ex16a after the move at 07:00.',
      facts: ['log[0]'],
      from: ['log'],
    },
    {
      sign: 'moved',
      text: 'The mailbox was moved 3 h ago.',
      facts: ['mailbox.movedAt'],
      from: ['directory'],
    },
  ],
  against: [
    { sign: 'one-node-right', text: 'ex16a already answers with the new place.', facts: [], from: ['probe'] },
  ],
  unseen: [
    {
      sign: 'started',
      facts: ['pools[ex16b/msexchangeautodiscoverapppool].startedAt'],
      why: 'no worker may read it',
    },
  ],
  wouldChange: [
    {
      set: [
        {
          fact: 'pools[ex16b/msexchangeautodiscoverapppool].startedAt',
          value: '2026-11-20T09:00:00Z',
          from: 'worker',
        },
      ],
      band: 'unlikely',
    },
  ],
};

export const diagnosisExample: Diagnosis = {
  format: 'popup-desk-diagnosis/1',
  mailbox: 'anna@contoso.example',
  at,
  popup: 'restart',
  verdicts: [
    verdictExample,
    {
      ...verdictExample,
      cause: 'stale-profile',
      band: 'possible',
      for: [],
      against: [],
      unseen: [],
      wouldChange: [],
    },
  ],
  findings: [],
  mendFirst: ['autodiscover-apppool-cache'],
  remedies: [
    {
      id: 'recycle-app-pool',
      cause: 'autodiscover-apppool-cache',
      kind: 'action',
      parameters: { pool: 'MSExchangeAutodiscoverAppPool', servers: ['ex16a', 'ex16b'] },
      offered: true,
      why: 'A line of her own anchor on ex16b is later than the move and the start of the pool.',
    },
    {
      id: 'wait-for-cache',
      cause: 'autodiscover-apppool-cache',
      kind: 'advice',
      parameters: {},
      offered: true,
      why: 'The cache ends by itself.',
    },
  ],
  next: {
    fact: 'timeline.pattern',
    ask: 'Does it come at every start of Outlook?',
    by: 'person',
    wouldChange: [],
  },
  facts: [
    fact(
      'log[]',
      { server: 'ex16b', log: 'http-proxy', target: 'ex16a', count: 4 },
      'ex16b HttpProxy_2026112010.log',
      '2026-11-20T09:41:00Z',
    ),
    fact('mailbox.movedAt', '2026-11-20T07:00:00Z', 'dc1 msDS-ReplValueMetaData homeMDB'),
  ],
  blind: [{ fact: 'hotfixes', why: 'no worker may read them' }],
  disagreements: [],
  ms: 2140,
};

/** A case of Anna's mailbox as the desk shows it. */
export const caseExample = (over: Partial<CaseView> = {}): CaseView => ({
  id: 'case-1',
  number: 'PD-17',
  mailbox: 'anna@contoso.example',
  askedBy: { entraId: 'hanna', name: 'Hanna Helpdesk' },
  askedAt: '2026-11-20T09:59:57.000Z',
  audience: 'helpdesk',
  state: 'diagnosed',
  progress: { done: 12, total: 12, latest: '' },
  diagnosis: diagnosisExample,
  withHelpdesk: false,
  said: [],
  additions: [],
  awaitsReport: false,
  ...over,
});
