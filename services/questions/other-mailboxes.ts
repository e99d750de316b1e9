import { question } from '../question.ts';

export default question({
  id: 'other-mailboxes',
  facts: ['secondary'],
  asks: 'Which other mailboxes are open in your Outlook: shared ones, a colleague’s, an archive?',
  asksHelpdesk: 'Which other mailboxes does the user have open in Outlook?',
  choices: [
    { id: 'none', says: 'None, only my own', sets: { secondary: [] } },
    { id: 'some', says: 'Some', sets: {} },
  ],
  text: { fact: 'secondary', hint: 'Their addresses, with commas' },
  who: 'user',
});
