import { question } from '../question.ts';

export default question({
  id: 'tls-ticked',
  facts: ['client.tlsOffered'],
  asks: 'Which TLS versions are ticked in Internet Options, Advanced?',
  choices: [
    { id: '1.0', says: 'TLS 1.0', sets: { 'client.tlsOffered': ['1.0'] } },
    { id: '1.1', says: 'TLS 1.1', sets: { 'client.tlsOffered': ['1.1'] } },
    { id: '1.2', says: 'TLS 1.2', sets: { 'client.tlsOffered': ['1.2'] } },
    { id: '1.3', says: 'TLS 1.3', sets: { 'client.tlsOffered': ['1.3'] } },
  ],
  several: 'any',
  who: 'helpdesk',
});
