import { question } from '../question.ts';

export default question({
  id: 'profile-server',
  facts: ['client.profileServer', 'client.profileServerIs'],
  asks: 'Open Account Settings, the account, Change: which server does the profile name?',
  choices: [
    { id: 'guid', says: 'Letters and digits with an @ in it', sets: { 'client.profileServerIs': 'guid' } },
    {
      id: 'namespace',
      says: 'The name that web mail has too',
      sets: { 'client.profileServerIs': 'namespace' },
    },
    {
      id: 'own',
      says: 'The server that the mailbox is on',
      sets: { 'client.profileServerIs': 'mailbox-server' },
    },
    {
      id: 'other',
      says: 'Another Exchange server',
      sets: { 'client.profileServerIs': 'other-exchange-server' },
    },
  ],
  text: { fact: 'client.profileServer', hint: 'The server’s name as the profile shows it' },
  who: 'helpdesk',
});
