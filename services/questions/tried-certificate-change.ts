import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-certificate-change',
  facts: ['tried[]'],
  asks: 'Was a certificate changed because of it, and did it help?',
  choices: triedOrNot('certificate-change'),
  who: 'helpdesk',
});
