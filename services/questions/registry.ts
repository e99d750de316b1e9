import { question } from '../question.ts';

export default question({
  id: 'registry',
  facts: ['client.registry'],
  asks: 'What is {} in the PC’s registry?',
  choices: [],
  text: { fact: 'client.registry', hint: 'Name=value, such as ExcludeScpLookup=1' },
  who: 'helpdesk',
});
