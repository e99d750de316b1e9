import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'direct',
  facts: ['scope.directWorks'],
  asks: 'Is the box gone when the PC reaches Exchange past the load balancer or proxy?',
  choices: [
    ...yesOrNo('scope.directWorks', 'Yes, directly it works', 'No, it comes directly too'),
    { id: 'not-tried', says: 'Nobody has tried', sets: {} },
  ],
  who: 'helpdesk',
});
