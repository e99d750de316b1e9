import { question } from '../question.ts';

export default question({
  id: 'browser',
  facts: ['scope.browserOpens'],
  asks: 'Which of these open in the browser of that PC, or ask for a password there?',
  choices: [
    { id: 'owa', says: '/owa', sets: { 'scope.browserOpens': ['/owa'] } },
    { id: 'autodiscover', says: '/autodiscover', sets: { 'scope.browserOpens': ['/autodiscover'] } },
    { id: 'mapi', says: '/mapi', sets: { 'scope.browserOpens': ['/mapi'] } },
    { id: 'ews', says: '/ews', sets: { 'scope.browserOpens': ['/ews'] } },
    { id: 'oab', says: '/oab', sets: { 'scope.browserOpens': ['/oab'] } },
    { id: 'none', says: 'None of them', sets: { 'scope.browserOpens': [] } },
  ],
  several: 'any',
  who: 'helpdesk',
});
