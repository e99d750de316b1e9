import { question } from '../question.ts';

export default question({
  id: 'front-end',
  facts: ['path.frontEnd'],
  asks: 'Through which Exchange version do this user’s connections enter?',
  choices: [
    { id: '2010', says: 'Exchange 2010', sets: { 'path.frontEnd': '2010' } },
    { id: '2013', says: 'Exchange 2013', sets: { 'path.frontEnd': '2013' } },
    { id: '2016', says: 'Exchange 2016', sets: { 'path.frontEnd': '2016' } },
    { id: '2019', says: 'Exchange 2019', sets: { 'path.frontEnd': '2019' } },
    { id: 'online', says: 'Exchange Online', sets: { 'path.frontEnd': 'online' } },
    { id: '2007', says: 'Exchange 2007', sets: { 'path.frontEnd': '2007' } },
  ],
  who: 'helpdesk',
});
