import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-mapi-http-off-client',
  facts: ['tried[]'],
  asks: 'Was MAPI/HTTP switched off on the PC (MapiHttpDisabled), and did it help?',
  choices: triedOrNot('mapi-http-off-client'),
  who: 'helpdesk',
});
