import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-scp-change',
  facts: ['tried[]'],
  asks: 'Was a service connection point changed, and did it help?',
  choices: triedOrNot('scp-change'),
  who: 'helpdesk',
});
