import { question } from '../question.ts';

export default question({
  id: 'device-product',
  facts: ['path.product'],
  asks: 'Which load balancer or reverse proxy stands before Exchange?',
  choices: [{ id: 'none', says: 'None', sets: { 'path.product': '' } }],
  text: { fact: 'path.product', hint: 'Maker and product' },
  who: 'helpdesk',
});
