import { question } from '../question.ts';

export default question({
  id: 'who-else',
  facts: ['scope.affected'],
  asks: 'Who else sees it?',
  asksHelpdesk: 'Who sees it?',
  choices: [
    { id: 'me', says: 'Only me', sets: { 'scope.affected': 'one-user' } },
    {
      id: 'pc',
      says: 'Everybody who signs in on this PC, and nobody elsewhere',
      sets: { 'scope.affected': 'one-pc' },
    },
    { id: 'some', says: 'Some colleagues too', sets: { 'scope.affected': 'some' } },
    { id: 'all', says: 'Everybody', sets: { 'scope.affected': 'all' } },
    {
      id: 'site',
      says: 'Everybody at this place, nobody at other places',
      sets: { 'scope.affected': 'one-site' },
    },
    {
      id: 'moved',
      says: 'Only people whose mailbox was moved',
      sets: { 'scope.affected': 'moved-only' },
      who: 'helpdesk',
    },
    {
      id: 'database',
      says: 'Everybody on one database',
      sets: { 'scope.affected': 'one-database' },
      who: 'helpdesk',
    },
    {
      id: 'path',
      says: 'Everybody who comes through one device or from one side',
      sets: { 'scope.affected': 'one-path' },
      who: 'helpdesk',
    },
    {
      id: 'version',
      says: 'Everybody with one version of Outlook',
      sets: { 'scope.affected': 'all-on-one-version' },
      who: 'helpdesk',
    },
  ],
  who: 'user',
});
