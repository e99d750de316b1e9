import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'other-dc',
  facts: ['scope.otherDcWorks'],
  asks: 'Is the box gone when the PC uses another domain controller (echo %LOGONSERVER%)?',
  choices: [
    ...yesOrNo('scope.otherDcWorks', 'Yes, with another one it is gone', 'No, it comes with each'),
    { id: 'not-tried', says: 'Nobody has tried', sets: {} },
  ],
  who: 'helpdesk',
});
