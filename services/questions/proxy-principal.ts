import { question } from '../question.ts';

export default question({
  id: 'proxy-principal',
  facts: ['client.proxyPrincipal', 'client.proxyPrincipalIs'],
  asks: 'Which "msstd:" name stands in the profile’s Exchange Proxy Settings?',
  choices: [
    {
      id: 'common-name',
      says: 'The name on the certificate',
      sets: { 'client.proxyPrincipalIs': 'common-name' },
    },
    { id: 'san', says: 'Another of its names', sets: { 'client.proxyPrincipalIs': 'san' } },
    { id: 'external', says: 'The external host name', sets: { 'client.proxyPrincipalIs': 'external-host' } },
    { id: 'none', says: 'None', sets: { 'client.proxyPrincipalIs': 'none' } },
  ],
  text: { fact: 'client.proxyPrincipal', hint: 'As it stands there, such as msstd:mail.contoso.com' },
  who: 'helpdesk',
});
