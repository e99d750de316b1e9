import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { wayIntoLegacyFails } from '../readings/legacy-way.ts';
import { either, legacyVersions, onModernExchange, tried } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, helps, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password', 'disconnected', 'restart'];
const rows = (seen: Seen) =>
  seen
    .elements('connections')
    .map(({ value }) => value)
    .filter(({ type }) => type === 'public-folders');
const fails = (row: Readonly<Record<string, unknown>>): boolean =>
  (typeof row.failures === 'number' && row.failures > 0) ||
  (typeof row.error === 'string' && row.error !== '') ||
  /disconnect|connecting|fail|getrennt/i.test(typeof row.status === 'string' ? row.status : '');
/** Whether she has public folders at all; what a person saw of them is enough. */
const usesFolders = (seen: Seen): Truth => {
  const told = any(
    seen.has('scope.only', 'with:public-folders') === true || undefined,
    seen.has('popup.belongsTo', 'public-folders') === true || undefined,
    rows(seen).length > 0 || undefined,
    tried(seen, ['public-folders-off'], 'cured', 'some-users') === true || undefined,
  );
  return told === true ? true : not(seen.is('publicFolders.where', 'none'));
};
/** Whether the folders live on another version or side than the mailbox, so that a pointer must lead there. */
const crossesOver = (seen: Seen): Truth => {
  const where = seen.text('publicFolders.where');
  const online = seen.is('mailbox.exchange', 'online');
  if (where === undefined || where === 'none') return undefined;
  if (where === 'on-premises') return online;
  if (where === 'online') return not(online);
  if (where === '2013+') return seen.is('mailbox.exchange', ...legacyVersions);
  return either(onModernExchange(seen), online);
};
const describe = (seen: Seen): string =>
  `public folders are on ${seen.text('publicFolders.where') ?? 'another side'}, the mailbox on Exchange ${seen.text('mailbox.exchange') ?? 'unknown'}`;
const apart = { 'publicFolders.where': '2010', 'mailbox.exchange': '2016' } as const;

export default cause({
  id: 'public-folder-coexistence',
  side: 'moves',
  otherMailboxes: true,
  popups: boxes,
  usual: 'occasional',
  says: 'The pointer or the access to public folders on another version does not work, and Outlook asks for a password when it opens them.',
  toUser: {
    says: 'Outlook asks for a password when it opens the public folders, which still live on other servers. Your own mail is fine.',
    todo: 'Press Cancel, and leave the public folders closed until we tell you.',
  },
  signs: [
    must('has-public-folders', {
      when: usesFolders,
      says: (seen) =>
        usesFolders(seen) === false
          ? 'There are no public folders.'
          : `There are public folders (${seen.text('publicFolders.where') ?? 'as told'}).`,
      shown: { 'publicFolders.where': '2010' },
      cleared: { 'publicFolders.where': 'none' },
    }),
    must('fitting-box', oneOfTheseBoxes(boxes, 'certificate')),
    proof('pointer-leads-nowhere', {
      group: 'pointer',
      when: (seen) => all(not(seen.flag('publicFolders.pointerWorks')), crossesOver(seen)),
      says: (seen) =>
        `Autodiscover for ${seen.text('publicFolders.pointer') || 'the public-folder mailbox'} gives no way that works; ${describe(seen)}.`,
      shown: {
        ...apart,
        'publicFolders.pointer': 'pf10@contoso.example',
        'publicFolders.pointerWorks': false,
      },
      cleared: { ...apart, 'publicFolders.pointerWorks': true },
    }),
    strong('pointer-said-not-to-work', {
      group: 'pointer',
      ...flagIs(
        'publicFolders.pointerWorks',
        false,
        (seen) =>
          `The pointer ${seen.text('publicFolders.pointer') || 'to the public folders'} does not work.`,
      ),
    }),
    strong('public-folder-database-missing', {
      group: 'pointer',
      when: (seen) =>
        seen.some('databases', (key) => not(seen.flag(`databases[${key}].publicFolderDatabaseFound`))),
      says: (seen) =>
        `${names(seen.keys('databases').filter((key) => seen.flag(`databases[${key}].publicFolderDatabaseFound`) === false))} names a public-folder database that is not there.`,
      shown: { 'databases[db1].publicFolderDatabaseFound': { value: false, from: 'directory' } },
      cleared: { 'databases[db1].publicFolderDatabaseFound': { value: true, from: 'directory' } },
    }),
    fair('no-pointer', {
      group: 'pointer',
      when: (seen) => {
        const pointers = seen.list('publicFolders.remoteMailboxes');
        return pointers === undefined ? undefined : all(pointers.length === 0, crossesOver(seen));
      },
      says: (seen) => `No remote public-folder mailbox is set, and ${describe(seen)}.`,
      shown: { ...apart, 'publicFolders.remoteMailboxes': [] },
      cleared: { ...apart, 'publicFolders.remoteMailboxes': ['pf10@contoso.example'] },
    }),
    fair('on-another-side', {
      group: 'pointer',
      when: crossesOver,
      says: (seen) => `The ${describe(seen)}.`,
      shown: apart,
      cleared: { 'publicFolders.where': '2013+', 'mailbox.exchange': '2016' },
    }),
    strong('public-folder-row-fails', {
      group: 'folders',
      when: (seen) => {
        const known = rows(seen);
        return known.length === 0 ? undefined : known.some(fails);
      },
      says: () => 'Connection Status shows the public-folder row failing.',
      shown: { 'connections[]': [{ type: 'public-folders', protocol: 'RPC/HTTP', failures: 3 }] },
      cleared: {
        'connections[]': [
          { type: 'public-folders', protocol: 'RPC/HTTP', failures: 0, status: 'Established' },
        ],
      },
    }),
    strong('box-is-of-public-folders', {
      group: 'folders',
      ...listNames(
        'popup.belongsTo',
        ['public-folders'],
        'The box comes when Outlook opens public folders.',
        'mail',
      ),
    }),
    strong('only-with-public-folders', {
      group: 'folders',
      ...listNames(
        'scope.only',
        ['with:public-folders'],
        'Only people with public folders see it.',
        'with:secondary',
      ),
    }),
    against.fair(
      'comes-and-goes',
      leafIs(
        'timeline.pattern',
        ['random', 'peak'],
        'It comes and goes; a wrong pointer or a missing right fails every time.',
        'constant',
      ),
    ),
    helps(strong, 'ends-without-them', ['public-folders-off'], 'Without public folders it is gone.'),
    fair('shared-mailbox-opens-them', {
      when: (seen) =>
        all(
          any(seen.has('timeline.after', 'secondary-added'), seen.has('scope.only', 'with:secondary')),
          not(seen.flag('publicFolders.clientControl')),
        ),
      says: () =>
        'A further mailbox opens public folders in its own name, which nothing limits (PublicFolderShowClientControl is off).',
      shown: { 'timeline.after': ['secondary-added'], 'publicFolders.clientControl': false },
      cleared: { 'timeline.after': ['secondary-added'], 'publicFolders.clientControl': true },
    }),
    weak('only-those-who-moved-away', {
      when: (seen) => all(seen.is('scope.affected', 'moved-only'), crossesOver(seen)),
      says: (seen) => `Only those see it who were moved away from the folders; the ${describe(seen)}.`,
      shown: { ...apart, 'scope.affected': 'moved-only' },
      cleared: { ...apart, 'scope.affected': 'all' },
    }),
    weak(
      'began-with-moves',
      listNames(
        'timeline.after',
        ['own-move', 'new-server', 'namespace-change', 'directory-edit'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    against.strong(
      'pointer-works',
      flagIs(
        'publicFolders.pointerWorks',
        true,
        (seen) =>
          `Autodiscover for ${seen.text('publicFolders.pointer') || 'the public-folder mailbox'} gives a way that works.`,
      ),
    ),
    inVain(
      against.strong,
      'goes-on-without-them',
      ['public-folders-off'],
      'Without public folders it goes on.',
    ),
    against.strong('way-to-the-old-server-fails', wayIntoLegacyFails),
    cures(against.fair, 'update-cures', ['server-update', 'os-update'], 'An update of a server ended it.'),
    against.fair('box-belongs-elsewhere', {
      when: (seen) => {
        const of = seen.list('popup.belongsTo');
        return of === undefined || of.length === 0 ? undefined : !of.includes('public-folders');
      },
      says: (seen) => `The box belongs to ${names(seen.list('popup.belongsTo') ?? [])}.`,
      shown: { 'popup.belongsTo': ['mail'] },
      cleared: { 'popup.belongsTo': ['public-folders'] },
    }),
    against.fair('mailbox-and-folders-together', {
      when: (seen) => not(crossesOver(seen)),
      says: (seen) => `The ${describe(seen)}: no pointer is needed.`,
      shown: { 'publicFolders.where': '2013+', 'mailbox.exchange': '2016' },
      cleared: apart,
    }),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; the pointer is the same for every PC.'),
    ),
    against.weak(
      'one-person-only',
      leafIs(
        'scope.affected',
        ['one-user'],
        'One person alone sees it; the pointer serves everybody.',
        'some',
      ),
    ),
  ],
  remedies: ['correct-public-folder-pointer', 'control-public-folder-connections'],
  meanwhile: [
    'Press Cancel, and remove public folders from Favourites.',
    'Do not switch PublicFolderShowClientControl on before access was granted: everybody would lose public folders.',
  ],
  sources: [
    'Microsoft, Exchange documentation on legacy public folders with mailboxes on newer servers',
    'Microsoft KB3177600',
    'OfficeDocs-Support issue 1462 (credentials asked after a shared mailbox was added)',
  ],
});
