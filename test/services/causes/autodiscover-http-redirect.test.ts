import cause from '../../../services/causes/autodiscover-http-redirect.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const at = (step: string) => `autodiscover[autodiscover.contoso.example@vip/${step}]`;
const redirect = {
  [`${at('redirect')}.status`]: 302,
  [`${at('redirect')}.location`]: 'https://mail.contoso.example/autodiscover/autodiscover.xml',
};
const outside = {
  [`${at('autodiscover')}.status`]: 404,
  'autodiscover[contoso.example@vip/root].status': 404,
};
const box = { 'popup.kind': 'allow-website' };
table(cause, {
  shows: [
    ['a redirect is the only way that answers', { ...box, ...redirect, ...outside }, 'confirmed'],
    [
      'an SRV record is the only way that answers',
      { ...box, ...outside, 'dns[_autodiscover._tcp.contoso.example].srv': ['mail.contoso.example:443'] },
      'confirmed',
    ],
    [
      'told only: the box, outside PCs, after a change of names',
      {
        ...box,
        'popup.text': 'Your account was redirected to this website for settings.',
        'scope.only': ['not-domain-joined'],
        'timeline.after': ['namespace-change'],
      },
      'likely',
    ],
    [
      "Outlook's log ends at the redirect",
      { ...box, 'client.autodiscoverFirst': told('redirect') },
      'likely',
    ],
  ],
  clears: [
    [
      'a password box came first',
      { ...redirect, ...outside, 'popup.chain': ['credential', 'allow-website'] },
      ['possible', 'unlikely'],
    ],
    [
      'a password box alone',
      { ...redirect, ...outside, 'popup.kind': 'credential' },
      ['possible', 'unlikely'],
    ],
    [
      'neither redirect nor SRV',
      {
        ...healthy,
        ...box,
        [`${at('redirect')}.status`]: 404,
        'dns[_autodiscover._tcp.contoso.example].srv': [],
      },
      ['possible', 'unlikely'],
    ],
    ['the box names the mail domain', { ...box, 'popup.hostIs': 'mail-domain' }, ['possible', 'unlikely']],
    [
      'the domain was just added to Microsoft 365',
      { ...box, 'timeline.after': ['cloud-domain-added'] },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    [
      'the mail domain itself was not asked',
      { ...box, ...redirect, [`${at('autodiscover')}.status`]: 404 },
      ['likely', 'possible'],
    ],
    ['nothing', {}, 'unlikely'],
    ['a redirect that nobody needs, no box told', { ...healthy, ...redirect }, ['possible', 'unlikely']],
  ],
});
