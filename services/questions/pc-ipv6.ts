import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'pc-ipv6',
  facts: ['client.ipv6'],
  asks: 'Is IPv6 switched on for the PC’s network card?',
  choices: yesOrNo('client.ipv6', 'Yes', 'No'),
  who: 'helpdesk',
});
