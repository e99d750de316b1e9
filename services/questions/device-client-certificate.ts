import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'device-client-certificate',
  facts: ['path.asksClientCertificate'],
  asks: 'Does the device before Exchange ask for a client certificate?',
  choices: yesOrNo('path.asksClientCertificate', 'Yes', 'No'),
  who: 'helpdesk',
});
