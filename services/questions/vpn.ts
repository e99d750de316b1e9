import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'vpn',
  facts: ['scope.vpn'],
  asks: 'Are you connected through the VPN?',
  choices: yesOrNo('scope.vpn', 'Yes, through the VPN', 'No, without VPN'),
  who: 'user',
});
