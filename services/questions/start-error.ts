import { question } from '../question.ts';

export default question({
  id: 'start-error',
  facts: ['client.startError'],
  asks: 'What does Outlook say when it fails to start?',
  choices: [
    { id: 'none', says: 'Nothing: it starts', sets: { 'client.startError': '' } },
    {
      id: 'unavailable',
      says: '"The server is not available."',
      sets: { 'client.startError': 'The server is not available.' },
    },
    {
      id: 'name',
      says: '"The name cannot be resolved."',
      sets: { 'client.startError': 'The name cannot be resolved.' },
    },
    {
      id: 'encrypted',
      says: '"The server requires an encrypted connection."',
      sets: { 'client.startError': 'The server requires an encrypted connection.' },
    },
  ],
  text: { fact: 'client.startError', hint: 'The words of the message' },
  who: 'user',
});
