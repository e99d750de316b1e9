import cause from '../../../services/causes/autodiscover-stale-lkg.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { servers } from './world.ts';

const box = { 'popup.kind': 'credential' };
const kept = (from: 'told' | 'pasted') => ({
  'client.autodiscoverFirst': { value: 'last-known-good', from },
  'client.autodiscoverFirstUrl': { value: 'https://ex10a.corp.local/autodiscover/autodiscover.xml', from },
});
table(cause, {
  shows: [
    ["Outlook's log was brought", { ...servers, ...box, ...kept('pasted') }, 'likely'],
    [
      'told: its log begins with the kept address of the old server, one PC only',
      { ...servers, ...box, ...kept('told'), 'scope.affected': 'one-pc' },
      ['likely', 'possible'],
    ],
    [
      'a local file is preferred, and settings come back',
      {
        ...box,
        'client.registry[PreferLocalXML]': 1,
        'client.settingReturns': ['server'],
        'scope.otherPcWorks': true,
        'popup.hostIs': 'other-exchange-server',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'another step answers',
      { ...box, 'client.autodiscoverFirst': told('scp'), 'scope.otherPcWorks': true },
      'unlikely',
    ],
    [
      'everybody sees it',
      { ...box, 'popup.hostIs': 'other-exchange-server', 'scope.affected': 'all' },
      'unlikely',
    ],
    [
      'kept addresses are excluded',
      { ...box, 'client.registry[ExcludeLastKnownGoodURL]': 1, 'scope.otherPcWorks': true },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['another PC works', { ...box, 'scope.otherPcWorks': true }, 'unlikely'],
  ],
});
