import { question } from '../question.ts';

export default question({
  id: 'pre-authentication-target',
  facts: ['path.preAuthenticationTarget'],
  asks: 'For whom does the device before Exchange get its tickets?',
  choices: [
    { id: 'server', says: 'For one server', sets: { 'path.preAuthenticationTarget': 'server' } },
    { id: 'vip', says: 'For the common name', sets: { 'path.preAuthenticationTarget': 'vip' } },
  ],
  who: 'helpdesk',
});
