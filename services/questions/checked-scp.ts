import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-scp',
  facts: ['checked[scp].result'],
  asks: 'Has somebody looked over the service connection points, and was it right?',
  choices: lookedOver('scp'),
  who: 'helpdesk',
});
