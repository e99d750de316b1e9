import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-dns',
  facts: ['checked[dns].result'],
  asks: 'Has somebody looked over the DNS records, and was it right?',
  choices: lookedOver('dns'),
  who: 'helpdesk',
});
