import { against, all, any, cause, fair, not, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import {
  everyRowStands,
  foreignAddress,
  otherProgram,
  otherProgramRefused,
  outlookLetIn,
  refusedProgram,
} from '../readings/other-programs.ts';
import { names, place } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

const addinsOff = ['addins-off', 'safe-mode'];
const elsewhere =
  /sharepoint|ical|caldav|carddav|imap|pop3?\b|smtp server|internet calendar|gmail|skype|lync|teams|onedrive/i;
const severalAccounts = (seen: Seen): Truth => {
  const accounts = seen.number('client.accounts');
  return accounts === undefined ? undefined : accounts > 1;
};
const namesAnother = (seen: Seen): Truth => {
  const stated = seen.text('popup.prefilledUser') ?? seen.text('popup.text');
  if (stated === undefined || stated === '') return seen.is('popup.prefilledIs', 'other');
  return foreignAddress(seen) !== undefined ? true : seen.is('popup.prefilledIs', 'other') === true;
};
const wordsOfAnother = (seen: Seen): Truth => {
  const said = [seen.text('popup.text'), seen.text('popup.host'), seen.text('popup.afterCancelText')].filter(
    (one) => one !== undefined,
  );
  return said.length === 0 ? undefined : said.some((one) => elsewhere.test(one));
};
const refused = {
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/EWS/Exchange.asmx',
  status: 401,
  userAgent: 'OC/16.0.5215 (Skype for Business)',
  signature: 'back-end-401',
};
const letIn = {
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 200,
  userAgent: 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5404; Pro)',
  signature: 'success',
};
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(100),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;

export default cause({
  id: 'addin-or-other-account',
  side: 'client',
  popups: ['credential', 'web-sign-in', 'certificate'],
  usual: 'occasional',
  says: 'The box belongs to another account, an add-in, a calendar or SharePoint, not to the Exchange mailbox.',
  toUser: {
    says: 'The box does not belong to your mailbox but to something else that runs in Outlook: another account, an add-in or a shared calendar.',
    todo: 'Tell the helpdesk which name or address stands in the box, and press Cancel meanwhile.',
  },
  signs: [
    proof('another-program-refused', {
      group: 'program',
      when: (seen) => all(otherProgramRefused(seen), outlookLetIn(seen)),
      says: (seen) =>
        `${place(refusedProgram(seen))}: ${otherProgram(refusedProgram(seen) ?? {})} was refused for this user, while Outlook itself is let in.`,
      shown: { ...searched, 'log[]': [...exampleLine(refused), ...exampleLine(letIn)] },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    fair('a-program-refused', {
      group: 'program',
      when: otherProgramRefused,
      says: (seen) =>
        `${place(refusedProgram(seen))}: ${otherProgram(refusedProgram(seen) ?? {})} was refused for this user.`,
      shown: { ...searched, 'log[]': exampleLine(refused) },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    proof('without-add-ins-gone', {
      group: 'add-ins',
      when: (seen) => seen.flag('client.addinsOffHelps'),
      says: () => 'Without add-ins it was gone.',
      shown: { 'client.addinsOffHelps': true },
      cleared: { 'client.addinsOffHelps': false },
    }),
    cures(strong, 'safe-mode-cures', addinsOff, 'In safe mode, or without add-ins, it was gone.', 'add-ins'),
    strong('the-box-names-another-account', {
      group: 'box',
      when: namesAnother,
      says: (seen) =>
        `The box names ${foreignAddress(seen) ?? 'somebody else'}, which is no address of ${seen.mailbox}.`,
      shown: { 'popup.prefilledUser': 'anna.meier@private.example' },
      cleared: { 'popup.prefilledUser': 'anna@contoso.example' },
    }),
    leafSign(
      strong,
      'a-foreign-host',
      'popup.hostIs',
      ['foreign'],
      'namespace',
      (seen) => `The box names ${seen.text('popup.host') ?? 'a host'}, which is no server of ours.`,
      'box',
    ),
    strong('the-words-name-something-else', {
      group: 'box',
      when: wordsOfAnother,
      says: (seen) =>
        `The words name something else than Exchange: ${seen.text('popup.text') ?? seen.text('popup.host') ?? seen.text('popup.afterCancelText')}.`,
      shown: { 'popup.text': 'Connect to sharepoint.contoso.example' },
      cleared: { 'popup.text': 'Enter network password' },
    }),
    fair('several-accounts', {
      when: severalAccounts,
      says: (seen) => `The profile holds ${seen.number('client.accounts')} accounts.`,
      shown: { 'client.accounts': 2 },
      cleared: { 'client.accounts': 1 },
    }),
    fair('other-programs', {
      when: (seen) => {
        const list = seen.list('client.otherMapiPrograms');
        return list === undefined ? undefined : list.length > 0;
      },
      says: (seen) =>
        `Other programs use the mailbox: ${names(seen.list('client.otherMapiPrograms') ?? [])}.`,
      shown: { 'client.otherMapiPrograms': ['Skype for Business'] },
      cleared: { 'client.otherMapiPrograms': [] },
    }),
    fair('cancel-changes-nothing', {
      when: (seen) => any(seen.is('popup.afterCancel', 'nothing'), everyRowStands(seen)),
      says: () => 'Outlook itself is connected, and goes on working after Cancel.',
      shown: { 'popup.afterCancel': 'nothing' },
      cleared: {
        'popup.afterCancel': 'failed',
        'connections[]': [{ type: 'mail', status: 'Disconnected', failures: 4 }],
      },
    }),
    listSign(
      weak,
      'after-an-update',
      'timeline.after',
      ['client-update', 'computer-change', 'os-update'],
      'own-move',
      (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
    ),
    weak('one-pc', {
      when: (seen) =>
        any(
          seen.flag('scope.otherPcWorks'),
          seen.is('scope.affected', 'one-pc'),
          not(seen.flag('scope.otherUserOnThisPcWorks')),
        ),
      says: () => 'It stays with this PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'all', 'scope.otherUserOnThisPcWorks': true },
    }),
    leafSign(weak, 'web-mail-works', 'scope.webmailWorks', [true], false, 'Web mail works.'),
    inVain(against.strong, 'safe-mode-in-vain', addinsOff, 'In safe mode, without add-ins, it went on.'),
    against.strong('autodiscover-asks-the-cloud', {
      when: (seen) =>
        any(
          seen.is('client.autodiscoverFirst', 'office365'),
          seen.has('timeline.after', 'cloud-domain-added'),
        ),
      says: () => 'Autodiscover asks the cloud first, or the mail domain was added there lately.',
      shown: { 'client.autodiscoverFirst': 'office365' },
      cleared: { 'client.autodiscoverFirst': 'scp', 'timeline.after': ['client-update'] },
    }),
    listSign(
      against.fair,
      'the-box-is-of-exchange',
      'popup.belongsTo',
      ['mail', 'directory', 'public-folders', 'other-mailbox', 'autodiscover', 'offline-address-book'],
      'other',
      (seen) => `The box belongs to Exchange (${names(seen.list('popup.belongsTo') ?? [])}).`,
    ),
    leafSign(
      against.fair,
      'the-box-is-ours',
      'popup.hostIs',
      ['namespace', 'own-server', 'other-exchange-server'],
      'foreign',
      (seen) => `The box names a server of ours (${seen.text('popup.hostIs')}).`,
    ),
    leafSign(
      against.fair,
      'ends-on-another-way',
      'scope.directWorks',
      [true],
      false,
      'Straight to the server it is gone, where an add-in or another account would go on asking.',
    ),
    leafSign(
      against.fair,
      'outlook-is-not-connected',
      'popup.statusBar',
      ['need-password', 'disconnected'],
      'trying-to-connect',
      (seen) => `Outlook itself waits: its status bar says ${seen.text('popup.statusBar')}.`,
    ),
    cures(
      against.strong,
      'mended-otherwise',
      [
        'remove-secondary',
        'automapping-off',
        'public-folders-off',
        'change-password',
        'unlock',
        'recycle-autodiscover',
        'recycle-mapi',
      ],
      'Something of Exchange ended it.',
    ),
    leafSign(
      against.fair,
      'many-people',
      'scope.affected',
      ['all', 'moved-only', 'one-database', 'one-path', 'all-on-one-version'],
      'one-pc',
      (seen) => `Many people see it (${seen.text('scope.affected')}), whatever runs in their Outlook.`,
    ),
  ],
  remedies: ['find-asking-program'],
  meanwhile: [
    'Press Cancel; the mailbox goes on working.',
    'Do not type the company password into a box that names a host you do not know.',
    'Do not create a new profile before it is known which program asks.',
  ],
  sources: [
    'Microsoft, "Open Office apps in safe mode"',
    'azure365pro.com, causes of Outlook credential prompts',
  ],
});
