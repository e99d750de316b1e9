import { question } from '../question.ts';

export default question({
  id: 'path',
  facts: ['path.through'],
  asks: 'Through what does the PC reach Exchange?',
  choices: [
    { id: 'direct', says: 'Directly', sets: { 'path.through': 'direct' } },
    { id: 'load-balancer', says: 'A load balancer', sets: { 'path.through': 'load-balancer' } },
    {
      id: 'load-balancer-4',
      says: 'A load balancer on layer 4 (passes TCP on)',
      sets: { 'path.through': 'load-balancer-4' },
    },
    {
      id: 'load-balancer-7',
      says: 'A load balancer on layer 7 (reads HTTP)',
      sets: { 'path.through': 'load-balancer-7' },
    },
    { id: 'reverse-proxy', says: 'A reverse proxy or gateway', sets: { 'path.through': 'reverse-proxy' } },
  ],
  who: 'helpdesk',
});
