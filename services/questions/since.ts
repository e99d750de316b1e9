import { question } from '../question.ts';

export default question({
  id: 'since',
  facts: ['timeline.since'],
  asks: 'Since when do you see it?',
  choices: [
    { id: 'hour', says: 'Within the last hour', sets: {}, ago: { 'timeline.since': 'PT15M' } },
    { id: 'today', says: 'Some hours', sets: {}, ago: { 'timeline.since': 'PT2H' } },
    { id: 'yesterday', says: 'Since yesterday', sets: {}, ago: { 'timeline.since': 'PT16H' } },
    { id: 'days', says: 'For some days', sets: {}, ago: { 'timeline.since': 'P2D' } },
    { id: 'weeks', says: 'For a week or some weeks', sets: {}, ago: { 'timeline.since': 'P7D' } },
    { id: 'months', says: 'For months', sets: {}, ago: { 'timeline.since': 'P60D' } },
  ],
  text: { fact: 'timeline.since', hint: 'Day and time, such as 2026-11-20 09:05' },
  who: 'user',
});
