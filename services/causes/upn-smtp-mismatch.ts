import {
  against,
  all,
  any,
  cause,
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
import { harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, textOf } from '../readings/lines.ts';
import { tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import {
  address,
  addressRefused,
  differs,
  lately,
  refusedLately,
  suffix,
  threeDays,
  typedAddress,
} from '../readings/sign-in-name.ts';
import { cures } from '../readings/tries.ts';

const other = { 'mailbox.upn': 'anna@corp.local', 'mailbox.primarySmtp': 'anna@contoso.example' } as const;
const refusedLine = [
  {
    server: 'ex16a',
    log: 'iis',
    at: hoursBefore(1),
    user: 'anna@contoso.example',
    status: 401,
    substatus: 1,
    win32: 1326,
    signature: 'bad-password',
  },
];
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
  'searched[ex16a/security].from': hoursBefore(72),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;

const onlyNewOutlook = (seen: Seen): Truth =>
  any(...['outlook:16', 'outlook:2016'].map((one) => seen.has('scope.only', one)));

export default cause({
  id: 'upn-smtp-mismatch',
  side: 'account',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'Outlook offers the e-mail address as user name, but the account signs in with another name.',
  toUser: {
    says: 'Outlook fills in your e-mail address as the user name, but your account has another sign-in name. So the right password is refused.',
    todo: 'Ask the helpdesk for your sign-in name, and type that one instead of the address.',
  },
  signs: [
    must('differs', {
      when: differs,
      says: (seen) => {
        const upn = seen.text('mailbox.upn');
        if (upn === undefined)
          return `The sign-in name was said to be ${differs(seen) === true ? 'wrong' : 'right'}.`;
        return differs(seen) === true
          ? `The account signs in as ${upn}; the address is ${address(seen)}.`
          : `The account signs in as ${upn}, which is the address.`;
      },
      shown: other,
      cleared: { ...other, 'mailbox.upn': 'Anna@Contoso.example' },
    }),
    risk('address-is-no-sign-in-name', {
      when: (seen) => all(differs(seen), not(seen.has('org.upnSuffixes', suffix(address(seen))))),
      says: (seen) =>
        `${suffix(address(seen))} is no UPN suffix of the forest: nobody can sign in with such an address.`,
      shown: { ...other, 'org.upnSuffixes': ['corp.local'] },
      cleared: { ...other, 'org.upnSuffixes': ['corp.local', 'contoso.example'] },
    }),
    risk('internal-suffix', {
      when: (seen) => {
        const upn = seen.text('mailbox.upn');
        return upn === undefined ? undefined : /\.(local|lan|internal|intern|corp)$/i.test(upn);
      },
      says: (seen) => `The sign-in name ends in an internal name: ${seen.text('mailbox.upn')}.`,
      shown: other,
      cleared: { 'mailbox.upn': 'a.meier@contoso.example' },
    }),
    proof('address-refused-as-user', {
      group: 'refused',
      when: (seen) => seen.someElement('log', refusedLately(seen), threeDays(seen)),
      says: (seen) => {
        const line = firstLine(seen, refusedLately(seen));
        return `${place(line)}: a logon as ${(line === undefined ? undefined : textOf(line, 'user')) ?? address(seen)} was refused; the account's name is ${seen.text('mailbox.upn')}.`;
      },
      shown: { ...other, ...searched, 'log[]': refusedLine },
      cleared: { ...other, 'mailbox.upn': 'anna@contoso.example', ...searched, 'log[]': refusedLine },
    }),
    strong('address-refused-undated', {
      group: 'refused',
      when: (seen) =>
        any(
          seen.someElement(
            'log',
            (line) => addressRefused(seen, line) && lately(seen, line) !== false,
            threeDays(seen),
          ),
          all(
            typedAddress(seen),
            any(seen.has('account.failedLogon', 'C0000064'), seen.has('account.failedLogon', 'C000006D')),
          ),
        ),
      says: (seen) =>
        `A logon with the address as user name (${seen.text('account.typedName') ?? address(seen)}) was refused.`,
      shown: { ...other, 'account.typedName': 'anna@contoso.example', 'account.failedLogon': ['C0000064'] },
      cleared: {
        ...other,
        ...searched,
        'log[]': harmlessLine,
        'account.typedName': 'CORP\\anna',
        'account.failedLogon': ['C000006A'],
      },
    }),
    strong('prefilled-address-refused', {
      group: 'prefilled',
      when: (seen) =>
        all(
          seen.is('popup.prefilledIs', 'address'),
          any(
            seen.is('popup.passwordAccepted', 'refused'),
            all(differs(seen), seen.is('popup.passwordAccepted', 'accepted') !== true),
          ),
        ),
      says: (seen) =>
        seen.is('popup.passwordAccepted', 'refused') === true
          ? `The box offers the address (${seen.text('popup.prefilledUser') ?? address(seen)}) as user name and refuses the right password.`
          : `The box offers the address as user name; the account signs in as ${seen.text('mailbox.upn') ?? 'another name'}.`,
      shown: { 'popup.prefilledIs': 'address', 'popup.passwordAccepted': 'refused' },
      cleared: { 'popup.prefilledIs': 'domain-user', 'popup.passwordAccepted': 'refused' },
    }),
    fair('prefilled-address', {
      group: 'prefilled',
      when: (seen) => any(seen.is('popup.prefilledIs', 'address'), typedAddress(seen)),
      says: (seen) =>
        `The box offers the address (${seen.text('popup.prefilledUser') ?? address(seen)}) as user name.`,
      shown: { 'popup.prefilledIs': 'address' },
      cleared: { 'popup.prefilledIs': 'domain-user', 'account.typedName': 'CORP\\anna' },
    }),
    strong('domain-user-works', {
      when: (seen) => seen.flag('popup.domainUserWorks'),
      says: (seen) =>
        `Typed as ${seen.text('mailbox.domain')?.split('.')[0]?.toUpperCase() ?? 'DOMAIN'}\\${seen.text('mailbox.sam') ?? 'user'}, the same password works.`,
      shown: { 'popup.domainUserWorks': true },
      cleared: { 'popup.domainUserWorks': false },
    }),
    cures(
      strong,
      'changed-name-cures',
      ['change-upn'],
      'With the sign-in name set to the address it was gone.',
    ),
    strong('only-outlook-2016-and-the-names-differ', {
      group: 'version',
      when: (seen) => all(differs(seen), onlyNewOutlook(seen)),
      says: (seen) =>
        `Only Outlook 2016 and later asks, which signs in with the address; the account signs in as ${seen.text('mailbox.upn') ?? 'another name'}.`,
      shown: { ...other, 'scope.only': ['outlook:16'] },
      cleared: { ...other, 'scope.only': ['outlook:14'] },
    }),
    fair('only-outlook-2016', {
      group: 'version',
      when: onlyNewOutlook,
      says: () =>
        'Only Outlook 2016 and later asks; it takes the address as user name where earlier ones did not.',
      shown: { 'scope.only': ['outlook:16'] },
      cleared: { 'scope.only': ['outlook:14'] },
    }),
    strong('a-new-profile-and-the-names-differ', {
      group: 'new',
      when: (seen) =>
        all(
          differs(seen),
          any(seen.flag('popup.duringProfileCreation'), seen.has('scope.only', 'new-install')),
        ),
      says: (seen) =>
        `It comes while the profile is made, where Outlook offers the address; the account signs in as ${seen.text('mailbox.upn') ?? 'another name'}.`,
      shown: { ...other, 'popup.duringProfileCreation': true },
      cleared: { ...other, 'popup.duringProfileCreation': false, 'scope.only': ['outlook:14'] },
    }),
    weak('new-profile-or-client', {
      group: 'new',
      when: (seen) =>
        any(
          seen.flag('popup.duringProfileCreation'),
          seen.has('timeline.after', 'client-update'),
          seen.has('scope.only', 'new-install'),
        ),
      says: () => 'It began with a new profile or a new Outlook, which reads the user name anew.',
      shown: { 'popup.duringProfileCreation': true },
      cleared: {
        'popup.duringProfileCreation': false,
        'timeline.after': ['password-change'],
        'scope.only': ['outlook:14'],
      },
    }),
    against.strong('another-name-prefilled', {
      when: (seen) => seen.is('popup.prefilledIs', 'upn', 'domain-user'),
      says: (seen) =>
        `The box offers ${seen.text('popup.prefilledUser') ?? 'the sign-in name'}, not the address.`,
      shown: { 'popup.prefilledIs': 'domain-user' },
      cleared: { 'popup.prefilledIs': 'address' },
    }),
    against.strong('domain-user-refused-too', {
      when: (seen) => not(seen.flag('popup.domainUserWorks')),
      says: () => 'Typed as DOMAIN\\user, the password is refused too.',
      shown: { 'popup.domainUserWorks': false },
      cleared: { 'popup.domainUserWorks': true },
    }),
    against.strong('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC with the same account.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-user' },
    }),
    against.strong('changed-name-in-vain', {
      when: (seen) =>
        any(tried(seen, ['change-upn'], 'nothing', 'worse'), seen.is('checked[upn].result', 'right')),
      says: () => 'The sign-in name was looked over or changed, and that was not it.',
      shown: { 'tried[]': [{ what: 'change-upn', result: 'nothing' }] },
      cleared: { 'tried[]': [{ what: 'change-upn', result: 'cured' }], 'checked[upn].result': 'wrong' },
    }),
    against.fair('right-name-refused', {
      when: (seen) => {
        const typed = seen.text('account.typedName')?.toLowerCase();
        const upn = seen.text('mailbox.upn')?.toLowerCase();
        if (typed === undefined || typed === '' || upn === undefined) return undefined;
        return typed === upn || typed.split('\\').at(-1) === seen.text('mailbox.sam')?.toLowerCase();
      },
      says: (seen) => `The logon that failed was for the right name, ${seen.text('account.typedName')}.`,
      shown: { ...other, 'account.typedName': 'anna@corp.local' },
      cleared: { ...other, 'account.typedName': 'anna@contoso.example' },
    }),
    strong('checked-and-wrong', {
      when: (seen) => seen.is('checked[upn].result', 'wrong'),
      says: () => 'Somebody looked the sign-in name over and found it wrong.',
      shown: { 'checked[upn].result': 'wrong' },
      cleared: { 'checked[upn].result': 'right' },
    }),
    // Where addresses and sign-in names differ, they do so for everybody.
    against.fair('many-people', {
      when: (seen) => seen.is('scope.affected', 'moved-only', 'one-path', 'one-database', 'one-site'),
      says: (seen) =>
        `It does not follow the account: affected is ${names([seen.text('scope.affected') ?? ''])}.`,
      shown: { 'scope.affected': 'one-database' },
      cleared: { 'scope.affected': 'one-user' },
    }),
  ],
  remedies: ['sign-in-with-domain-user', 'align-upn'],
  meanwhile: [
    'Type DOMAIN\\user instead of the address.',
    'Do not tick "Remember my credentials": a wrong name would be stored.',
    'Do not create a new profile.',
  ],
  sources: [
    'Microsoft KB3211279 (Outlook 2016 Autodiscover)',
    'Microsoft KB3158782 (UPN and SMTP address)',
    'stephenwagner.com, 2016-09-23',
  ],
});
