import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-kernel-mode-off',
  facts: ['tried[]'],
  asks: 'Was kernel-mode authentication switched off in IIS, and did it help?',
  choices: triedOrNot('kernel-mode-off'),
  who: 'helpdesk',
});
