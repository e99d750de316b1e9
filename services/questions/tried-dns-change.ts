import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-dns-change',
  facts: ['tried[]'],
  asks: 'Were DNS records changed because of it, and did it help?',
  choices: triedOrNot('dns-change'),
  who: 'helpdesk',
});
