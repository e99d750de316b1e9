import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'ends-alone',
  facts: ['timeline.endsAlone'],
  asks: 'Does it end by itself after some hours, without anybody doing anything?',
  choices: yesOrNo('timeline.endsAlone', 'Yes, after some hours it is over', 'No, it goes on'),
  who: 'user',
});
