import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-reboot-pc',
  facts: ['tried[]'],
  asks: 'Did you restart the PC, and did it help?',
  choices: triedOrNot('reboot-pc'),
  who: 'user',
});
