import { question } from '../question.ts';

export default question({
  id: 'inside-outside',
  facts: ['scope.insideWorks', 'scope.outsideWorks'],
  asks: 'Where does the box come: in the office network, outside it, or in both?',
  choices: [
    {
      id: 'inside',
      says: 'Only in the office; outside it works',
      sets: { 'scope.insideWorks': false, 'scope.outsideWorks': true },
    },
    {
      id: 'outside',
      says: 'Only outside; in the office it works',
      sets: { 'scope.insideWorks': true, 'scope.outsideWorks': false },
    },
    { id: 'both', says: 'In both', sets: { 'scope.insideWorks': false, 'scope.outsideWorks': false } },
    {
      id: 'inside-at-least',
      says: 'In the office; outside I have not tried',
      sets: { 'scope.insideWorks': false },
    },
    {
      id: 'outside-at-least',
      says: 'Outside; in the office I have not tried',
      sets: { 'scope.outsideWorks': false },
    },
  ],
  who: 'user',
});
