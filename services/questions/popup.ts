import { question } from '../question.ts';

export default question({
  id: 'popup',
  facts: ['popup.kind', 'popup.chain'],
  asks: 'Which box do you see? Several: in the order in which they come.',
  asksHelpdesk: 'Which box does the user see? Several: in the order in which they come.',
  choices: [
    {
      id: 'credential',
      says: '"Windows Security": Microsoft Outlook, Connecting to …, user name and password',
      sets: { 'popup.kind': 'credential', 'popup.chain': ['credential'] },
    },
    {
      id: 'restart',
      says: '"The Microsoft Exchange administrator has made a change that requires you quit and restart Outlook"',
      sets: { 'popup.kind': 'restart', 'popup.chain': ['restart'] },
    },
    {
      id: 'allow-website',
      says: '"Allow this website to configure … server settings?"',
      sets: { 'popup.kind': 'allow-website', 'popup.chain': ['allow-website'] },
    },
    {
      id: 'certificate',
      says: '"Security Alert": … the site’s security certificate',
      sets: { 'popup.kind': 'certificate', 'popup.chain': ['certificate'] },
    },
    {
      id: 'need-password',
      says: 'No box, only "Need Password" at the bottom of Outlook',
      sets: { 'popup.kind': 'need-password', 'popup.chain': ['need-password'] },
    },
    {
      id: 'disconnected',
      says: 'No box, only "Disconnected" or "Trying to connect" at the bottom of Outlook',
      sets: { 'popup.kind': 'disconnected', 'popup.chain': ['disconnected'] },
    },
    {
      id: 'web-sign-in',
      says: 'A sign-in page as in a browser ("Sign in", "Enter password")',
      sets: { 'popup.kind': 'web-sign-in', 'popup.chain': ['web-sign-in'] },
    },
    {
      id: 'temporary-mailbox',
      says: '"Exchange is currently in recovery mode": temporary mailbox or old data',
      sets: { 'popup.kind': 'temporary-mailbox', 'popup.chain': ['temporary-mailbox'] },
    },
    {
      id: 'proxy-certificate',
      says: '"There is a problem with the proxy server’s security certificate"',
      sets: { 'popup.kind': 'proxy-certificate', 'popup.chain': ['proxy-certificate'] },
    },
    {
      id: 'client-certificate',
      says: 'A box that wants a certificate or smart card: "Select a certificate", PIN',
      sets: { 'popup.kind': 'client-certificate', 'popup.chain': ['client-certificate'] },
    },
    {
      id: 'encrypted-unavailable',
      says: '"An encrypted connection to your mail server is not available"',
      sets: { 'popup.kind': 'encrypted-unavailable', 'popup.chain': ['encrypted-unavailable'] },
    },
    {
      id: 'gone',
      says: 'Nothing any more: it is gone now',
      sets: { 'popup.kind': 'gone', 'popup.chain': ['gone'] },
    },
    { id: 'other', says: 'Another box', sets: { 'popup.kind': 'other', 'popup.chain': ['other'] } },
  ],
  several: 'in-order',
  who: 'user',
});
