import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-ntlm-only',
  facts: ['tried[]'],
  asks: 'Was authentication set to NTLM only, and did it help?',
  choices: triedOrNot('ntlm-only'),
  who: 'helpdesk',
});
