import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import {
  asksInTheBackground,
  assignedBook,
  handedOut,
  misfit,
  misfits,
  someMisfit,
} from '../readings/address-book-url.ts';
import { boxHost, mailDomain, oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, tried } from '../readings/mailbox.ts';
import { names, place, statuses } from '../readings/sentences.ts';
import { everyFrontEnd, hostOf, isLegacyHost, withoutLegacy } from '../readings/servers.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password', 'certificate'];
const at = 'autodiscover[autodiscover.contoso.example@ex16a]';
const wrong = {
  'mailbox.exchange': '2016',
  'servers[ex10a].exchange': '2010',
  [`${at}.exchOabUrl`]: 'https://ex10a.corp.local/OAB/5c3f1d52/',
} as const;
const right = {
  'mailbox.exchange': '2016',
  'servers[mail].exchange': '2016',
  [`${at}.exchOabUrl`]: 'https://mail.contoso.example/OAB/5c3f1d52/',
} as const;
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(96),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const refused = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/oab/5c3f1d52/oab.xml',
  status: 401,
  signature: 'back-end-401',
});

/** Whether a line is a request of hers for the address book that failed, and no mere challenge. */
const failed = (seen: Seen, line: ElementValue): Truth => {
  if (!/^\/oab/i.test(textOf(line, 'stem') ?? '')) return false;
  const signature = textOf(line, 'signature');
  const status = numberOf(line, 'status') ?? 0;
  if (signature === 'challenge' || signature === 'success') return false;
  if (!(status === 401 ? signature !== undefined : [403, 404, 500, 502].includes(status))) return false;
  const when = writtenAt(line);
  return all(isAboutHer(seen, line), when === undefined ? undefined : when > seen.now - 3 * day);
};
/** A server's own name whose version nobody told may be that of an older one. */
const everyHostKnown = (seen: Seen): boolean =>
  handedOut(seen).every(({ url }) => {
    const host = hostOf(url).toLowerCase();
    return url === '' || isLegacyHost(seen, host) !== undefined || host.endsWith(mailDomain(seen));
  });
const lately = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - 3 * day);
const describe = (seen: Seen): string =>
  names(
    misfits(seen).map(
      (one) => `the address-book URL handed out by ${one.type} (${one.url || 'none'}) ${misfit(seen, one)}`,
    ),
  );

export default cause({
  id: 'oab-url-coexistence',
  side: 'moves',
  popups: boxes,
  usual: 'rare',
  says: 'Autodiscover hands out an address-book (OAB) URL that does not suit the client: missing, of the old version, or the outer one inside.',
  toUser: {
    says: 'Outlook asks for a password when it fetches the address book, because it was given an address that does not suit it. Your mail is fine.',
    todo: 'Press Cancel: mail goes on, only the offline address book waits.',
  },
  signs: [
    must('fitting-box', oneOfTheseBoxes(boxes, 'restart')),
    proof('own-request-fails-there', {
      group: 'url',
      when: (seen) =>
        all(
          someMisfit(seen),
          seen.someElement('log', (line) => failed(seen, line), lately(seen)),
        ),
      says: (seen) => {
        const line = firstLine(seen, (one) => failed(seen, one));
        return `${place(line)}: this user's request for the address book failed (${statuses(line)}), and ${describe(seen)}.`;
      },
      shown: { ...wrong, ...searched, 'log[]': refused },
      cleared: { ...right, ...searched, 'log[]': harmlessLine },
    }),
    strong('url-does-not-suit-and-the-book-fails', {
      group: 'url',
      when: (seen) =>
        all(
          someMisfit(seen),
          any(seen.flag('client.addressBookFails'), seen.has('popup.belongsTo', 'offline-address-book')),
        ),
      says: (seen) => `The address book fails, and of what Autodiscover says, ${describe(seen)}.`,
      shown: { ...wrong, 'client.addressBookFails': true },
      cleared: { ...right, 'client.addressBookFails': true },
    }),
    // An address alone that does not suit is met by many who never see a box for it.
    fair('url-does-not-suit', {
      group: 'url',
      when: someMisfit,
      says: (seen) => `Of what Autodiscover says, ${describe(seen)}.`,
      shown: wrong,
      cleared: right,
    }),
    fair('checked-wrong', {
      group: 'url',
      ...leafIs('checked[urls].result', ['wrong'], 'The URLs were looked over and are wrong.', 'right'),
    }),
    strong('box-names-that-host', {
      group: 'box',
      when: (seen) => {
        const host = boxHost(seen);
        const hosts = misfits(seen).map(({ url }) => hostOf(url).toLowerCase());
        return host === undefined || handedOut(seen).length === 0 ? undefined : hosts.includes(host);
      },
      says: (seen) => `The box names ${boxHost(seen)}, the host of the address-book URL.`,
      shown: { ...wrong, 'popup.host': 'ex10a.corp.local' },
      cleared: { ...wrong, 'popup.host': 'mail.contoso.example' },
    }),
    strong('box-is-of-the-address-book', {
      group: 'box',
      ...listNames(
        'popup.belongsTo',
        ['offline-address-book'],
        'The box comes when Outlook fetches the address book.',
        'mail',
      ),
    }),
    strong('own-request-fails', {
      group: 'request',
      when: (seen) => seen.someElement('log', (line) => failed(seen, line), lately(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => failed(seen, one));
        return `${place(line)}: this user's request for the address book failed (${statuses(line)}).`;
      },
      shown: { ...searched, 'log[]': refused },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    cures(strong, 'url-change-cures', ['url-change'], 'Another URL ended it.'),
    risk('no-address-book-assigned', {
      group: 'url',
      when: (seen) => {
        const book = assignedBook(seen);
        return book === undefined ? undefined : book === '';
      },
      says: (seen) =>
        `The database ${seen.text('mailbox.database') ?? seen.keys('databases')[0]} names no offline address book.`,
      shown: { 'mailbox.database': 'db1', 'databases[db1].offlineAddressBook': '' },
      cleared: {
        'mailbox.database': 'db1',
        'databases[db1].offlineAddressBook': 'Default Offline Address Book',
      },
    }),
    fair(
      'address-book-fails',
      flagIs('client.addressBookFails', true, 'The address book fails while mail works.'),
    ),
    weak(
      'cached-mode',
      flagIs(
        'client.cachedMode',
        true,
        'Outlook works in cached mode, so it fetches the offline address book.',
      ),
    ),
    asksInTheBackground,
    fair('comes-while-mail-works', {
      when: (seen) => {
        const mail = seen.elements('connections').filter(({ value }) => value.type === 'mail');
        return mail.length === 0
          ? undefined
          : mail.every(({ value }) => /established|verbunden|hergestellt/i.test(String(value.status ?? '')));
      },
      says: () => 'Connection Status shows mail established while the box stands.',
      shown: { 'connections[]': [{ type: 'mail', protocol: 'HTTP', status: 'Established' }] },
      cleared: { 'connections[]': [{ type: 'mail', protocol: 'HTTP', status: 'Disconnected' }] },
    }),
    weak(
      'began-with-servers',
      listNames(
        'timeline.after',
        ['new-server', 'namespace-change', 'own-move'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    ),
    against.strong('url-suits', {
      when: (seen) => all(not(someMisfit(seen)), everyHostKnown(seen) || undefined),
      says: (seen) =>
        `Autodiscover hands out ${names([...new Set(handedOut(seen).map(({ url }) => url || 'no URL'))])} for the address book, which suits.`,
      shown: right,
      cleared: wrong,
    }),
    against.strong(
      'online-mode',
      flagIs('client.cachedMode', false, 'Outlook works online and fetches no offline address book.'),
    ),
    inVain(against.strong, 'url-change-in-vain', ['url-change'], 'Another URL changed nothing.'),
    against.strong('no-legacy-exchange', {
      when: (seen) => all(withoutLegacy(seen), someMisfit(seen) !== true),
      says: () => 'No Exchange 2010 or 2007 stands beside the newer servers.',
      shown: { 'org.versions': ['2016'], 'servers[ex16a].exchange': '2016' },
      cleared: { 'org.versions': ['2010', '2016'] },
    }),
    against.fair('box-belongs-elsewhere', {
      when: (seen) => {
        const of = seen.list('popup.belongsTo');
        return of === undefined || of.length === 0 ? undefined : !of.includes('offline-address-book');
      },
      says: (seen) => `The box belongs to ${names(seen.list('popup.belongsTo') ?? [])}.`,
      shown: { 'popup.belongsTo': ['mail'] },
      cleared: { 'popup.belongsTo': ['offline-address-book'] },
    }),
    against.fair('new-profile-helps', {
      when: (seen) => tried(seen, ['new-profile'], 'cured'),
      says: () => 'A new profile cured it; it is given the same URL.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'nothing' }] },
    }),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; Autodiscover hands every PC the same URL.'),
    ),
  ],
  remedies: ['correct-oab-url'],
  meanwhile: [
    'Press Cancel; names are found online.',
    'Do not switch cached mode off for everybody: that loads the servers.',
  ],
  sources: ['Microsoft KB3047178 (OAB URL in coexistence)', 'Microsoft, Set-OabVirtualDirectory'],
});
