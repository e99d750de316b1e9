import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-iis-reset',
  facts: ['tried[]'],
  asks: 'Was IIS restarted on the Exchange servers, and did it help?',
  choices: triedOrNot('iis-reset'),
  who: 'helpdesk',
});
