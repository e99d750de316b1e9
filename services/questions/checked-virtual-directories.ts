import { lookedOver, question } from '../question.ts';

export default question({
  id: 'checked-virtual-directories',
  facts: ['checked[virtual-directories].result'],
  asks: 'Has somebody looked over the virtual directories in IIS, and was it right?',
  choices: lookedOver('virtual-directories'),
  who: 'helpdesk',
});
