import { question } from '../question.ts';

export default question({
  id: 'ntlm-restriction',
  facts: ['client.registry[RestrictSendingNTLMTraffic]'],
  asks: 'What is RestrictSendingNTLMTraffic below Lsa\\MSV1_0 in the PC’s registry?',
  choices: [
    {
      id: '0',
      says: '0, or not there: all is allowed',
      sets: { 'client.registry[RestrictSendingNTLMTraffic]': 0 },
    },
    { id: '1', says: '1: it is only noted', sets: { 'client.registry[RestrictSendingNTLMTraffic]': 1 } },
    { id: '2', says: '2: it is denied', sets: { 'client.registry[RestrictSendingNTLMTraffic]': 2 } },
  ],
  who: 'helpdesk',
});
