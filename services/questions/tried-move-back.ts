import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-move-back',
  facts: ['tried[]'],
  asks: 'Was the mailbox moved back, and did it help?',
  choices: triedOrNot('move-back'),
  who: 'helpdesk',
});
