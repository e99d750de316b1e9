import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-recycle-autodiscover',
  facts: ['tried[]'],
  asks: 'Was the Autodiscover application pool recycled, and did it help?',
  choices: triedOrNot('recycle-autodiscover'),
  who: 'helpdesk',
});
