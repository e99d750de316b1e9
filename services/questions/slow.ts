import { question, yesOrNo } from '../question.ts';

export default question({
  id: 'slow',
  facts: ['path.slow'],
  asks: 'Is the connection slow at the place where the box comes?',
  choices: yesOrNo('path.slow', 'Yes, everything is slow there', 'No'),
  who: 'user',
});
