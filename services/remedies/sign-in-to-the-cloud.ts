import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'sign-in-to-the-cloud',
  title: 'Sign in to Exchange Online with the cloud name',
  effect: 'person',
  parameters: (seen) => ({ name: seen.text('mailbox.upn') ?? seen.mailbox }),
  when: whenLikely,
  steps: (seen, { name }) => [
    `Open https://outlook.office.com in a browser and sign in as ${name}.`,
    'If the page refuses: the cloud account, its licence or its synchronisation is for those who keep the tenant.',
    'If the page lets in and Outlook does not: close Outlook, remove stored sign-ins (cmdkey /list), and start it again.',
    `See that Outlook asks the cloud: Test E-mail AutoConfiguration for ${seen.mailbox} ends at outlook.office365.com.`,
    'If the box names a server of ours instead, something else that is opened is still here: public folders, a shared mailbox, an archive.',
  ],
  consequences: 'None for the servers here.',
  rollback: 'Nothing to take back.',
  verification: 'Web mail in the cloud opens, and Outlook starts twice without a box.',
  source: 'Microsoft, Exchange Server hybrid deployments',
});
