import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-direct-to-server',
  facts: ['tried[]'],
  asks: 'Was the PC sent directly to one Exchange server, and did it help?',
  choices: triedOrNot('direct-to-server'),
  who: 'helpdesk',
});
