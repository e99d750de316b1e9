import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'keeps-connection',
  facts: ['path.keepsConnection'],
  asks: 'Does the device before Exchange keep a client on one connection?',
  choices: yesOrNo('path.keepsConnection', 'Yes', 'No, it shares or closes connections'),
  who: 'helpdesk',
});
