import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-unlock',
  facts: ['tried[]'],
  asks: 'Was the account unlocked, and did it help?',
  choices: triedOrNot('unlock'),
  who: 'helpdesk',
});
