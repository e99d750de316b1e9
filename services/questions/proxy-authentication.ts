import { question } from '../question.ts';

export default question({
  id: 'proxy-authentication',
  facts: ['client.proxyAuthentication'],
  asks: 'Which authentication stands in Exchange Proxy Settings?',
  choices: [
    { id: 'basic', says: 'Basic', sets: { 'client.proxyAuthentication': 'basic' } },
    { id: 'ntlm', says: 'NTLM', sets: { 'client.proxyAuthentication': 'ntlm' } },
    { id: 'negotiate', says: 'Negotiate', sets: { 'client.proxyAuthentication': 'negotiate' } },
  ],
  who: 'helpdesk',
});
