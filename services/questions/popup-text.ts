import { question } from '../question.ts';

export default question({
  id: 'popup-text',
  facts: ['popup.text'],
  asks: 'What exactly does the first box say?',
  choices: [
    {
      id: 'expired',
      says: '"The security certificate has expired or is not yet valid."',
      sets: { 'popup.text': 'The security certificate has expired or is not yet valid.' },
    },
    {
      id: 'name',
      says: '"The name on the security certificate is invalid or does not match the name of the site."',
      sets: {
        'popup.text':
          'The name on the security certificate is invalid or does not match the name of the site.',
      },
    },
    {
      id: 'trust',
      says: '"The security certificate was issued by a company you have not chosen to trust."',
      sets: {
        'popup.text': 'The security certificate was issued by a company you have not chosen to trust.',
      },
    },
    {
      id: 'redirected',
      says: '"Your account was redirected to this website for settings."',
      sets: { 'popup.text': 'Your account was redirected to this website for settings.' },
    },
    {
      id: 'network-password',
      says: '"Enter Network Password"',
      sets: { 'popup.text': 'Enter network password' },
    },
  ],
  text: { fact: 'popup.text', hint: 'The words of the box, never a password' },
  who: 'user',
});
