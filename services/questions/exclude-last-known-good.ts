import { question } from '../question.ts';

export default question({
  id: 'exclude-last-known-good',
  facts: ['client.registry[ExcludeLastKnownGoodURL]', 'client.policy[ExcludeLastKnownGoodURL]'],
  asks: 'What is ExcludeLastKnownGoodURL below Outlook\\AutoDiscover in the PC’s registry?',
  choices: [
    { id: '1', says: '1', sets: { 'client.registry[ExcludeLastKnownGoodURL]': 1 } },
    { id: '0', says: '0, or not there', sets: { 'client.registry[ExcludeLastKnownGoodURL]': 0 } },
    { id: 'policy-1', says: '1, set by a policy', sets: { 'client.policy[ExcludeLastKnownGoodURL]': 1 } },
    { id: 'policy-0', says: '0, set by a policy', sets: { 'client.policy[ExcludeLastKnownGoodURL]': 0 } },
  ],
  who: 'helpdesk',
});
