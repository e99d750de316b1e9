import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'domain-joined',
  facts: ['client.domainJoined', 'client.computerDomain'],
  asks: 'Is the PC a member of the company’s domain?',
  choices: yesOrNo(
    'client.domainJoined',
    'Yes, it is a company PC in the domain',
    'No, it is a private PC or in no domain',
  ),
  text: { fact: 'client.computerDomain', hint: 'The domain that the PC is a member of' },
  who: 'user',
});
