import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-addins-off',
  facts: ['tried[]'],
  asks: 'Were Outlook’s add-ins switched off, and did it help?',
  choices: triedOrNot('addins-off'),
  who: 'user',
});
