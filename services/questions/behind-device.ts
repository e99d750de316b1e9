import { question } from '../question.ts';

export default question({
  id: 'behind-device',
  facts: ['path.behindDevice'],
  asks: 'How does the device before Exchange go on to Exchange?',
  choices: [
    { id: 'http', says: 'With plain http', sets: { 'path.behindDevice': 'http' } },
    { id: 'https', says: 'With https of its own', sets: { 'path.behindDevice': 'https' } },
    {
      id: 'passthrough',
      says: 'It passes the session through',
      sets: { 'path.behindDevice': 'passthrough' },
    },
  ],
  who: 'helpdesk',
});
