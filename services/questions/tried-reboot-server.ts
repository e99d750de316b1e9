import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-reboot-server',
  facts: ['tried[]'],
  asks: 'Was an Exchange server restarted, and did it help?',
  choices: triedOrNot('reboot-server'),
  who: 'helpdesk',
});
