import { question } from '../question.ts';

export default question({
  id: 'setting-returns',
  facts: ['client.settingReturns'],
  asks: 'Which setting of the profile comes back after it was changed?',
  choices: [
    { id: 'server', says: 'The server’s name', sets: { 'client.settingReturns': ['server'] } },
    { id: 'principal', says: 'The "msstd:" name', sets: { 'client.settingReturns': ['proxy-principal'] } },
    { id: 'proxy', says: 'The Exchange proxy’s address', sets: { 'client.settingReturns': ['http-proxy'] } },
    {
      id: 'authentication',
      says: 'The proxy’s authentication',
      sets: { 'client.settingReturns': ['proxy-authentication'] },
    },
    { id: 'none', says: 'None of them', sets: { 'client.settingReturns': [] } },
  ],
  several: 'any',
  who: 'helpdesk',
});
