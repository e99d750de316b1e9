import { question } from '../question.ts';

export default question({
  id: 'proxy-server',
  facts: ['client.proxyServer'],
  asks: 'Which server stands in the profile’s Exchange Proxy Settings?',
  choices: [{ id: 'none', says: 'None: the proxy is off', sets: { 'client.proxyServer': '' } }],
  text: { fact: 'client.proxyServer', hint: 'The name behind https://' },
  who: 'helpdesk',
});
