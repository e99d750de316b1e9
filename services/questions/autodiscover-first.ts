import { question } from '../question.ts';

export default question({
  id: 'autodiscover-first',
  facts: ['client.autodiscoverFirst', 'client.autodiscoverFirstUrl'],
  asks: 'Run "Test E-mail AutoConfiguration": which way does its log show first?',
  choices: [
    { id: 'scp', says: 'SCP lookup', sets: { 'client.autodiscoverFirst': 'scp' } },
    { id: 'root', says: 'https://<mail domain>/…', sets: { 'client.autodiscoverFirst': 'root' } },
    {
      id: 'autodiscover',
      says: 'https://autodiscover.<mail domain>/…',
      sets: { 'client.autodiscoverFirst': 'autodiscover' },
    },
    { id: 'office365', says: 'An address of Office 365', sets: { 'client.autodiscoverFirst': 'office365' } },
    { id: 'local-xml', says: 'A local XML file', sets: { 'client.autodiscoverFirst': 'local-xml' } },
    {
      id: 'last-known-good',
      says: 'The last known good URL',
      sets: { 'client.autodiscoverFirst': 'last-known-good' },
    },
    { id: 'srv', says: 'An SRV record', sets: { 'client.autodiscoverFirst': 'srv' } },
    { id: 'redirect', says: 'A redirection', sets: { 'client.autodiscoverFirst': 'redirect' } },
  ],
  text: { fact: 'client.autodiscoverFirstUrl', hint: 'The first URL of the log' },
  who: 'helpdesk',
});
