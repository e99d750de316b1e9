import { question } from '../question.ts';

export default question({
  id: 'issuer-seen',
  facts: ['client.certificateIssuerSeen'],
  asks: 'Open web mail in the browser on that PC: who issued the certificate?',
  choices: [],
  text: { fact: 'client.certificateIssuerSeen', hint: 'What stands behind "Issued by"' },
  who: 'user',
});
