import cause from '../../../services/causes/server-patch-2008r2.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, mailbox, searched, servers } from './world.ts';

const { secondary: _, ...own } = mailbox;
const dirk = {
  ...servers,
  ...own,
  'popup.kind': 'credential',
  'secondary[sales@contoso.example].kind': 'automapped',
  'secondary[sales@contoso.example].exchange': '2010',
};
const line = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  anchor: 'Smtp~sales@contoso.example',
  stem: '/rpc/rpcproxy.dll',
  status: 401,
  target: 'ex10a.corp.local',
  signature: 'negotiate-invalid-token',
};
const oldFiles = { 'hotfixes[ex10a/kb3140410].fileVersionOk': false };
const { signature: _signature, ...unsigned } = line;
table(cause, {
  shows: [
    ['the line and the file version', { ...dirk, ...oldFiles, ...lines(line) }, 'confirmed'],
    [
      'the line by its text, the host it quotes being the namespace',
      {
        ...dirk,
        ...oldFiles,
        ...lines({
          ...unsigned,
          target: 'mail.contoso.example',
          text: "NegotiateSecurityContext failed with for host 'mail.contoso.example' with status 'InvalidToken'",
        }),
      },
      'confirmed',
    ],
    [
      'the line alone: strong, no proof',
      {
        ...dirk,
        ...lines(line),
        'servers[ex10a].machinePasswordAt': hoursBefore(50),
        'scope.only': ['with:secondary'],
      },
      'likely',
    ],
    [
      'the file version without a line',
      { ...dirk, ...oldFiles, 'scope.only': ['with:secondary'], 'client.protocol': 'RPC/HTTP' },
      'likely',
    ],
    [
      'told only: a mailbox on 2010, a pasted line, Windows said',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2010'),
        'servers[legacy].exchange': told('2010'),
        'servers[legacy].os': told('Windows Server 2008 R2'),
        'client.protocol': told('RPC/HTTP'),
        'log[]': {
          value: [
            {
              log: 'http-proxy',
              status: 401,
              text: 'Complete=PrepareServerRequest;,WebExceptionStatus=ProtocolError;ResponseStatusCode=401',
            },
          ],
          from: 'pasted',
        },
        'tried[]': [{ what: 'server-update', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'no legacy server on 2008 R2',
      { ...dirk, ...lines(line), 'servers[ex10a].osVersion': '6.3 (9600)' },
      'ruled-out',
    ],
    [
      'no newer server stands before it',
      {
        'org.versions': ['2007', '2010'],
        'mailbox.exchange': '2010',
        'servers[ex10a].exchange': '2010',
        'servers[ex10a].osVersion': '6.1 (7601)',
        'popup.kind': 'disconnected',
      },
      'ruled-out',
    ],
    [
      'it comes and goes, and neither a newer server nor 2008 R2 is known',
      {
        'popup.kind': 'disconnected',
        'mailbox.exchange': '2007',
        'timeline.pattern': 'random',
      },
      'unlikely',
    ],
    [
      'she opens nothing on 2010',
      { ...healthy, 'publicFolders.where': '2013+', ...oldFiles, ...lines(line) },
      'ruled-out',
    ],
    [
      'the files are new enough',
      { ...dirk, ...lines(line), 'hotfixes[ex10a/kb3140410].fileVersionOk': true },
      'unlikely',
    ],
    [
      'the line is older than the last start',
      { ...dirk, ...searched(), ...lines(line), 'servers[ex10a].bootedAt': hoursBefore(1) },
      'unlikely',
    ],
    [
      'every log searched without a line',
      { ...dirk, ...searched(), 'hotfixes[ex10a/kb3140410].listed': false },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'not listed, nothing else: no accusation',
      { ...dirk, 'hotfixes[ex10a/kb3140410].listed': false },
      ['unlikely', 'possible'],
    ],
    [
      'Windows of the legacy server unseen',
      {
        ...own,
        'org.versions': ['2010', '2016'],
        'servers[ex10a].exchange': '2010',
        'secondary[sales@contoso.example].exchange': '2010',
        ...lines(line),
      },
      'possible',
    ],
    [
      'the line of a colleague, nothing known of her folders',
      {
        ...servers,
        ...own,
        ...oldFiles,
        ...lines({ ...line, user: 'CORP\\otto', anchor: 'Smtp~x@contoso.example' }),
      },
      'possible',
    ],
  ],
});
