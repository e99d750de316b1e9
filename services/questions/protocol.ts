import { question } from '../question.ts';

export default question({
  id: 'protocol',
  facts: ['client.protocol'],
  asks: 'In "Connection Status", which protocol do the mail rows show?',
  choices: [
    { id: 'http', says: 'HTTP', sets: { 'client.protocol': 'HTTP' } },
    { id: 'rpc-http', says: 'RPC/HTTP', sets: { 'client.protocol': 'RPC/HTTP' } },
    { id: 'rpc-tcp', says: 'RPC/TCP', sets: { 'client.protocol': 'RPC/TCP' } },
  ],
  who: 'user',
});
