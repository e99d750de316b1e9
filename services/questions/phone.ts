import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'phone',
  facts: ['scope.phoneWorks'],
  asks: 'Does mail on your phone go on working?',
  choices: [
    ...yesOrNo('scope.phoneWorks', 'Yes, new mail arrives', 'No, it asks or fails there too'),
    { id: 'not-tried', says: 'I have no mail on a phone', sets: {} },
  ],
  who: 'user',
});
