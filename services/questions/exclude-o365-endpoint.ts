import { question } from '../question.ts';

export default question({
  id: 'exclude-o365-endpoint',
  facts: ['client.registry[ExcludeExplicitO365Endpoint]', 'client.policy[ExcludeExplicitO365Endpoint]'],
  asks: 'What is ExcludeExplicitO365Endpoint below Outlook\\AutoDiscover in the PC’s registry?',
  choices: [
    { id: '1', says: '1', sets: { 'client.registry[ExcludeExplicitO365Endpoint]': 1 } },
    { id: '0', says: '0, or not there', sets: { 'client.registry[ExcludeExplicitO365Endpoint]': 0 } },
    { id: 'policy-1', says: '1, set by a policy', sets: { 'client.policy[ExcludeExplicitO365Endpoint]': 1 } },
    { id: 'policy-0', says: '0, set by a policy', sets: { 'client.policy[ExcludeExplicitO365Endpoint]': 0 } },
  ],
  who: 'helpdesk',
});
