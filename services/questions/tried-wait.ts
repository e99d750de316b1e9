import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-wait',
  facts: ['tried[]'],
  asks: 'Did you wait some hours without doing anything, and did it help?',
  choices: triedOrNot('wait'),
  who: 'user',
});
