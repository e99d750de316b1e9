import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'first-setup',
  facts: ['popup.duringProfileCreation'],
  asks: 'Does the box come while Outlook sets up the account for the first time?',
  choices: yesOrNo('popup.duringProfileCreation', 'Yes, while it is set up', 'No, later, in daily use'),
  who: 'user',
});
