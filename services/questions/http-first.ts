import { question } from '../question.ts';

export default question({
  id: 'http-first',
  facts: ['client.httpFirst'],
  asks: 'In Exchange Proxy Settings, where is "connect using HTTP first" ticked?',
  choices: [
    { id: 'fast', says: 'For fast networks', sets: { 'client.httpFirst': ['fast'] } },
    { id: 'slow', says: 'For slow networks', sets: { 'client.httpFirst': ['slow'] } },
    { id: 'none', says: 'For neither', sets: { 'client.httpFirst': [] } },
  ],
  several: 'any',
  who: 'helpdesk',
});
