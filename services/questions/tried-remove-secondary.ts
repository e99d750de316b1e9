import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-remove-secondary',
  facts: ['tried[]'],
  asks: 'Was the other mailbox taken out of Outlook, and did it help?',
  choices: triedOrNot('remove-secondary'),
  who: 'user',
});
