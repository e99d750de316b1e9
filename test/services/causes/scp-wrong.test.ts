import cause from '../../../services/causes/scp-wrong.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const url = (path: string) => ({ 'scp[ex16a].url': `https://autodiscover.contoso.example/${path}` });
const good = { ...url('Autodiscover/Autodiscover.xml'), 'scp[ex16a].resolves': true };
const nowhere = {
  'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': 404,
  'autodiscover[contoso.example@vip/root].status': 404,
};
const box = { 'popup.kind': 'credential', 'client.domainJoined': true };
table(cause, {
  shows: [
    [
      'the only one has a misspelt path',
      { ...healthy, ...box, ...nowhere, ...url('autodiscover.autodiscover.xml') },
      'confirmed',
    ],
    [
      'no host resolves',
      {
        ...box,
        ...url('Autodiscover/Autodiscover.xml'),
        'scp[ex16a].resolves': { value: false, from: 'probe' },
        ...nowhere,
      },
      'confirmed',
    ],
    [
      'told only: the retired server, cured by a change',
      {
        ...box,
        'popup.hostIs': 'other-exchange-server',
        'checked[scp].result': 'wrong',
        'tried[]': [{ what: 'scp-change', result: 'cured' }],
      },
      'likely',
    ],
    [
      'one of two leads to a server that is gone, which the box names',
      {
        ...healthy,
        ...good,
        ...box,
        'scp[ex10b].url': 'https://ex10b.corp.local/Autodiscover/Autodiscover.xml',
        'scp[ex10b].resolves': false,
        'popup.host': told('ex10b.corp.local'),
        'timeline.after': ['directory-edit'],
      },
      'likely',
    ],
  ],
  clears: [
    ['every one is right', { ...healthy, ...good, ...box }, 'unlikely'],
    [
      'a PC outside the domain',
      { ...box, ...url('x.xml'), 'client.domainJoined': { value: false, from: 'pasted' } },
      'ruled-out',
    ],
    ['a change in vain', { ...box, 'tried[]': [{ what: 'scp-change', result: 'nothing' }] }, 'unlikely'],
    [
      'a restart',
      { ...url('x.xml'), 'popup.kind': 'restart', 'client.domainJoined': true },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    ['every one is wrong, the other steps were not asked', { ...box, ...url('x.xml') }, 'possible'],
    ['nothing', {}, 'unlikely'],
    ['a password box', box, 'unlikely'],
    ['a wrong one, no box told', { ...healthy, ...url('x.xml') }, ['possible', 'unlikely']],
  ],
});
