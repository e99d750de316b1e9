import { question } from '../question.ts';

export default question({
  id: 'prefer-local-xml',
  facts: ['client.registry[PreferLocalXML]', 'client.policy[PreferLocalXML]'],
  asks: 'What is PreferLocalXML below Outlook\\AutoDiscover in the PC’s registry?',
  choices: [
    { id: '1', says: '1', sets: { 'client.registry[PreferLocalXML]': 1 } },
    { id: '0', says: '0, or not there', sets: { 'client.registry[PreferLocalXML]': 0 } },
    { id: 'policy-1', says: '1, set by a policy', sets: { 'client.policy[PreferLocalXML]': 1 } },
    { id: 'policy-0', says: '0, set by a policy', sets: { 'client.policy[PreferLocalXML]': 0 } },
  ],
  who: 'helpdesk',
});
