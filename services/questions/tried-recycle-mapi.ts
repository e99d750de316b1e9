import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-recycle-mapi',
  facts: ['tried[]'],
  asks: 'Was a MAPI application pool recycled, and did it help?',
  choices: triedOrNot('recycle-mapi'),
  who: 'helpdesk',
});
