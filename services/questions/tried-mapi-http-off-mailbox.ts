import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-mapi-http-off-mailbox',
  facts: ['tried[]'],
  asks: 'Was MAPI/HTTP switched off for the mailbox, and did it help?',
  choices: triedOrNot('mapi-http-off-mailbox'),
  who: 'helpdesk',
});
