import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'ipv6-answers',
  facts: ['path.ipv6Answers'],
  asks: 'Does the mail server’s name answer over IPv6 from that PC (ping -6)?',
  choices: yesOrNo('path.ipv6Answers', 'Yes', 'No'),
  who: 'helpdesk',
});
