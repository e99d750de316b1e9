import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-spn',
  facts: ['checked[spn].result'],
  asks: 'Has somebody looked over the service principal names, and was it right?',
  choices: lookedOver('spn'),
  who: 'helpdesk',
});
