import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-os-update',
  facts: ['tried[]'],
  asks: 'Was Windows updated on the PC because of it, and did it help?',
  choices: triedOrNot('os-update'),
  who: 'helpdesk',
});
