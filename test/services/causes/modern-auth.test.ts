import cause from '../../../services/causes/modern-auth.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, mapi } from './world.ts';

table(cause, {
  shows: [
    [
      'the page is pasted, the mailbox is here',
      {
        ...healthy,
        'popup.kind': { value: 'web-sign-in', from: 'pasted' },
        'popup.host': { value: 'login.microsoftonline.com', from: 'pasted' },
      },
      'confirmed',
    ],
    [
      'told: a web page after an update, the mailbox is here',
      {
        'popup.kind': 'web-sign-in',
        'mailbox.exchange': told('2016'),
        'timeline.after': ['client-update'],
        'popup.hostIs': 'foreign',
      },
      'likely',
    ],
    [
      'our servers offer Bearer',
      {
        ...healthy,
        ...mapi(['Bearer', 'Negotiate', 'NTLM'], ['Bearer', 'Negotiate', 'NTLM']),
        'popup.kind': 'web-sign-in',
      },
      'likely',
    ],
    [
      'told: Office wants to be activated',
      {
        'popup.kind': 'web-sign-in',
        'popup.text': 'Sign in to activate Office',
        'popup.afterCancel': 'nothing',
        'popup.hostIs': 'foreign',
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['a Windows box', { ...healthy, 'popup.kind': 'credential' }, 'unlikely'],
    [
      'the mail domain was added to the cloud',
      { ...healthy, 'popup.kind': 'web-sign-in', 'timeline.after': ['cloud-domain-added'] },
      'unlikely',
    ],
    [
      'Outlook 2010',
      { ...healthy, 'popup.kind': 'web-sign-in', 'client.outlookBuild': '14.0.7187' },
      'unlikely',
    ],
    [
      'the mailbox is in the cloud',
      { 'popup.kind': 'web-sign-in', 'mailbox.exchange': 'online', 'mailbox.kind': 'remote' },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a web page and no more', { 'popup.kind': 'web-sign-in' }, ['unlikely', 'possible']],
  ],
});
