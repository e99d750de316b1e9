import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'close-address-book-sessions',
  title: 'Close what keeps the address book open',
  effect: 'person',
  parameters: (seen) => ({ programs: seen.list('client.otherMapiPrograms') ?? [] }),
  when: whenLikely,
  steps: (_, { programs }) => {
    const list = Array.isArray(programs) ? programs.map(String) : [];
    return [
      `Close Outlook and ${list.length === 0 ? 'every program that uses it (synchronisation, fax, CRM, telephone)' : names(list)}, on every PC where this user is signed in.`,
      'Wait two minutes: a session that was left open ends by itself only then.',
      'Start Outlook without add-ins: outlook.exe /safe. If it stays away, add them back one at a time.',
      'Update or remove the program that brings it back.',
    ];
  },
  consequences: 'The closed programs are not at hand meanwhile.',
  rollback: 'Start the programs again.',
  verification: 'Connection Status shows every Directory row as established, and no box for a day.',
  source: 'Microsoft KB949469',
});
