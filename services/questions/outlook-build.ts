import { question } from '../question.ts';

export default question({
  id: 'outlook-build',
  facts: ['client.outlookBuild'],
  asks: 'Which Outlook is it (File, Office Account, About Outlook)?',
  choices: [
    { id: '14', says: 'Outlook 2010', sets: { 'client.outlookBuild': '14' } },
    { id: '15', says: 'Outlook 2013', sets: { 'client.outlookBuild': '15' } },
    { id: '16', says: 'Outlook 2016, 2019, 2021 or Microsoft 365', sets: { 'client.outlookBuild': '16' } },
    { id: '12', says: 'Outlook 2007', sets: { 'client.outlookBuild': '12' } },
  ],
  text: { fact: 'client.outlookBuild', hint: 'The build, such as 16.0.17328.20162' },
  who: 'user',
});
