import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'mapi-http-disabled',
  facts: ['client.mapiHttpDisabled', 'client.registry[MapiHttpDisabled]'],
  asks: 'Is MapiHttpDisabled = 1 below HKCU\\Software\\Microsoft\\Exchange on the PC?',
  choices: yesOrNo('client.mapiHttpDisabled', 'Yes, it is 1', 'No, it is 0 or not there'),
  who: 'helpdesk',
});
