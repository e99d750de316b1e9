import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-connectivity',
  facts: ['checked[connectivity].result'],
  asks: 'Has somebody looked over the servers’ connections to domain controllers, and was it right?',
  choices: lookedOver('connectivity'),
  who: 'helpdesk',
});
