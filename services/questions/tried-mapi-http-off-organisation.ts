import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-mapi-http-off-organisation',
  facts: ['tried[]'],
  asks: 'Was MAPI/HTTP switched off for the organisation, and did it help?',
  choices: triedOrNot('mapi-http-off-organisation'),
  who: 'helpdesk',
});
