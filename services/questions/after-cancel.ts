import { question } from '../question.ts';

export default question({
  id: 'after-cancel',
  facts: ['popup.afterCancel', 'popup.afterCancelText'],
  asks: 'Press Cancel once in the box: what appears then?',
  choices: [
    { id: 'nothing', says: 'Nothing: Outlook goes on working', sets: { 'popup.afterCancel': 'nothing' } },
    { id: 'credential', says: 'The password box again', sets: { 'popup.afterCancel': 'credential' } },
    {
      id: 'need-password',
      says: 'Only "Need Password" at the bottom',
      sets: { 'popup.afterCancel': 'need-password' },
    },
    {
      id: 'disconnected',
      says: 'Only "Disconnected" at the bottom',
      sets: { 'popup.afterCancel': 'disconnected' },
    },
    {
      id: 'allow-website',
      says: '"Allow this website to configure … server settings?"',
      sets: { 'popup.afterCancel': 'allow-website' },
    },
    { id: 'failed', says: 'An error, or Outlook closes', sets: { 'popup.afterCancel': 'failed' } },
    {
      id: 'restart',
      says: '"… quit and restart Outlook"',
      sets: { 'popup.afterCancel': 'restart' },
      who: 'helpdesk',
    },
    {
      id: 'certificate',
      says: 'A certificate warning',
      sets: { 'popup.afterCancel': 'certificate' },
      who: 'helpdesk',
    },
    {
      id: 'proxy-certificate',
      says: '"… the proxy server’s security certificate"',
      sets: { 'popup.afterCancel': 'proxy-certificate' },
      who: 'helpdesk',
    },
  ],
  text: { fact: 'popup.afterCancelText', hint: 'The words of the next box' },
  who: 'user',
});
