import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'other-passwords-kept',
  facts: ['client.otherPasswordsKept'],
  asks: 'Does Windows keep other saved passwords over a restart?',
  choices: yesOrNo('client.otherPasswordsKept', 'Yes, they are kept', 'No, they are gone too'),
  who: 'helpdesk',
});
