import cause from '../../../services/causes/kerberos-asa.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const spn = 'spn[mail.contoso.example]';
const wrong = { [`${spn}.accounts`]: ['CORP\\EX10ASA$'], [`${spn}.rightAccount`]: false };
const right = { [`${spn}.accounts`]: ['CORP\\EX16ASA$'], [`${spn}.rightAccount`]: true };
const greta = { ...healthy, ...searched(96), 'popup.kind': 'credential' };
const refused = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'spn-wrong-account',
};
table(cause, {
  shows: [
    [
      'told: since Kerberos was switched on, NTLM alone cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['kerberos-enabled'],
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'told: and rolled to the members of the array only',
      {
        'popup.kind': 'credential',
        'timeline.after': ['kerberos-enabled'],
        'kerberos.rolledTo': told('array-members'),
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'told: names moved, the http name stands on the old account, inside only',
      {
        'popup.kind': 'credential',
        'timeline.after': ['namespace-change'],
        [`${spn}.rightAccount`]: told(false),
        'scope.insideWorks': false,
        'scope.outsideWorks': true,
      },
      'likely',
    ],
    [
      'told: Kerberos was in use, the names moved to newer servers, and the names were found right',
      {
        'popup.kind': 'credential',
        'kerberos.deployed': told(true),
        'timeline.after': ['namespace-change'],
        'org.versions': told(['2010', '2016']),
        'checked[spn].result': 'right',
        'scope.only': ['with:kerberos'],
      },
      ['possible', 'likely'],
    ],
    [
      'the name on a wrong account, and her ticket refused',
      { ...greta, ...wrong, ...lines(refused) },
      'confirmed',
    ],
    [
      'one front end without the credential, and her ticket refused',
      { ...greta, ...right, 'kerberos.deployed': true, 'kerberos.servers': ['ex16a'], ...lines(refused) },
      'confirmed',
    ],
  ],
  clears: [
    ['the name is right', { ...greta, ...right, 'timeline.after': ['kerberos-enabled'] }, 'unlikely'],
    [
      'PCs outside the domain',
      {
        'popup.kind': 'credential',
        'timeline.after': ['kerberos-enabled'],
        'scope.only': ['not-domain-joined'],
      },
      'unlikely',
    ],
    [
      'another domain controller works',
      {
        'popup.kind': 'credential',
        'timeline.after': ['service-account-change'],
        'scope.otherDcWorks': true,
      },
      'unlikely',
    ],
    [
      'NTLM alone did nothing',
      {
        'popup.kind': 'credential',
        'timeline.after': ['kerberos-enabled'],
        'tried[]': [{ what: 'ntlm-only', result: 'nothing' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['the wrong account, nothing refused', { ...greta, ...wrong }, ['unlikely', 'possible']],
    [
      'a list of holders that names some',
      { ...greta, 'kerberos.deployed': true, 'kerberos.servers': ['ex16a', '…'] },
      'unlikely',
    ],
  ],
});
