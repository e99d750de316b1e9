import { question } from '../question.ts';

export default question({
  id: 'balancing',
  facts: ['path.balancing'],
  asks: 'How does the load balancer spread clients over the servers?',
  choices: [
    { id: 'source-ip', says: 'By the client’s address', sets: { 'path.balancing': 'source-ip' } },
    { id: 'cookie', says: 'By a cookie', sets: { 'path.balancing': 'cookie' } },
    { id: 'per-connection', says: 'Anew for each connection', sets: { 'path.balancing': 'per-connection' } },
    { id: 'per-request', says: 'Anew for each request', sets: { 'path.balancing': 'per-request' } },
  ],
  who: 'helpdesk',
});
