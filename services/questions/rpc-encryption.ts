import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'rpc-encryption',
  facts: ['client.rpcEncryption'],
  asks: 'Is "Encrypt data between Outlook and Exchange" ticked in the profile?',
  choices: yesOrNo('client.rpcEncryption', 'Yes, it is ticked', 'No'),
  who: 'helpdesk',
});
