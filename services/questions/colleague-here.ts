import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'colleague-here',
  facts: ['scope.otherUserOnThisPcWorks'],
  asks: 'Does Outlook work without the box for a colleague on this PC?',
  choices: [
    ...yesOrNo('scope.otherUserOnThisPcWorks', 'Yes, for others it works here', 'No, others see it here too'),
    { id: 'not-tried', says: 'Nobody has tried', sets: {} },
  ],
  who: 'user',
});
