import { question } from '../question.ts';

export default question({
  id: 'pc-updates',
  facts: ['client.hotfixes'],
  asks: 'Run "wmic qfe list" on the PC: which updates are installed?',
  choices: [
    { id: 'kb3140245', says: 'KB3140245 is among them', sets: { 'client.hotfixes': ['KB3140245', '…'] } },
  ],
  text: { fact: 'client.hotfixes', hint: 'All KB numbers, with commas; end with … when there are more' },
  who: 'helpdesk',
});
