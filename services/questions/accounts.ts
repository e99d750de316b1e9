import { question } from '../question.ts';

export default question({
  id: 'accounts',
  facts: ['client.accounts'],
  asks: 'How many Exchange accounts does the Outlook profile hold?',
  choices: [
    { id: '1', says: 'One', sets: { 'client.accounts': 1 } },
    { id: '2', says: 'Two', sets: { 'client.accounts': 2 } },
    { id: '3', says: 'Three', sets: { 'client.accounts': 3 } },
  ],
  text: { fact: 'client.accounts', hint: 'How many' },
  who: 'user',
});
