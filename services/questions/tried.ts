import { question } from '../question.ts';

export default question({
  id: 'tried',
  facts: ['tried[]'],
  asks: 'What else was tried, and did it help?',
  choices: [{ id: 'nothing', says: 'Nothing has been tried yet', sets: { 'tried[]': [] } }],
  text: { fact: 'tried[]', hint: 'What was tried, and what it did' },
  who: 'user',
});
