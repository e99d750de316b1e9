import { question } from '../question.ts';

export default question({
  id: 'winhttp-protocols',
  facts: ['client.tlsDefaultProtocols'],
  asks: 'What is DefaultSecureProtocols below WinHttp in the PC’s registry?',
  choices: [
    { id: 'a80', says: '0xA80: TLS 1.0, 1.1 and 1.2', sets: { 'client.tlsDefaultProtocols': 2688 } },
    { id: 'a00', says: '0xA00: TLS 1.1 and 1.2', sets: { 'client.tlsDefaultProtocols': 2560 } },
    { id: '800', says: '0x800: TLS 1.2', sets: { 'client.tlsDefaultProtocols': 2048 } },
    { id: '80', says: '0x80: TLS 1.0', sets: { 'client.tlsDefaultProtocols': 128 } },
    { id: 'a0', says: '0xA0: SSL 3.0 and TLS 1.0', sets: { 'client.tlsDefaultProtocols': 160 } },
    { id: 'a8', says: '0xA8: SSL 2.0, SSL 3.0 and TLS 1.0', sets: { 'client.tlsDefaultProtocols': 168 } },
  ],
  text: { fact: 'client.tlsDefaultProtocols', hint: 'The number, such as 0xA80' },
  who: 'helpdesk',
});
