import {
  against,
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
import { either } from '../readings/mailbox.ts';
import { hostOf } from '../readings/servers.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';

const remote = (seen: Seen): Truth =>
  either(seen.is('mailbox.kind', 'remote'), seen.is('mailbox.exchange', 'online'));
const cloud =
  /(^|\.)(outlook\.com|office365\.com|office\.com|microsoftonline\.com|microsoft\.com|live\.com|windows\.net)$/i;
const isCloud = (place: string | undefined): Truth =>
  place === undefined || place === '' ? undefined : cloud.test(hostOf(place));
const cloudHost = (seen: Seen): Truth => isCloud(seen.text('popup.host'));
const cloudRow = (seen: Seen): Truth => {
  const rows = seen.elements('connections').filter(({ value }) => value.type === 'mail');
  return any(
    isCloud(seen.text('client.proxyServer')),
    ...rows.flatMap(({ value }) =>
      [value.server, value.proxy].map((host) => (typeof host === 'string' ? isCloud(host) : undefined)),
    ),
  );
};
/** Something that she opens and that is still on premises, and so asks by itself. */
const onPremises = (seen: Seen): Truth =>
  any(
    seen.is('publicFolders.where', '2007', '2010', '2013+', 'on-premises'),
    seen.some('secondary', (address) =>
      seen.is(`secondary[${address}].exchange`, '2007', '2010', '2013', '2016', '2019', 'legacy'),
    ),
  );

export default cause({
  id: 'mailbox-in-cloud',
  side: 'account',
  popups: ['credential', 'web-sign-in', 'need-password', 'restart', 'allow-website', 'disconnected'],
  usual: 'occasional',
  says: 'The mailbox is in Exchange Online: the sign-in belongs to the cloud, not to the Exchange servers here.',
  toUser: {
    says: 'Your mailbox is in the cloud, not on our own servers, and the box comes from there.',
    todo: 'Sign in with your full e-mail address; if that is refused, call the helpdesk for your cloud account.',
  },
  signs: [
    must('remote', {
      when: remote,
      says: (seen) =>
        remote(seen) === true
          ? `${seen.mailbox} is a remote mailbox, in Exchange Online.`
          : `${seen.mailbox} is here, on Exchange ${seen.text('mailbox.exchange') ?? 'on premises'}.`,
      shown: { 'mailbox.kind': 'remote' },
      cleared: { 'mailbox.kind': 'user', 'mailbox.exchange': '2016' },
    }),
    must(
      'asks',
      oneOfTheseBoxes(
        ['credential', 'web-sign-in', 'need-password', 'restart', 'allow-website', 'disconnected'],
        'certificate',
      ),
    ),
    proof('directory-says-remote', {
      group: 'remote',
      when: remote,
      says: (seen) =>
        `The directory says: ${seen.text('mailbox.kind') ?? 'mailbox'}, Exchange ${seen.text('mailbox.exchange') ?? 'Online'}.`,
      shown: { 'mailbox.kind': { value: 'remote', from: 'directory' } },
      cleared: { 'mailbox.kind': 'user', 'mailbox.exchange': '2016' },
    }),
    strong('the-box-is-of-the-cloud', {
      group: 'box',
      when: cloudHost,
      says: (seen) => `The box names ${seen.text('popup.host')}.`,
      shown: { 'popup.host': 'outlook.office365.com' },
      cleared: { 'popup.host': 'mail.contoso.example' },
    }),
    leafSign(
      fair,
      'a-web-page-asks',
      'popup.kind',
      ['web-sign-in'],
      'credential',
      'A web page asks, as the cloud does; Exchange here shows a Windows box.',
      'box',
    ),
    leafSign(
      fair,
      'a-foreign-host',
      'popup.hostIs',
      ['foreign'],
      'namespace',
      'The box names a host that is not ours.',
      'box',
    ),
    fair('connects-to-the-cloud', {
      when: cloudRow,
      says: () => 'Outlook connects to Exchange Online.',
      shown: { 'client.proxyServer': 'outlook.office365.com' },
      cleared: { 'client.proxyServer': 'mail.contoso.example' },
    }),
    listSign(
      fair,
      'after-the-move-there',
      'timeline.after',
      ['own-move'],
      'password-change',
      'It began with the move.',
    ),
    weak('others-here-are-well', {
      when: (seen) => seen.is('scope.affected', 'moved-only', 'one-user', 'some'),
      says: (seen) => `Not everybody sees it (${seen.text('scope.affected')}).`,
      shown: { 'scope.affected': 'moved-only' },
      cleared: { 'scope.affected': 'all' },
    }),
    leafSign(
      against.strong,
      'the-box-is-ours',
      'popup.hostIs',
      ['namespace', 'own-server', 'other-exchange-server'],
      'foreign',
      (seen) => `The box names a server of ours (${seen.text('popup.hostIs')}).`,
    ),
    against.fair('opens-what-is-on-premises', {
      when: onPremises,
      says: () =>
        'Public folders or another mailbox that are opened are still on premises, and may be what asks.',
      shown: { 'publicFolders.where': 'on-premises' },
      cleared: { 'publicFolders.where': 'online', secondary: [] },
    }),
    cures(
      against.strong,
      'ends-without-what-is-here',
      ['public-folders-off', 'remove-secondary', 'automapping-off'],
      'Without public folders or the other mailbox it was gone.',
    ),
    against.weak('not-hybrid', {
      when: (seen) => not(seen.flag('org.hybrid')),
      says: () => 'The organisation is not connected to the cloud.',
      shown: { 'org.hybrid': false },
      cleared: { 'org.hybrid': true },
    }),
  ],
  remedies: ['sign-in-to-the-cloud'],
  meanwhile: [
    'Do not change anything on the Exchange servers here: they do not hold this mailbox.',
    'Do not type the password into a page whose address is not Microsoft’s or our own sign-in service’s.',
  ],
  sources: [
    'Microsoft, msExchRecipientTypeDetails (remote mailboxes)',
    'Microsoft, "Exchange Server hybrid deployments"',
  ],
});
