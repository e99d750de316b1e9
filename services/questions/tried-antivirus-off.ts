import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-antivirus-off',
  facts: ['tried[]'],
  asks: 'Was the virus scanner’s inspection switched off, and did it help?',
  choices: triedOrNot('antivirus-off'),
  who: 'helpdesk',
});
