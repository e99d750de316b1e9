import { question } from '../question.ts';

export default question({
  id: 'popup-host',
  facts: ['popup.host', 'popup.hostIs'],
  asks: 'Which server does the box name, for instance after "Connecting to"?',
  choices: [
    { id: 'namespace', says: 'The name that web mail has too', sets: { 'popup.hostIs': 'namespace' } },
    {
      id: 'mail-domain',
      says: 'Only what stands behind the @ of my address',
      sets: { 'popup.hostIs': 'mail-domain' },
    },
    {
      id: 'foreign',
      says: 'Something outside the company, such as outlook.office365.com',
      sets: { 'popup.hostIs': 'foreign' },
    },
    {
      id: 'own-server',
      says: 'The server that the mailbox is on, or its client access server',
      sets: { 'popup.hostIs': 'own-server' },
      who: 'helpdesk',
    },
    {
      id: 'other-server',
      says: 'An Exchange server that the mailbox is not on',
      sets: { 'popup.hostIs': 'other-exchange-server' },
      who: 'helpdesk',
    },
  ],
  text: { fact: 'popup.host', hint: 'The server’s name as the box shows it' },
  who: 'user',
});
