import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'same-certificate',
  facts: ['path.nodesSameCertificate'],
  asks: 'Do all servers behind the load balancer show the same certificate?',
  choices: yesOrNo('path.nodesSameCertificate', 'Yes', 'No'),
  who: 'helpdesk',
});
