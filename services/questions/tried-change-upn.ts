import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-change-upn',
  facts: ['tried[]'],
  asks: 'Was the user’s sign-in name (UPN) changed, and did it help?',
  choices: triedOrNot('change-upn'),
  who: 'helpdesk',
});
