import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'pilot',
  facts: ['timeline.pilotWorked'],
  asks: 'Did it work for the test group before the change went live for all?',
  choices: yesOrNo('timeline.pilotWorked', 'Yes, for the test group it worked', 'No, or not for all of them'),
  who: 'helpdesk',
});
