import { question } from '../question.ts';

export default question({
  id: 'pre-authentication',
  facts: ['path.preAuthentication'],
  asks: 'Does the device before Exchange ask for the password itself?',
  choices: [
    { id: 'none', says: 'No', sets: { 'path.preAuthentication': 'none' } },
    { id: 'basic', says: 'Yes, with Basic', sets: { 'path.preAuthentication': 'basic' } },
    { id: 'forms', says: 'Yes, with a form', sets: { 'path.preAuthentication': 'forms' } },
    {
      id: 'kcd',
      says: 'Yes, and gets Kerberos tickets for the user',
      sets: { 'path.preAuthentication': 'kcd' },
    },
  ],
  who: 'helpdesk',
});
