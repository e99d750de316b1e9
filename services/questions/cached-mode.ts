import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'cached-mode',
  facts: ['client.cachedMode'],
  asks: 'Is "Use Cached Exchange Mode" on for the account?',
  choices: yesOrNo('client.cachedMode', 'Yes, it is on', 'No, it is off'),
  who: 'user',
});
