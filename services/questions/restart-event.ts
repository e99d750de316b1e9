import { question } from '../question.ts';

export default question({
  id: 'restart-event',
  facts: ['client.restartEvent'],
  asks: 'What does event 67 of source Outlook in the PC’s application log say?',
  choices: [{ id: 'none', says: 'There is none', sets: { 'client.restartEvent': '' } }],
  text: { fact: 'client.restartEvent', hint: 'Its words' },
  who: 'helpdesk',
});
