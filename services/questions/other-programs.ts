import { question } from '../question.ts';

export default question({
  id: 'other-programs',
  facts: ['client.otherMapiPrograms'],
  asks: 'Which other programs on the PC use Outlook’s data: archive, CRM, phone, Skype?',
  choices: [
    { id: 'none', says: 'None', sets: { 'client.otherMapiPrograms': [] } },
    {
      id: 'skype',
      says: 'Skype for Business',
      sets: { 'client.otherMapiPrograms': ['Skype for Business', '…'] },
    },
  ],
  text: { fact: 'client.otherMapiPrograms', hint: 'Their names, with commas' },
  who: 'user',
});
