import { question } from '../question.ts';

export default question({
  id: 'lm-compatibility',
  facts: ['client.lmCompatibilityLevel', 'client.registry[LmCompatibilityLevel]'],
  asks: 'What is LmCompatibilityLevel below Control\\Lsa in the PC’s registry?',
  choices: [
    { id: '0', says: '0: LM and NTLM', sets: { 'client.lmCompatibilityLevel': 0 } },
    { id: '1', says: '1: LM and NTLM, NTLMv2 where agreed', sets: { 'client.lmCompatibilityLevel': 1 } },
    { id: '2', says: '2: NTLM only', sets: { 'client.lmCompatibilityLevel': 2 } },
    { id: '3', says: '3: NTLMv2 only', sets: { 'client.lmCompatibilityLevel': 3 } },
    { id: '4', says: '4: NTLMv2 only', sets: { 'client.lmCompatibilityLevel': 4 } },
    { id: '5', says: '5: NTLMv2 only', sets: { 'client.lmCompatibilityLevel': 5 } },
  ],
  who: 'helpdesk',
});
