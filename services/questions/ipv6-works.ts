import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'ipv6-works',
  facts: ['path.ipv6Works'],
  asks: 'Does a connection over IPv6 to the mail server work from that PC?',
  choices: yesOrNo('path.ipv6Works', 'Yes', 'No'),
  who: 'helpdesk',
});
