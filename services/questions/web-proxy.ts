import { question } from '../question.ts';

export default question({
  id: 'web-proxy',
  facts: ['client.webProxy'],
  asks: 'Which web proxy does the PC use (netsh winhttp show proxy; Internet Options)?',
  choices: [{ id: 'none', says: 'None: direct access', sets: { 'client.webProxy': '' } }],
  text: { fact: 'client.webProxy', hint: 'Host and port' },
  who: 'helpdesk',
});
