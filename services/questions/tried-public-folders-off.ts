import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-public-folders-off',
  facts: ['tried[]'],
  asks: 'Were public folders taken out of Outlook, and did it help?',
  choices: triedOrNot('public-folders-off'),
  who: 'helpdesk',
});
