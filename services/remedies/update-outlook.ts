import { whenLikely } from '../readings/offers.ts';
import { outlookBuild } from '../readings/outlook-build.ts';
import { advice } from '../remedy.ts';

const needs: Readonly<Record<number, string>> = {
  12: 'Outlook 2007 has no MAPI/HTTP and is not supported by Exchange 2016: replace it.',
  14: 'Outlook 2010: install SP2, then KB2956191 and KB2965295, better the latest update of it. Its build must then be 14.0.7172 or later.',
  15: 'Outlook 2013: install SP1 (15.0.4569 or later), then the latest update.',
  16: 'Outlook 2016 or later: install the latest update.',
};

export default advice({
  id: 'update-outlook',
  title: 'Update Outlook',
  effect: 'person',
  parameters: (seen) => ({ before: outlookBuild(seen)?.text ?? 'unseen' }),
  when: whenLikely,
  steps: (seen, { before }) => {
    const major = outlookBuild(seen)?.major;
    const known = major === undefined ? undefined : needs[major];
    return [
      `Write down the present version: File → Office Account (2010: File → Help): ${before}.`,
      ...(known === undefined ? Object.values(needs) : [known]),
      'Install it by the usual distribution of software, on one PC first.',
      'Restart the PC, start Outlook, and restart it once more when it asks.',
    ];
  },
  consequences: 'Office programs are closed; Outlook may change to MAPI/HTTP and ask once for a restart.',
  rollback: 'Uninstall the update under "View installed updates"; a service pack stays.',
  verification: 'The version is the new one; Connection Status shows "HTTP"; two starts without a box.',
  source: 'Microsoft KB2956191, KB2965295, KB2972952',
});
