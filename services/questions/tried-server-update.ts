import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-server-update',
  facts: ['tried[]'],
  asks: 'Was an Exchange server updated because of it, and did it help?',
  choices: triedOrNot('server-update'),
  who: 'helpdesk',
});
