import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'admits-group',
  facts: ['path.admitsOnlyGroup'],
  asks: 'Does the device before Exchange admit only members of a group?',
  choices: yesOrNo('path.admitsOnlyGroup', 'Yes', 'No, everybody'),
  who: 'helpdesk',
});
