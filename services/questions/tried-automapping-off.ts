import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-automapping-off',
  facts: ['tried[]'],
  asks: 'Was automapping switched off for the other mailbox, and did it help?',
  choices: triedOrNot('automapping-off'),
  who: 'helpdesk',
});
