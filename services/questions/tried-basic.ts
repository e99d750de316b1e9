import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-basic',
  facts: ['tried[]'],
  asks: 'Was authentication set to Basic, and did it help?',
  choices: triedOrNot('basic'),
  who: 'helpdesk',
});
