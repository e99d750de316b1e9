import { question } from '../question.ts';

export default question({
  id: 'policy',
  facts: ['client.policy'],
  asks: 'Run gpresult /h on the PC: which value does a policy set for {}?',
  choices: [],
  text: { fact: 'client.policy', hint: 'Name=value, such as ExcludeScpLookup=1' },
  who: 'helpdesk',
});
