import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-new-windows-profile',
  facts: ['tried[]'],
  asks: 'Was a new Windows profile tried on this PC, and did it help?',
  choices: triedOrNot('new-windows-profile'),
  who: 'helpdesk',
});
