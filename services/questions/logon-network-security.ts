import { question } from '../question.ts';

export default question({
  id: 'logon-network-security',
  facts: ['client.logonNetworkSecurity'],
  asks: 'What does "Logon network security" say in the profile’s security settings?',
  choices: [
    {
      id: 'negotiate',
      says: 'Negotiate Authentication',
      sets: { 'client.logonNetworkSecurity': 'Negotiate Authentication' },
    },
    {
      id: 'ntlm',
      says: 'Password Authentication (NTLM)',
      sets: { 'client.logonNetworkSecurity': 'Password Authentication (NTLM)' },
    },
    {
      id: 'kerberos',
      says: 'Kerberos Password Authentication',
      sets: { 'client.logonNetworkSecurity': 'Kerberos Password Authentication' },
    },
    {
      id: 'anonymous',
      says: 'Anonymous Authentication',
      sets: { 'client.logonNetworkSecurity': 'Anonymous Authentication' },
    },
  ],
  text: { fact: 'client.logonNetworkSecurity', hint: 'As it stands there' },
  who: 'helpdesk',
});
