import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-extended-protection-off',
  facts: ['tried[]'],
  asks: 'Was Extended Protection switched off, and did it help?',
  choices: triedOrNot('extended-protection-off'),
  who: 'helpdesk',
});
