import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-urls',
  facts: ['checked[urls].result'],
  asks: 'Has somebody looked over the URLs of the virtual directories, and was it right?',
  choices: lookedOver('urls'),
  who: 'helpdesk',
});
