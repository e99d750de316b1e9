import { question } from '../question.ts';

export default question({
  id: 'belongs-to',
  facts: ['popup.belongsTo'],
  asks: 'What is Outlook busy with when the box comes?',
  choices: [
    { id: 'mail', says: 'Opening or fetching my own mail', sets: { 'popup.belongsTo': ['mail'] } },
    {
      id: 'other-mailbox',
      says: 'Opening somebody else’s mailbox or calendar',
      sets: { 'popup.belongsTo': ['other-mailbox'] },
    },
    { id: 'public-folders', says: 'Opening public folders', sets: { 'popup.belongsTo': ['public-folders'] } },
    {
      id: 'directory',
      says: 'Looking up names in the address book',
      sets: { 'popup.belongsTo': ['directory'] },
    },
    {
      id: 'web-services',
      says: 'Free/busy times, room search or out of office',
      sets: { 'popup.belongsTo': ['web-services'] },
    },
    {
      id: 'offline-address-book',
      says: 'Send/Receive of the address book',
      sets: { 'popup.belongsTo': ['offline-address-book'] },
    },
    {
      id: 'autodiscover',
      says: 'Finding the account’s settings (Autodiscover)',
      sets: { 'popup.belongsTo': ['autodiscover'] },
      who: 'helpdesk',
    },
    {
      id: 'referral',
      says: 'A referral connection to the address book',
      sets: { 'popup.belongsTo': ['referral'] },
      who: 'helpdesk',
    },
    {
      id: 'other',
      says: 'Another program’s or account’s connection',
      sets: { 'popup.belongsTo': ['other'] },
      who: 'helpdesk',
    },
  ],
  several: 'any',
  who: 'user',
});
