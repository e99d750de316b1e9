import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'without-add-ins',
  facts: ['client.addinsOffHelps'],
  asks: 'Start Outlook once with "outlook.exe /safe": is the box gone?',
  choices: [
    ...yesOrNo('client.addinsOffHelps', 'Yes, then it is gone', 'No, it comes all the same'),
    { id: 'not-tried', says: 'I have not tried', sets: {} },
  ],
  who: 'user',
});
