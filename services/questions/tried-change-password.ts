import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-change-password',
  facts: ['tried[]'],
  asks: 'Did you change your password because of it, and did it help?',
  choices: triedOrNot('change-password'),
  who: 'user',
});
