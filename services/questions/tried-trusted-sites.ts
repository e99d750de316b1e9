import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-trusted-sites',
  facts: ['tried[]'],
  asks: 'Were the mail names added to the trusted or intranet sites, and did it help?',
  choices: triedOrNot('trusted-sites'),
  who: 'helpdesk',
});
