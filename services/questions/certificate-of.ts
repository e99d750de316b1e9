import { question } from '../question.ts';

export default question({
  id: 'certificate-of',
  facts: ['popup.certificateOf', 'popup.certificateNames'],
  asks: 'Press "View Certificate" in the warning: to whom was it issued?',
  choices: [
    {
      id: 'namespace',
      says: 'To the name that web mail has too',
      sets: { 'popup.certificateOf': 'namespace' },
    },
    {
      id: 'web-site',
      says: 'To the company’s web site or its hoster',
      sets: { 'popup.certificateOf': 'web-site' },
    },
    {
      id: 'scanner',
      says: 'By a virus scanner or security program',
      sets: { 'popup.certificateOf': 'scanner' },
    },
    {
      id: 'own-server',
      says: 'To the server that the mailbox is on',
      sets: { 'popup.certificateOf': 'own-server' },
      who: 'helpdesk',
    },
    {
      id: 'other-server',
      says: 'To another Exchange server',
      sets: { 'popup.certificateOf': 'other-exchange-server' },
      who: 'helpdesk',
    },
    {
      id: 'device',
      says: 'To a load balancer, firewall or proxy',
      sets: { 'popup.certificateOf': 'device' },
      who: 'helpdesk',
    },
  ],
  text: { fact: 'popup.certificateNames', hint: 'The names in the certificate, with commas' },
  who: 'user',
});
