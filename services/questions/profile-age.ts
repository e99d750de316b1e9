import { question } from '../question.ts';

export default question({
  id: 'profile-age',
  facts: ['client.profileAge'],
  asks: 'How old is the Outlook profile?',
  choices: [
    { id: 'new', says: 'New today', sets: { 'client.profileAge': 0 } },
    { id: 'week', says: 'Some days', sets: { 'client.profileAge': 4 } },
    { id: 'month', says: 'Some weeks', sets: { 'client.profileAge': 28 } },
    { id: 'months', says: 'Some months', sets: { 'client.profileAge': 150 } },
    { id: 'years', says: 'A year or more', sets: { 'client.profileAge': 400 } },
  ],
  text: { fact: 'client.profileAge', hint: 'Its age in days' },
  who: 'user',
});
