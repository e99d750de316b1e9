import { question } from '../question.ts';

export default question({
  id: 'remember',
  facts: ['popup.rememberOffered', 'popup.rememberTicked'],
  asks: 'Does the password box offer "Remember my credentials"?',
  choices: [
    {
      id: 'ticked',
      says: 'Yes, and I ticked it',
      sets: { 'popup.rememberOffered': true, 'popup.rememberTicked': true },
    },
    {
      id: 'not-ticked',
      says: 'Yes, and I left it empty',
      sets: { 'popup.rememberOffered': true, 'popup.rememberTicked': false },
    },
    { id: 'no', says: 'No, there is no such line', sets: { 'popup.rememberOffered': false } },
  ],
  who: 'user',
});
