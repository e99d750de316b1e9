import cause from '../../../services/causes/oa-auth-mismatch.ts';
import { coexisting, passedOn, pasted, toldLegacy } from './outlook-anywhere-facts.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const basicOnly = { 'iis[ex10a/default web site/rpc].windows': { value: false, from: 'worker' as const } };
const both = { 'iis[ex10a/default web site/rpc].windows': { value: true, from: 'worker' as const } };
const refused = passedOn({ status: 401, backEndStatus: 401, signature: 'down-level-401' });
table(cause, {
  shows: [
    [
      'told: 2010 mailboxes prompt since the names moved, and their /rpc has Basic only',
      { ...toldLegacy, 'vdirs[ex10a/rpc].internalAuth': pasted(['Basic']) },
      'likely',
    ],
    [
      'told: public folders on 2010, another method cured',
      {
        'popup.kind': 'credential',
        'publicFolders.where': '2010',
        'scope.only': ['with:public-folders'],
        'tried[]': [{ what: 'basic', result: 'cured' }],
        'timeline.after': ['new-server'],
      },
      'likely',
    ],
    [
      'her request refused behind, where no Windows logon is taken',
      { ...coexisting, ...basicOnly, ...lines(refused) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'nothing older, and MAPI/HTTP',
      {
        ...coexisting,
        'secondary[shared@contoso.example].exchange': '2016',
        'publicFolders.where': '2013+',
        'client.protocol': pasted('HTTP'),
        ...basicOnly,
      },
      'ruled-out',
    ],
    ['the older server takes Windows logons', { ...coexisting, ...both }, 'unlikely'],
    [
      'the front end could not make its ticket',
      { ...coexisting, ...lines(passedOn({ status: 401, signature: 'negotiate-invalid-token' })) },
      'unlikely',
    ],
    [
      'by Outlook Anywhere it is gone',
      { ...toldLegacy, 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['Basic only there, nothing fails', { ...coexisting, ...basicOnly }, ['unlikely', 'possible']],
    ['an older mailbox, nothing else', toldLegacy, ['unlikely', 'possible']],
  ],
});
