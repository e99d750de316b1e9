import { question } from '../question.ts';

export default question({
  id: 'scanner',
  facts: ['client.scanner'],
  asks: 'Which scanner on the PC opens encrypted traffic?',
  choices: [{ id: 'none', says: 'None', sets: { 'client.scanner': '' } }],
  text: { fact: 'client.scanner', hint: 'Its name' },
  who: 'helpdesk',
});
