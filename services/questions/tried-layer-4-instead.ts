import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-layer-4-instead',
  facts: ['tried[]'],
  asks: 'Was the load balancer set to pass TCP on (layer 4), and did it help?',
  choices: triedOrNot('layer-4-instead'),
  who: 'helpdesk',
});
