import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-new-profile',
  facts: ['tried[]'],
  asks: 'Was a new Outlook profile made on this PC, and did it help?',
  choices: triedOrNot('new-profile'),
  who: 'user',
});
