import { question } from '../question.ts';

export default question({
  id: 'connection-status',
  facts: ['connections[]'],
  asks: 'Ctrl + right-click on the Outlook icon by the clock, "Connection Status": what is there?',
  choices: [
    {
      id: 'mail-up',
      says: 'Mail rows: Established',
      sets: { 'connections[]': { type: 'mail', status: 'Established' } },
    },
    {
      id: 'mail-down',
      says: 'Mail rows: Disconnected',
      sets: { 'connections[]': { type: 'mail', status: 'Disconnected' } },
    },
    {
      id: 'mail-connecting',
      says: 'Mail rows: Connecting',
      sets: { 'connections[]': { type: 'mail', status: 'Connecting' } },
    },
    {
      id: 'directory-up',
      says: 'Directory rows: Established',
      sets: { 'connections[]': { type: 'directory', status: 'Established' } },
    },
    {
      id: 'directory-down',
      says: 'Directory rows: Disconnected or Connecting',
      sets: { 'connections[]': { type: 'directory', status: 'Disconnected' } },
    },
    { id: 'none', says: 'No rows at all', sets: { 'connections[]': [] } },
    {
      id: 'folders-down',
      says: 'Public folder rows: Disconnected or Connecting',
      sets: { 'connections[]': { type: 'public-folders', status: 'Disconnected' } },
      who: 'helpdesk',
    },
    {
      id: 'kerberos',
      says: 'Authn: Kerberos',
      sets: { 'connections[]': { authn: 'Kerberos' } },
      who: 'helpdesk',
    },
    { id: 'ntlm', says: 'Authn: NTLM', sets: { 'connections[]': { authn: 'NTLM' } }, who: 'helpdesk' },
    { id: 'nego', says: 'Authn: Nego*', sets: { 'connections[]': { authn: 'Nego*' } }, who: 'helpdesk' },
  ],
  several: 'any',
  who: 'user',
});
