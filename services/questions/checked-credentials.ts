import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-credentials',
  facts: ['checked[credentials].result'],
  asks: 'Has somebody looked over the account and its password, and was it right?',
  choices: lookedOver('credentials'),
  who: 'helpdesk',
});
