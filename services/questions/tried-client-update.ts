import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-client-update',
  facts: ['tried[]'],
  asks: 'Was Outlook updated because of it, and did it help?',
  choices: triedOrNot('client-update'),
  who: 'user',
});
