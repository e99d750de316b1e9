import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-recycle-services',
  facts: ['tried[]'],
  asks: 'Was the Exchange services (EWS) application pool recycled, and did it help?',
  choices: triedOrNot('recycle-services'),
  who: 'helpdesk',
});
