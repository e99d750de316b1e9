import { question } from '../question.ts';

export default question({
  id: 'tickets',
  facts: ['client.tickets'],
  asks: 'Run "klist" on the PC: which of these does it show?',
  choices: [
    { id: 'none', says: 'No ticket at all', sets: { 'client.tickets': [] } },
    { id: 'logon', says: 'One of the domain (krbtgt)', sets: { 'client.tickets': ['krbtgt', '…'] } },
  ],
  text: { fact: 'client.tickets', hint: 'The names behind Server:, with commas' },
  who: 'helpdesk',
});
