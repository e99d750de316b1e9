import { asSteps } from '../readings/client-values.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'exclude-office365-endpoint',
  title: 'Keep Outlook from asking Microsoft 365 before the own servers',
  effect: 'person',
  parameters: (seen) => ({ address: seen.mailbox }),
  when: whenLikely,
  steps: (seen) => [
    'Outlook 2016 from build 16.0.6741 knows this value; it is for mailboxes on own servers only.',
    ...asSteps([
      {
        hive: 'HKCU',
        key: 'SOFTWARE\\Policies\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover',
        name: 'ExcludeExplicitO365Endpoint',
        type: 'dword',
        value: 1,
      },
    ]),
    `Before ${seen.mailbox} ever moves to Microsoft 365, take the value away again.`,
  ],
  consequences: 'Outlook on that PC goes straight to the service connection point and the own names.',
  rollback: 'Delete ExcludeExplicitO365Endpoint, and restart Outlook.',
  verification:
    'Test E-mail AutoConfiguration shows no request to outlook.com or office365.com first, and the box stays away for two starts.',
  source: 'Microsoft KB3211279 (Outlook 2016 implementation of Autodiscover)',
});
