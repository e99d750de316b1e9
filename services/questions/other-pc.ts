import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'other-pc',
  facts: ['scope.otherPcWorks'],
  asks: 'Sign in on another PC: does Outlook work there without the box?',
  asksHelpdesk: 'Does Outlook work for the user on another PC without the box?',
  choices: [
    ...yesOrNo('scope.otherPcWorks', 'Yes, there it works', 'No, the box comes there too'),
    { id: 'not-tried', says: 'I have not tried', sets: {} },
  ],
  who: 'user',
});
