import { question } from '../question.ts';

export default question({
  id: 'use-online-content',
  facts: ['client.policy[UseOnlineContent]'],
  asks: 'Which UseOnlineContent does a policy set for Office on the PC?',
  choices: [
    {
      id: '0',
      says: '0: Office may not sign in to services',
      sets: { 'client.policy[UseOnlineContent]': 0 },
    },
    { id: '2', says: '2: it may', sets: { 'client.policy[UseOnlineContent]': 2 } },
    { id: 'none', says: 'No policy sets it', sets: {} },
  ],
  who: 'helpdesk',
});
