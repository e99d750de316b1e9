import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-url-change',
  facts: ['tried[]'],
  asks: 'Were URLs of virtual directories changed, and did it help?',
  choices: triedOrNot('url-change'),
  who: 'helpdesk',
});
