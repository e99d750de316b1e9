import { question } from '../question.ts';

export default question({
  id: 'accepted-methods',
  facts: ['client.acceptAuth'],
  asks: 'Which methods does Outlook’s log say that it accepts?',
  choices: [
    { id: 'negotiate', says: 'Negotiate', sets: { 'client.acceptAuth': ['Negotiate'] } },
    { id: 'ntlm', says: 'NTLM', sets: { 'client.acceptAuth': ['NTLM'] } },
    { id: 'basic', says: 'Basic', sets: { 'client.acceptAuth': ['Basic'] } },
    { id: 'bearer', says: 'Bearer', sets: { 'client.acceptAuth': ['Bearer'] } },
  ],
  several: 'any',
  who: 'helpdesk',
});
