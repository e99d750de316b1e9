import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-certificates',
  facts: ['checked[certificates].result'],
  asks: 'Has somebody looked over the certificates, and was it right?',
  choices: lookedOver('certificates'),
  who: 'helpdesk',
});
