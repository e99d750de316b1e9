import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'outlook-updated',
  facts: ['client.updated'],
  asks: 'Does File, Office Account, Update Options say that Outlook is up to date?',
  choices: yesOrNo('client.updated', 'Yes, it is up to date', 'No, updates are missing'),
  who: 'user',
});
