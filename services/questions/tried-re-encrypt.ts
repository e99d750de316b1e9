import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-re-encrypt',
  facts: ['tried[]'],
  asks: 'Was the device set to go on with https, and did it help?',
  choices: triedOrNot('re-encrypt'),
  who: 'helpdesk',
});
