import { question } from '../question.ts';

export default question({
  id: 'prefilled-name',
  facts: ['popup.prefilledUser', 'popup.prefilledIs'],
  asks: 'Which user name stands in the password box before you type anything?',
  choices: [
    { id: 'address', says: 'My e-mail address', sets: { 'popup.prefilledIs': 'address' } },
    { id: 'upn', says: 'Another name with an @', sets: { 'popup.prefilledIs': 'upn' } },
    { id: 'domain-user', says: 'DOMAIN\\name', sets: { 'popup.prefilledIs': 'domain-user' } },
    { id: 'empty', says: 'None: the field is empty', sets: { 'popup.prefilledIs': 'empty' } },
  ],
  text: { fact: 'popup.prefilledUser', hint: 'The name as it stands there, never the password' },
  who: 'user',
});
