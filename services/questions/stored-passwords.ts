import { question } from '../question.ts';

export default question({
  id: 'stored-passwords',
  facts: ['client.credentialEntries'],
  asks: 'Run "cmdkey /list" on the PC: which of these lines are there?',
  choices: [
    {
      id: 'office',
      says: 'MicrosoftOffice…_Data:…',
      sets: { 'client.credentialEntries': ['MicrosoftOffice'] },
    },
    { id: 'outlook', says: 'MS.Outlook…', sets: { 'client.credentialEntries': ['MS.Outlook'] } },
    {
      id: 'autodiscover',
      says: 'One with autodiscover in it',
      sets: { 'client.credentialEntries': ['autodiscover'] },
    },
    {
      id: 'none',
      says: 'None of Office, Outlook or a mail server',
      sets: { 'client.credentialEntries': [] },
    },
  ],
  several: 'any',
  text: { fact: 'client.credentialEntries', hint: 'The names behind Target=, with commas' },
  who: 'helpdesk',
});
