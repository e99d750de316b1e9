import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'address-book',
  facts: ['client.addressBookFails'],
  asks: 'Does "Check Names" or downloading the address book fail?',
  choices: yesOrNo('client.addressBookFails', 'Yes, it fails', 'No, names are found'),
  who: 'user',
});
