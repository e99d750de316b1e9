import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'mac',
  facts: ['scope.macWorks'],
  asks: 'Does Outlook on a Mac work with the same account?',
  choices: [
    ...yesOrNo('scope.macWorks', 'Yes, on a Mac it works', 'No, there it fails too'),
    { id: 'not-tried', says: 'There is no Mac', sets: {} },
  ],
  who: 'user',
});
