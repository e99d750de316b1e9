import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'domain-user',
  facts: ['popup.domainUserWorks'],
  asks: 'Sign in to the box once as DOMAIN\\name with your usual password: is it gone then?',
  choices: [
    ...yesOrNo('popup.domainUserWorks', 'Yes, then it is gone', 'No, it comes back'),
    { id: 'not-tried', says: 'I have not tried', sets: {} },
  ],
  who: 'user',
});
