import { question } from '../question.ts';

export default question({
  id: 'windows',
  facts: ['client.windows'],
  asks: 'Which Windows does the PC run?',
  choices: [
    { id: 'xp', says: 'Windows XP', sets: { 'client.windows': '5.1' } },
    { id: '7', says: 'Windows 7', sets: { 'client.windows': '6.1' } },
    { id: '8', says: 'Windows 8.1', sets: { 'client.windows': '6.3' } },
    { id: '10', says: 'Windows 10 or 11', sets: { 'client.windows': '10.0' } },
  ],
  text: { fact: 'client.windows', hint: 'The version that winver shows' },
  who: 'user',
});
