import cause from '../../../services/causes/upn-smtp-mismatch.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const bert = {
  ...healthy,
  'mailbox.upn': 'anna@corp.local',
  'org.upnSuffixes': ['corp.local', 'contoso.example'],
};
const refused = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(2),
  user: 'Anna@contoso.example',
  stem: '/autodiscover/autodiscover.xml',
  status: 401,
  substatus: 1,
  win32: 1326,
};
table(cause, {
  shows: [
    [
      'the address refused as a user name',
      { ...bert, ...lines(refused), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'in the security log by its typed name',
      {
        ...bert,
        ...lines({
          server: 'ex16a',
          log: 'security',
          at: hoursBefore(2),
          eventId: 4625,
          user: 'anna@contoso.example',
        }),
      },
      'confirmed',
    ],
    [
      'the box offers the address and refuses; DOMAIN\\user works',
      {
        ...bert,
        'popup.kind': 'credential',
        'popup.prefilledIs': 'address',
        'popup.passwordAccepted': 'refused',
        'popup.domainUserWorks': true,
      },
      'likely',
    ],
    [
      'the box offers the address itself',
      {
        ...bert,
        'popup.kind': 'credential',
        'popup.prefilledUser': 'anna@contoso.example',
        'popup.passwordAccepted': 'refused',
        'popup.domainUserWorks': true,
      },
      'likely',
    ],
    [
      'the typed name that does not exist',
      {
        ...bert,
        'account.typedName': 'anna@contoso.example',
        'account.failedLogon': ['C0000064'],
        'popup.domainUserWorks': true,
      },
      'likely',
    ],
    [
      'told only',
      {
        'popup.kind': 'need-password',
        'mailbox.upn': told('jdoe@corp.local'),
        'popup.domainUserWorks': true,
        'popup.prefilledIs': 'address',
        'popup.passwordAccepted': 'refused',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'equal but for case',
      { ...bert, 'mailbox.upn': 'ANNA@Contoso.Example', ...lines(refused), 'popup.domainUserWorks': true },
      'ruled-out',
    ],
    [
      'DOMAIN\\user is refused too',
      { ...bert, 'popup.kind': 'credential', 'popup.prefilledIs': 'address', 'popup.domainUserWorks': false },
      'unlikely',
    ],
    [
      'another name is offered',
      {
        ...bert,
        'popup.kind': 'credential',
        'popup.prefilledUser': 'CORP\\anna',
        'popup.domainUserWorks': true,
      },
      'unlikely',
    ],
    [
      'a phone that was given the address',
      { ...bert, ...searched(), ...lines({ ...refused, stem: '/Microsoft-Server-ActiveSync/default.eas' }) },
      'unlikely',
    ],
    [
      'different, and nothing is wrong',
      {
        ...bert,
        ...searched(),
        ...lines({ ...refused, user: '-', substatus: 2, win32: 5, signature: 'challenge' }),
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'the sign-in name unseen',
      {
        'popup.kind': 'credential',
        'popup.prefilledIs': 'address',
        'popup.passwordAccepted': 'refused',
        'popup.domainUserWorks': true,
      },
      'possible',
    ],
    [
      'a risk alone',
      { ...bert, 'org.upnSuffixes': ['corp.local'], 'popup.kind': 'credential' },
      ['unlikely', 'possible'],
    ],
    [
      'a linked mailbox: the name is in the other forest',
      {
        ...bert,
        'mailbox.kind': 'linked',
        'popup.prefilledIs': 'address',
        'popup.passwordAccepted': 'refused',
        'popup.domainUserWorks': true,
      },
      'possible',
    ],
  ],
});
