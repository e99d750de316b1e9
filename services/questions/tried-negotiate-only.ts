import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-negotiate-only',
  facts: ['tried[]'],
  asks: 'Was authentication set to Negotiate only, and did it help?',
  choices: triedOrNot('negotiate-only'),
  who: 'helpdesk',
});
