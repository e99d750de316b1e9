import { question } from '../question.ts';

export default question({
  id: 'tls-ends',
  facts: ['path.tlsEndsAt'],
  asks: 'Where does the PC’s TLS session end?',
  choices: [
    { id: 'exchange', says: 'At Exchange', sets: { 'path.tlsEndsAt': 'exchange' } },
    { id: 'device', says: 'At a device before it', sets: { 'path.tlsEndsAt': 'device' } },
    { id: 'scanner', says: 'At a scanner on the PC or a web filter', sets: { 'path.tlsEndsAt': 'scanner' } },
  ],
  who: 'helpdesk',
});
