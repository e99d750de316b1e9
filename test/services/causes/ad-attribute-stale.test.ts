import cause from '../../../services/causes/ad-attribute-stale.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const well = {
  'mailbox.legacyDn': '/o=Contoso/ou=First/cn=Recipients/cn=anna',
  'mailbox.archiveForeign': false,
};
table(cause, {
  shows: [
    [
      'the directory shows the blank',
      { ...healthy, ...well, 'mailbox.legacyDnFault': 'trailing-space', 'popup.kind': 'restart' },
      'confirmed',
    ],
    [
      'a name that ends in a blank',
      { ...healthy, ...well, 'mailbox.legacyDn': `${well['mailbox.legacyDn']} ` },
      'confirmed',
    ],
    [
      'told: a restart at every start, one user, every PC, a blank was found',
      {
        'popup.kind': 'restart',
        'timeline.pattern': 'every-start',
        'scope.affected': 'one-user',
        'scope.otherPcWorks': false,
        'mailbox.legacyDnFault': told('trailing-space'),
      },
      ['possible', 'likely'],
    ],
    [
      'an archive link to the other forest, for ever',
      {
        ...healthy,
        ...well,
        'mailbox.archiveForeign': true,
        'popup.kind': 'restart',
        'timeline.pattern': 'every-start',
        'scope.affected': 'one-user',
        'tried[]': [{ what: 'new-profile', result: 'nothing' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'disconnected at random, an attribute said to be wrong',
      {
        'popup.kind': 'disconnected',
        'timeline.pattern': 'random',
        'scope.affected': 'some',
        'mailbox.archiveForeign': told(true),
      },
      'unlikely',
    ],
    ['the attributes are right', { ...healthy, ...well, 'popup.kind': 'restart' }, 'ruled-out'],
    [
      'it came once after a move',
      {
        ...healthy,
        'mailbox.archiveForeign': true,
        'popup.kind': 'restart',
        'timeline.pattern': 'once',
        'mailbox.moved': true,
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a restart for ever, the directory unread',
      {
        'popup.kind': 'restart',
        'timeline.pattern': 'every-start',
        'scope.affected': 'one-user',
        'scope.otherPcWorks': false,
      },
      ['unlikely', 'possible'],
    ],
    [
      'a printed name has lost its blank',
      { 'mailbox.legacyDn': { value: '/o=Contoso/cn=anna', from: 'pasted' }, 'popup.kind': 'restart' },
      'unlikely',
    ],
  ],
});
