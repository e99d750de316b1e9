import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-safe-mode',
  facts: ['tried[]'],
  asks: 'Was Outlook started in safe mode, and did it help?',
  choices: triedOrNot('safe-mode'),
  who: 'user',
});
