import cause from '../../../services/causes/cached-credentials.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const hugo = { ...healthy, 'account.passwordChangedAt': hoursBefore(30), 'popup.kind': 'credential' };
const wrong = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/autodiscover/autodiscover.xml',
  clientIp: '10.0.0.7',
  status: 401,
  substatus: 1,
  win32: 1326,
};
const right = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  clientIp: '10.0.0.9',
  status: 200,
  signature: 'success',
};
const entries = ['MicrosoftOffice16_Data:SSPI:anna@contoso.example'];
table(cause, {
  shows: [
    [
      'a pasted entry and a wrong password since the change',
      { ...hugo, ...lines(wrong), 'client.credentialEntries': entries },
      'confirmed',
    ],
    [
      'a wrong password here, success from another PC',
      { ...hugo, ...lines(wrong, right) },
      ['possible', 'likely'],
    ],
    ['and another PC works by word', { ...hugo, ...lines(wrong), 'scope.otherPcWorks': true }, 'likely'],
    [
      'told only: entries after a switch of protocol',
      {
        'popup.kind': 'credential',
        'timeline.after': ['protocol-switch'],
        'client.credentialEntries': { value: ['MicrosoftOffice16_Data:SSPI…'], from: 'told' },
      },
      'likely',
    ],
    [
      'told only: clearing cures',
      {
        'popup.kind': 'credential',
        'scope.affected': 'one-pc',
        'tried[]': [{ what: 'clear-credentials', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'nothing is stored',
      { ...hugo, 'client.credentialEntries': [], 'scope.otherPcWorks': true },
      ['unlikely', 'possible'],
    ],
    [
      'another PC asks too',
      { ...hugo, 'scope.otherPcWorks': false, 'timeline.after': ['password-change'] },
      'unlikely',
    ],
    [
      'the wrong password is older than the change',
      { ...hugo, ...searched(), ...lines({ ...wrong, at: hoursBefore(40) }) },
      'unlikely',
    ],
    [
      'a phone with the old password',
      { ...hugo, ...searched(), ...lines({ ...wrong, stem: '/Microsoft-Server-ActiveSync/default.eas' }) },
      'unlikely',
    ],
    [
      'clearing did nothing',
      {
        ...hugo,
        'client.credentialEntries': entries,
        'tried[]': [{ what: 'clear-credentials', result: 'nothing' }],
      },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a changed password alone', hugo, ['unlikely', 'possible']],
    [
      'a mistyped password in a healthy week',
      { ...hugo, 'account.badPasswordAt': hoursBefore(3), 'scope.webmailWorks': true },
      ['unlikely', 'possible'],
    ],
  ],
});
