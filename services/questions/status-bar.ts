import { question } from '../question.ts';

export default question({
  id: 'status-bar',
  facts: ['popup.statusBar'],
  asks: 'What stands at the bottom right of Outlook?',
  choices: [
    { id: 'need-password', says: '"Need Password"', sets: { 'popup.statusBar': 'need-password' } },
    { id: 'disconnected', says: '"Disconnected"', sets: { 'popup.statusBar': 'disconnected' } },
    { id: 'trying', says: '"Trying to connect…"', sets: { 'popup.statusBar': 'trying-to-connect' } },
    { id: 'other', says: 'Something else, such as "Connected"', sets: { 'popup.statusBar': 'other' } },
  ],
  who: 'user',
});
