import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-ipv6-off',
  facts: ['tried[]'],
  asks: 'Was IPv6 switched off, and did it help?',
  choices: triedOrNot('ipv6-off'),
  who: 'helpdesk',
});
