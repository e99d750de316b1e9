import cause from '../../../services/causes/legacy-oa-disabled.ts';
import { coexisting, passedOn, pasted, toldLegacy } from './outlook-anywhere-facts.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const off = { 'vdirs[ex10a/rpc].enabled': false };
table(cause, {
  shows: [
    [
      'told: not enabled on 2010, since the names moved',
      { ...toldLegacy, 'vdirs[ex10a/rpc].enabled': pasted(false) },
      'likely',
    ],
    [
      'off, and her request failed there',
      { ...coexisting, ...off, ...lines(passedOn({ status: 404, backEndStatus: 404 })) },
      'confirmed',
    ],
    [
      '/rpc is not there on the wire, and her request failed',
      {
        ...coexisting,
        'outlookAnywhere[mail.contoso.example@ex10a].anonymousStatus': 404,
        ...lines(passedOn({ status: 503, backEndStatus: 404 })),
      },
      'confirmed',
    ],
  ],
  clears: [
    [
      'nothing older',
      {
        ...coexisting,
        'secondary[shared@contoso.example].exchange': '2016',
        'publicFolders.where': '2013+',
        ...off,
      },
      'ruled-out',
    ],
    [
      'enabled',
      { ...coexisting, 'vdirs[ex10a/rpc].enabled': true, ...lines(passedOn({ status: 404 })) },
      'unlikely',
    ],
    [
      'established there',
      {
        ...toldLegacy,
        'vdirs[ex10a/rpc].enabled': pasted(false),
        'connections[]': [{ server: 'ex10a', type: 'mail', protocol: 'RPC/HTTP', status: 'Established' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['off, nothing fails', { ...coexisting, ...off }, ['unlikely', 'possible']],
    [
      'who reaches what unseen',
      { ...off, 'servers[ex10a].exchange': '2010', 'client.protocol': pasted('RPC/HTTP') },
      'possible',
    ],
  ],
});
