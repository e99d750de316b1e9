import { question } from '../question.ts';

export default question({
  id: 'exclude-root-domain',
  facts: ['client.registry[ExcludeHttpsRootDomain]', 'client.policy[ExcludeHttpsRootDomain]'],
  asks: 'What is ExcludeHttpsRootDomain below Outlook\\AutoDiscover in the PC’s registry?',
  choices: [
    { id: '1', says: '1', sets: { 'client.registry[ExcludeHttpsRootDomain]': 1 } },
    { id: '0', says: '0, or not there', sets: { 'client.registry[ExcludeHttpsRootDomain]': 0 } },
    { id: 'policy-1', says: '1, set by a policy', sets: { 'client.policy[ExcludeHttpsRootDomain]': 1 } },
    { id: 'policy-0', says: '0, set by a policy', sets: { 'client.policy[ExcludeHttpsRootDomain]': 0 } },
  ],
  who: 'helpdesk',
});
