import cause from '../../../services/causes/autodiscover-dns-record.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const missing = {
  'dns[autodiscover.contoso.example].error': 'NXDOMAIN',
  'dns[_autodiscover._tcp.contoso.example].error': 'NXDOMAIN',
};
const right = {
  'dns[autodiscover.contoso.example].a': ['192.0.2.10'],
  'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': 401,
};
const point = (resolves: boolean) => ({
  'scp[ex16a].url': 'https://autodiscover.contoso.example/Autodiscover/Autodiscover.xml',
  'scp[ex16a].resolves': resolves,
});
const box = { 'popup.kind': 'encrypted-unavailable' };
table(cause, {
  shows: [
    [
      'neither record nor a working connection point',
      { ...healthy, ...box, ...missing, ...point(false) },
      'confirmed',
    ],
    [
      'told only: outside PCs while the profile is made, cured by a record',
      {
        'popup.kind': 'allow-website',
        'scope.only': ['not-domain-joined'],
        'popup.duringProfileCreation': true,
        'tried[]': [{ what: 'dns-change', result: 'cured' }],
      },
      'likely',
    ],
    [
      'the name has an address, and nobody asked what answers there',
      {
        'popup.kind': 'allow-website',
        'dns[autodiscover.contoso.example].a': ['192.0.2.10'],
        'scope.only': ['not-domain-joined'],
        'tried[]': [{ what: 'dns-change', result: 'cured' }],
      },
      ['possible', 'likely'],
    ],
    [
      'a wildcard record leads the name to a web site',
      {
        'popup.kind': 'certificate',
        'popup.host': 'autodiscover.contoso.example',
        'popup.certificateOf': 'web-site',
        'timeline.after': ['dns-change'],
        'dns[autodiscover.contoso.example].a': ['198.51.100.4'],
      },
      ['possible', 'likely'],
    ],
    [
      'a PC outside, no such name',
      { ...box, ...missing, 'client.domainJoined': false, 'timeline.after': ['dns-change'] },
      'likely',
    ],
  ],
  clears: [
    [
      'the name leads to Autodiscover',
      { ...healthy, ...box, ...right, 'client.domainJoined': false },
      'unlikely',
    ],
    [
      'an Exchange server logs the question',
      {
        'popup.kind': 'credential',
        'timeline.after': ['namespace-change'],
        'popup.duringProfileCreation': true,
        'log[]': [
          {
            server: 'ex16a',
            log: 'iis',
            method: 'POST',
            stem: '/Autodiscover/Autodiscover.xml',
            status: 401,
          },
        ],
      },
      'unlikely',
    ],
    [
      'looked over and right',
      { ...box, 'checked[dns].result': 'right', 'client.domainJoined': false },
      'unlikely',
    ],
    [
      'the name is there to redirect by plain HTTP',
      {
        ...healthy,
        ...point(false),
        'popup.kind': 'allow-website',
        'dns[autodiscover.contoso.example].a': ['192.0.2.10'],
        'dns[_autodiscover._tcp.contoso.example].error': 'NXDOMAIN',
        'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': 404,
        'autodiscover[autodiscover.contoso.example@vip/redirect].status': 302,
      },
      'unlikely',
    ],
    ['a restart', { ...missing, 'popup.kind': 'restart', 'client.domainJoined': false }, 'unlikely'],
  ],
  cannotSee: [
    [
      'the name answers with nothing, and nobody asked it over plain HTTP',
      {
        ...healthy,
        ...point(false),
        'popup.kind': 'allow-website',
        'dns[autodiscover.contoso.example].a': ['192.0.2.10'],
        'dns[_autodiscover._tcp.contoso.example].error': 'NXDOMAIN',
        'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': 404,
      },
      ['possible', 'likely'],
    ],
    ['nothing', {}, 'unlikely'],
    [
      'no such name, but a connection point that works, and no box',
      { ...healthy, ...missing, ...point(true) },
      ['possible', 'unlikely'],
    ],
  ],
});
