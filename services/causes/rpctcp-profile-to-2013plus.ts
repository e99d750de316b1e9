import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  reading,
  type Seen,
  strong,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { arrayName, leadsToModern, speaksRpcTcp } from '../readings/client-names.ts';
import { comesAgain, firstPopup, legacyVersions, moved, onModernExchange } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['restart', 'disconnected', 'credential', 'need-password'];
const renamed = ['namespace-change', 'dns-change'];
const database = {
  'mailbox.exchange': '2010',
  'mailbox.database': 'db2010',
  'databases[db2010].rpcClientAccessServer': 'outlook.contoso.example',
} as const;
const toNewServers = { 'mapi[outlook.contoso.example@vip/emsmdb].anonymousStatus': 401 };
const toOldServers = { 'mapi[outlook.contoso.example@vip/emsmdb].anonymousStatus': 404 };

const arrayLeadsToModern = reading((seen: Seen) => {
  const name = arrayName(seen);
  return name === undefined ? undefined : leadsToModern(seen, name);
});
const frontEndIsModern = (seen: Seen) =>
  any(seen.is('path.frontEnd', '2013', '2016', '2019'), arrayLeadsToModern(seen));

const noPassword = (seen: Seen) => {
  const first = firstPopup(seen);
  return first === undefined ? undefined : first === 'restart' || first === 'disconnected';
};

export default cause({
  id: 'rpctcp-profile-to-2013plus',
  side: 'moves',
  // A password box may follow, where the names lead to Outlook Anywhere; it is not what this shows first.
  popups: ['restart', 'disconnected'],
  usual: 'occasional',
  says: 'Outlook profiles still speak RPC/TCP to a name that now leads to Exchange 2013 or later, which serves no RPC/TCP: Outlook asks for a restart for ever.',
  toUser: {
    says: 'Outlook uses an old way to reach our mail server, and the name it uses now leads to new servers that no longer know that way. Your mailbox is fine.',
    todo: 'Nothing to do: use web mail until we have put the name right; another restart does not help.',
  },
  signs: [
    must('restart-or-disconnected', oneOfTheseBoxes(boxes, 'certificate')),
    proof('array-name-leads-to-new-servers', {
      group: 'name',
      when: (seen) => all(seen.is('mailbox.exchange', ...legacyVersions), arrayLeadsToModern(seen)),
      says: (seen) =>
        `${arrayName(seen)} is the name by which ${seen.mailbox} on Exchange ${seen.text('mailbox.exchange')} is reached over RPC/TCP, and it leads to Exchange 2013 or later.`,
      shown: { ...database, ...toNewServers },
      cleared: { ...database, ...toOldServers },
    }),
    strong('speaks-rpc-tcp-to-new-servers', {
      group: 'protocol',
      when: (seen) =>
        all(
          speaksRpcTcp(seen),
          any(frontEndIsModern(seen), ...renamed.map((one) => seen.has('timeline.after', one))),
        ),
      says: () => 'Outlook connects by RPC/TCP, and the names that it knows lead to newer servers.',
      shown: { 'client.protocol': 'RPC/TCP', 'path.frontEnd': '2016' },
      cleared: { 'client.protocol': 'HTTP', 'path.frontEnd': '2016' },
    }),
    // RPC/TCP alone is how Outlook reached 2010 for years.
    weak('speaks-rpc-tcp', {
      group: 'protocol',
      when: (seen) => speaksRpcTcp(seen),
      says: () => 'Outlook connects by RPC/TCP.',
      shown: { 'client.protocol': 'RPC/TCP' },
      cleared: { 'client.protocol': 'HTTP' },
    }),
    strong('names-were-moved', {
      group: 'change',
      when: (seen) =>
        all(
          noPassword(seen),
          any(
            seen.has('timeline.after', 'namespace-change'),
            all(seen.has('timeline.after', 'dns-change'), frontEndIsModern(seen)),
          ),
        ),
      says: () =>
        'It asks for a restart, or stays disconnected, since the client names were led to the newer servers.',
      shown: { 'popup.kind': 'restart', 'timeline.after': ['namespace-change'] },
      cleared: { 'popup.kind': 'restart', 'timeline.after': ['password-change'] },
    }),
    fair('names-changed', {
      group: 'change',
      ...listNames(
        'timeline.after',
        renamed,
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    }),
    weak('devices-or-servers-changed', {
      group: 'change',
      ...listNames(
        'timeline.after',
        ['gateway-change', 'new-server'],
        (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
        'password-change',
      ),
    }),
    strong('profile-names-the-common-name', {
      group: 'profile',
      ...leafIs(
        'client.profileServerIs',
        ['namespace'],
        (seen) =>
          `The profile names ${seen.text('client.profileServer') ?? 'the common name'} as its server.`,
        'guid',
      ),
    }),
    strong('restart-for-ever', {
      when: (seen) => {
        const first = firstPopup(seen);
        return all(comesAgain(seen), first === undefined ? undefined : first === 'restart');
      },
      says: (seen) => `It asks for a restart again and again (${seen.text('timeline.pattern')}).`,
      shown: { 'timeline.pattern': 'every-start', 'popup.kind': 'restart' },
      cleared: { 'timeline.pattern': 'once', 'popup.kind': 'restart' },
    }),
    weak(
      'everybody',
      leafIs(
        'scope.affected',
        ['all', 'all-on-one-version', 'one-site', 'some'],
        (seen) => `Many people see it at once (${seen.text('scope.affected')}).`,
        'one-user',
      ),
    ),
    fair(
      'only-what-is-on-2010',
      listNames(
        'scope.only',
        ['mailbox:2010', 'protocol:RPC/TCP'],
        (seen) => `Only some see it: ${names(seen.list('scope.only') ?? [])}.`,
        'mailbox:2016',
      ),
    ),
    weak(
      'mailbox-on-legacy',
      leafIs(
        'mailbox.exchange',
        legacyVersions,
        (seen) =>
          `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}, which Outlook may reach over RPC/TCP.`,
        '2016',
      ),
    ),
    fair('leads-to-new-servers', {
      group: 'name',
      when: frontEndIsModern,
      says: (seen) =>
        `${arrayName(seen) ?? 'The name that clients use'} leads to Exchange ${seen.text('path.frontEnd') ?? '2013 or later'}.`,
      shown: { 'path.frontEnd': '2016' },
      cleared: { 'path.frontEnd': '2010', ...database, ...toOldServers },
    }),
    cures(
      strong,
      'old-name-cures',
      ['dns-change', 'hosts-file', 'url-change'],
      'Leading the name back to the old servers, or giving the array its own, ended it.',
    ),
    against.strong('speaks-http', {
      when: (seen) => not(speaksRpcTcp(seen)),
      says: (seen) => `Outlook connects by ${seen.text('client.protocol') ?? 'HTTP'}, not by RPC/TCP.`,
      shown: { 'client.protocol': 'HTTP' },
      cleared: { 'client.protocol': 'RPC/TCP' },
    }),
    against.strong('array-name-leads-to-old-servers', {
      when: (seen) => not(arrayLeadsToModern(seen)),
      says: (seen) => `${arrayName(seen)} still leads to Exchange 2010.`,
      shown: { ...database, ...toOldServers },
      cleared: { ...database, ...toNewServers },
    }),
    against.strong(
      'inside-is-well',
      flagIs('scope.insideWorks', true, 'Inside, where RPC/TCP is spoken, it works.'),
    ),
    against.fair('mailbox-on-new-servers', {
      when: (seen) => all(onModernExchange(seen), speaksRpcTcp(seen) !== true),
      says: (seen) =>
        `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}, which Outlook reaches by HTTP.`,
      shown: { 'mailbox.exchange': '2016' },
      cleared: { 'mailbox.exchange': '2010' },
    }),
    against.strong(
      'came-once',
      leafIs(
        'timeline.pattern',
        ['once'],
        'It came once; a name that leads wrong asks at every start.',
        'every-start',
      ),
    ),
    against.fair('own-move', {
      when: (seen) => all(moved(seen), seen.is('scope.affected', 'one-user', 'moved-only')),
      says: (seen) => `Only moved mailboxes see it, and ${seen.mailbox} was moved.`,
      shown: { 'mailbox.moved': true, 'scope.affected': 'moved-only' },
      cleared: { 'mailbox.moved': true, 'scope.affected': 'all' },
    }),
    against.strong(
      'only-outside',
      listNames(
        'scope.only',
        ['not-domain-joined', 'through:vpn'],
        'Only PCs outside see it, which never speak RPC/TCP.',
        'domain-joined',
      ),
    ),
    inVain(
      against.strong,
      'names-in-vain',
      ['hosts-file', 'dns-change'],
      'Leading the name elsewhere changed nothing.',
    ),
    against.fair(
      'one-person-only',
      leafIs(
        'scope.affected',
        ['one-user'],
        'One person alone sees it; a name that leads wrong meets everybody who uses it.',
        'all',
      ),
    ),
    cures(
      against.strong,
      'an-update-cures',
      ['client-update'],
      'An update of Outlook ended it; the name leads where it did.',
    ),
    against.fair('follows-the-pc', followsThePc('It follows the PC or its profile, not the name.')),
  ],
  remedies: ['separate-array-name', 'repair-outlook-profile'],
  meanwhile: [
    'Use web mail; do not restart Outlook again and again.',
    'Do not move the mailbox in haste: others with the same name see it too.',
  ],
  sources: [
    'ollischer.com, "Ambiguous CAS array URL"',
    'msxfaq.de, Outlook restart',
    'Microsoft, "Outlook displays Disconnected in the status bar"',
  ],
});
