import { question } from '../question.ts';

export default question({
  id: 'password',
  facts: ['popup.passwordAccepted'],
  asks: 'Type your password into the box once: what happens?',
  choices: [
    {
      id: 'accepted',
      says: 'The box stays away until Outlook starts again',
      sets: { 'popup.passwordAccepted': 'accepted' },
    },
    {
      id: 'accepted-returns',
      says: 'It closes, and comes back later',
      sets: { 'popup.passwordAccepted': 'accepted-returns' },
    },
    { id: 'refused', says: 'It is back at once', sets: { 'popup.passwordAccepted': 'refused' } },
  ],
  who: 'user',
});
