import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters';

export default advice({
  id: 'raise-nspi-session-limit',
  title: 'Allow one user more address-book sessions on the domain controllers',
  effect: 'organisation',
  parameters: (seen) => ({ sessions: seen.number('account.nspiSessions') ?? null }),
  when: whenLikely,
  steps: (_, { sessions }) => [
    `Only where that many are needed${typeof sessions === 'number' ? ` (${sessions} were seen)` : ''}: a program that leaks sessions fills any limit.`,
    `On each global catalogue that Exchange uses write down what is there: Get-ItemProperty ${quoted(key)} -Name 'NSPI max sessions per user'   (missing means 50)`,
    `Set-ItemProperty ${quoted(key)} -Name 'NSPI max sessions per user' -Value 100 -Type DWord`,
    'Restart the domain controller, or its Active Directory service, in a maintenance window.',
  ],
  consequences: 'Each session takes memory on the domain controller; each one restarts once.',
  rollback: 'Delete the value or set it back as it was, and restart the service.',
  verification: 'The Directory rows of Connection Status stay established at the busiest hour.',
  source: 'Microsoft KB949469',
});
