import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-clear-credentials',
  facts: ['tried[]'],
  asks: 'Were stored passwords deleted from Credential Manager, and did it help?',
  choices: triedOrNot('clear-credentials'),
  who: 'helpdesk',
});
