import { question, triedOrNot } from '../question.ts';

export default question({
  id: 'tried-recycle-rpcproxy',
  facts: ['tried[]'],
  asks: 'Was the RpcProxy application pool recycled, and did it help?',
  choices: triedOrNot('recycle-rpcproxy'),
  who: 'helpdesk',
});
