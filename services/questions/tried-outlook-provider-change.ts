import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-outlook-provider-change',
  facts: ['tried[]'],
  asks: 'Was the Outlook provider (EXPR, EXCH) changed, and did it help?',
  choices: triedOrNot('outlook-provider-change'),
  who: 'helpdesk',
});
