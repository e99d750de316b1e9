import { question } from '../question.ts';

export default question({
  id: 'user-protocols',
  facts: ['client.tlsUserProtocols'],
  asks: 'What is SecureProtocols below Internet Settings in the user’s registry?',
  choices: [
    { id: 'a80', says: '0xA80: TLS 1.0, 1.1 and 1.2', sets: { 'client.tlsUserProtocols': 2688 } },
    { id: 'a00', says: '0xA00: TLS 1.1 and 1.2', sets: { 'client.tlsUserProtocols': 2560 } },
    { id: '800', says: '0x800: TLS 1.2', sets: { 'client.tlsUserProtocols': 2048 } },
    { id: '80', says: '0x80: TLS 1.0', sets: { 'client.tlsUserProtocols': 128 } },
    { id: 'a0', says: '0xA0: SSL 3.0 and TLS 1.0', sets: { 'client.tlsUserProtocols': 160 } },
    { id: 'a8', says: '0xA8: SSL 2.0, SSL 3.0 and TLS 1.0', sets: { 'client.tlsUserProtocols': 168 } },
  ],
  text: { fact: 'client.tlsUserProtocols', hint: 'The number, such as 0xA80' },
  who: 'helpdesk',
});
