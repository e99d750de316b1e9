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
import { deniedHer, deniedWhere, protocolDisabled } from '../readings/denied-mailbox.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { either } from '../readings/mailbox.ts';
import { names } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, helps } from '../readings/tries.ts';
import { manyPeople } from '../readings/who-sees-it.ts';

const noMapi = (seen: Seen): Truth => not(seen.flag('mailbox.mapiEnabled'));
const noMapiHttp = (seen: Seen): Truth => seen.is('mailbox.mapiHttp', 'off');
/** On for the mailbox, off for the organisation: archives break (Exchange release notes, field notes 18). */
const onAgainstOrganisation = (seen: Seen): Truth =>
  all(seen.is('mailbox.mapiHttp', 'on'), not(seen.flag('org.mapiHttp')));
const noOutlookAnywhere = (seen: Seen): Truth => seen.has('mailbox.blocks', 'rpc-http');
/** The organisation's switch alone says nothing against a setting of the mailbox that nobody read. */
const switchedOff = (seen: Seen): Truth =>
  onAgainstOrganisation(seen) === true
    ? true
    : either(noMapi(seen), noMapiHttp(seen), noOutlookAnywhere(seen));
/** The transport that is left does not work, or is not there either. */
const restFails = (seen: Seen): Truth =>
  any(
    all(noMapiHttp(seen), any(noOutlookAnywhere(seen), outlookAnywhereFails(seen))),
    all(noOutlookAnywhere(seen), not(seen.flag('org.mapiHttp'))),
  );
const outlookAnywhereFails = (seen: Seen): Truth => {
  const rows = seen.elements('connections').filter(({ value }) => value.protocol === 'RPC/HTTP');
  return rows.length === 0
    ? seen.some('outlookAnywhere', (key) => not(seen.flag(`outlookAnywhere[${key}].echo`)))
    : rows.some(
        ({ value }) =>
          Number(value.failures ?? 0) > 0 || /disconnected|fail/i.test(String(value.status ?? '')),
      );
};
const says = (seen: Seen): string =>
  noMapi(seen) === true
    ? `MAPI is switched off for ${seen.mailbox}.`
    : noMapiHttp(seen) === true
      ? `MAPI/HTTP is switched off for ${seen.mailbox}.`
      : onAgainstOrganisation(seen) === true
        ? `MAPI/HTTP is on for ${seen.mailbox} and off for the organisation.`
        : `Outlook Anywhere is blocked for ${seen.mailbox} (${names(seen.list('mailbox.blocks') ?? [])}).`;
const line = exampleLine({ server: 'ex16a', log: 'mapi-http', returnCode: 2008, text: 'ProtocolDisabled' });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/mapi-http].from': hoursBefore(100),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
} as const;
const well = { 'mailbox.mapiEnabled': true, 'mailbox.mapiHttp': 'inherit', 'mailbox.blocks': [] } as const;

export default cause({
  id: 'mapi-disabled',
  side: 'account',
  popups: ['disconnected', 'credential', 'need-password', 'restart', 'temporary-mailbox'],
  usual: 'occasional',
  says: "The mailbox's own protocol settings switch MAPI off, or the transport that Outlook would use.",
  toUser: {
    says: 'Outlook is switched off for your mailbox, or the way it connects is. Web mail is not.',
    todo: 'Use web mail; the mail team switches it on.',
  },
  signs: [
    must('switched-off', {
      when: switchedOff,
      says: (seen) =>
        switchedOff(seen) === true ? says(seen) : `No protocol is switched off for ${seen.mailbox}.`,
      shown: { 'mailbox.mapiEnabled': false },
      cleared: well,
    }),
    // Outlook has no other way to a mailbox of Exchange.
    proof('no-mapi-at-all', {
      group: 'setting',
      when: noMapi,
      says,
      shown: { 'mailbox.mapiEnabled': { value: false, from: 'directory' } },
      cleared: { 'mailbox.mapiEnabled': true },
    }),
    proof('off-and-turned-away', {
      group: 'setting',
      when: (seen) => all(switchedOff(seen), deniedHer(seen, protocolDisabled)),
      says: (seen) =>
        `${says(seen)} ${deniedWhere(seen, protocolDisabled)}: a session of this user was turned away for it.`,
      shown: { 'mailbox.mapiHttp': 'off', ...searched, 'log[]': line },
      cleared: { ...well, ...searched, 'log[]': harmlessLine },
    }),
    strong('what-is-left-fails', {
      group: 'setting',
      when: restFails,
      says: (seen) => `${says(seen)} What is left, fails.`,
      shown: {
        'mailbox.mapiHttp': 'off',
        'connections[]': [{ type: 'mail', protocol: 'RPC/HTTP', status: 'Disconnected', failures: 7 }],
      },
      cleared: { ...well, 'org.mapiHttp': true },
    }),
    strong('on-against-the-organisation', {
      group: 'setting',
      when: (seen) =>
        all(
          onAgainstOrganisation(seen),
          seen.some('secondary', (address) => seen.is(`secondary[${address}].kind`, 'archive')),
        ),
      says: (seen) => `${says(seen)} So its archive cannot be opened.`,
      shown: {
        'mailbox.mapiHttp': 'on',
        'org.mapiHttp': false,
        'secondary[anna.archive@contoso.example].kind': 'archive',
      },
      cleared: well,
    }),
    fair('a-transport-is-off', {
      group: 'setting',
      when: (seen) => either(noMapiHttp(seen), onAgainstOrganisation(seen), noOutlookAnywhere(seen)),
      says,
      shown: { 'mailbox.mapiHttp': 'off' },
      cleared: well,
    }),
    cures(
      strong,
      'another-transport-cures',
      ['mapi-http-off-client'],
      'With MAPI/HTTP off on the PC it was gone: that transport is what the mailbox does not have.',
    ),
    listSign(
      fair,
      'after-a-switch',
      'timeline.after',
      ['directory-edit', 'protocol-switch', 'account-created', 'policy-change'],
      'password-change',
      (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
    ),
    fair('web-mail-works-outlook-nowhere', {
      when: (seen) =>
        all(
          any(seen.flag('scope.webmailWorks'), seen.flag('scope.phoneWorks')),
          not(seen.flag('scope.otherPcWorks')),
        ),
      says: () => 'Web mail or the phone works, and Outlook works on no PC.',
      shown: { 'scope.webmailWorks': true, 'scope.otherPcWorks': false },
      cleared: { 'scope.webmailWorks': true, 'scope.otherPcWorks': true, 'scope.phoneWorks': false },
    }),
    leafSign(weak, 'one-user', 'scope.affected', ['one-user'], 'all', 'One person alone sees it.'),
    leafSign(
      against.strong,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted'],
      'refused',
      'The box takes the password, and Outlook works.',
    ),
    against.strong('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'Outlook works for the same mailbox on another PC.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-user' },
    }),
    helps(
      against.strong,
      'mended-on-the-pc',
      ['new-profile', 'clear-credentials', 'change-password', 'unlock'],
      'Something done on the PC or with the password helped.',
    ),
    manyPeople(against.fair, 'the setting stands on one mailbox'),
  ],
  remedies: ['enable-mapi', 'set-mailbox-mapi-http', 'set-organization-mapi-http'],
  meanwhile: ['Use web mail.', 'Do not create a new profile: the setting is on the mailbox.'],
  sources: [
    'Microsoft KB2996728 (MAPI disabled on a mailbox)',
    'Microsoft KB3132711 (protocolSettings kept when a mailbox is enabled again)',
    'Microsoft, Set-CASMailbox',
    '[MS-OXCDATA] 2.4 (ecProtocolDisabled)',
  ],
});
