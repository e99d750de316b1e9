import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'web-mail',
  facts: ['scope.webmailWorks'],
  asks: 'Does web mail open with the same name and password?',
  choices: [
    ...yesOrNo('scope.webmailWorks', 'Yes, web mail works', 'No, web mail does not work either'),
    { id: 'not-tried', says: 'I have not tried', sets: {} },
  ],
  who: 'user',
});
