import { question } from '../question.ts';

export default question({
  id: 'pattern',
  facts: ['timeline.pattern'],
  asks: 'When does it come?',
  choices: [
    { id: 'once', says: 'It came once only', sets: { 'timeline.pattern': 'once' } },
    { id: 'every-start', says: 'At every start of Outlook', sets: { 'timeline.pattern': 'every-start' } },
    { id: 'constant', says: 'All the time, again and again', sets: { 'timeline.pattern': 'constant' } },
    { id: 'random', says: 'Now and then, without a rule', sets: { 'timeline.pattern': 'random' } },
    {
      id: 'network',
      says: 'When the network changes: dock, Wi-Fi, VPN',
      sets: { 'timeline.pattern': 'after-network-change' },
    },
    {
      id: 'reboot',
      says: 'After the PC or a server was restarted',
      sets: { 'timeline.pattern': 'after-reboot' },
    },
    { id: 'hourly', says: 'About every hour', sets: { 'timeline.pattern': 'hourly' }, who: 'helpdesk' },
    {
      id: 'peak',
      says: 'When many work: mornings, busy hours',
      sets: { 'timeline.pattern': 'peak' },
      who: 'helpdesk',
    },
    {
      id: 'logon',
      says: 'At every sign-in to Windows',
      sets: { 'timeline.pattern': 'every-logon' },
      who: 'helpdesk',
    },
  ],
  who: 'user',
});
