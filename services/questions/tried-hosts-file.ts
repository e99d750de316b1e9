import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-hosts-file',
  facts: ['tried[]'],
  asks: 'Was an entry in the PC’s hosts file tried, and did it help?',
  choices: triedOrNot('hosts-file'),
  who: 'helpdesk',
});
