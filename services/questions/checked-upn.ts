import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-upn',
  facts: ['checked[upn].result'],
  asks: 'Has somebody looked over the user’s sign-in name (UPN), and was it right?',
  choices: lookedOver('upn'),
  who: 'helpdesk',
});
