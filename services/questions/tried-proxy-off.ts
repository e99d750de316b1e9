import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-proxy-off',
  facts: ['tried[]'],
  asks: 'Was the web proxy switched off on the PC, and did it help?',
  choices: triedOrNot('proxy-off'),
  who: 'helpdesk',
});
