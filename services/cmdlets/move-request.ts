import { cmdletFamily } from '../cmdlet.ts';
import { lastPart, serverName } from '../printed/names.ts';

/** A move request's status as in `mailbox.moveState`. */
const states: Readonly<Record<string, string>> = {
  queued: 'queued',
  inprogress: 'in-progress',
  autosuspended: 'suspended',
  suspended: 'suspended',
  synced: 'suspended',
  completioninprogress: 'completing',
  completed: 'completed',
  completedwithwarning: 'completed',
  completedwithwarnings: 'completed',
  failed: 'failed',
};

export default cmdletFamily({
  id: 'move-request',
  cmdlets: ['Get-MoveRequest', 'Get-MoveRequestStatistics'],
  reads: [
    ...[
      'DisplayName',
      'Alias',
      'MailboxIdentity',
      'Identity',
      'Name',
      'Status',
      'StatusDetail',
      'TargetDatabase',
    ],
    ...['SourceDatabase', 'CompletionTimestamp', 'TargetServer', 'UserIdentity', 'PercentComplete'],
  ],
  marks: [
    ['Status', 'TargetDatabase'],
    ['StatusDetail', 'PercentComplete'],
    ['DisplayName', 'CompletionTimestamp'],
  ],
  whose: (object) =>
    [
      object.text('Alias'),
      object.argument,
      lastPart(object.text('MailboxIdentity') || object.text('UserIdentity') || object.text('Identity')),
      object.text('DisplayName'),
      object.text('Name'),
    ].map((one) => one ?? ''),
  read: (object) => {
    const status = (object.text('Status') || object.text('StatusDetail'))?.toLowerCase().replace(/\s/g, '');
    const state = status ? (states[status] ?? 'other') : undefined;
    const done = state === 'completed' ? object.time('CompletionTimestamp') : undefined;
    return [
      [object.text('Status') ? 'Status' : 'StatusDetail', 'mailbox.moveState', state],
      ['CompletionTimestamp', 'mailbox.movedAt', done],
      [
        'TargetDatabase',
        'mailbox.database',
        state === 'completed' ? lastPart(object.text('TargetDatabase')) || undefined : undefined,
      ],
      [
        'TargetServer',
        'mailbox.server',
        state === 'completed' ? serverName(object.text('TargetServer')) : undefined,
      ],
    ];
  },
});
