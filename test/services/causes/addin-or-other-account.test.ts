import cause from '../../../services/causes/addin-or-other-account.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const skype = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/EWS/Exchange.asmx',
  status: 401,
  userAgent: 'OC/16.0.5215 (Skype for Business)',
  signature: 'back-end-401',
};
const outlook = {
  ...skype,
  stem: '/mapi/emsmdb/',
  status: 200,
  userAgent: 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5404; Pro)',
  signature: 'success',
};
table(cause, {
  shows: [
    [
      'another program is refused while Outlook is let in',
      { ...healthy, ...lines(skype, outlook), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'told: in safe mode it is gone, Outlook goes on after Cancel',
      {
        'popup.kind': 'credential',
        'tried[]': [{ what: 'safe-mode', result: 'cured' }],
        'popup.afterCancel': 'nothing',
        'scope.otherPcWorks': true,
      },
      ['possible', 'likely'],
    ],
    [
      'told: two accounts, and the box names the other one',
      {
        'popup.kind': 'credential',
        'client.accounts': told(2),
        'popup.prefilledUser': 'anna.meier@private.example',
        'popup.afterCancel': 'nothing',
        'scope.webmailWorks': true,
      },
      ['possible', 'likely'],
    ],
    [
      'told: a foreign host, without add-ins it is gone',
      { 'popup.kind': 'credential', 'popup.hostIs': 'foreign', 'client.addinsOffHelps': told(true) },
      'likely',
    ],
  ],
  clears: [
    [
      'what is refused speaks MAPI over HTTP, or is Outlook by its name alone',
      {
        ...healthy,
        ...lines(
          { ...skype, stem: '/mapi/emsmdb/', userAgent: 'Whatever' },
          { ...skype, userAgent: 'Outlook' },
          outlook,
        ),
        'popup.kind': 'credential',
      },
      ['unlikely', 'ruled-out'],
    ],
    [
      'a strange host, and straight to the server it is gone',
      { 'popup.kind': 'credential', 'popup.hostIs': 'foreign', 'scope.directWorks': true },
      'unlikely',
    ],
    [
      'safe mode in vain, the box names our name',
      {
        'popup.kind': 'credential',
        'popup.hostIs': 'namespace',
        'client.accounts': told(2),
        'tried[]': [{ what: 'safe-mode', result: 'nothing' }],
      },
      'unlikely',
    ],
    [
      'the box names her own address',
      {
        ...healthy,
        'popup.kind': 'credential',
        'popup.prefilledUser': 'Anna@contoso.example',
        'client.accounts': 1,
      },
      'unlikely',
    ],
    [
      'Outlook itself is refused',
      { ...healthy, ...lines({ ...outlook, status: 401, signature: 'front-end-401' }) },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a phone with an old password',
      {
        ...healthy,
        ...lines({ ...skype, userAgent: 'Apple-iPhone', stem: '/Microsoft-Server-ActiveSync' }, outlook),
      },
      'unlikely',
    ],
    ['two accounts, and all is well', { ...healthy, 'client.accounts': 2 }, ['unlikely', 'possible']],
  ],
});
