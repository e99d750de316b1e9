import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-authentication',
  facts: ['checked[authentication].result'],
  asks: 'Has somebody looked over the authentication of the virtual directories, and was it right?',
  choices: lookedOver('authentication'),
  who: 'helpdesk',
});
