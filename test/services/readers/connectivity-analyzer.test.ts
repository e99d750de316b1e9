import { expect, test } from '@jest/globals';
import connectivityAnalyzer from '../../../services/readers/connectivity-analyzer.ts';
import { readWith } from './read-with.ts';
import { factsOf, standsAnything } from './reading.ts';
import samples, { text, xml } from './samples/connectivity-analyzer.ts';

test('its steps: names, port, certificate, answers', () => {
  const read = readWith(connectivityAnalyzer, text);
  expect(factsOf(read)).toEqual({
    'dns[autodiscover.contoso.example].a': ['203.0.113.10'],
    'dns[autodiscover.contoso.example].aaaa': ['2001:db8::10'],
    'tls[autodiscover.contoso.example@vip].commonName': 'www.contoso.example',
    'tls[autodiscover.contoso.example@vip].issuer': 'CN=Example CA, O=Example',
    'tls[autodiscover.contoso.example@vip].nameMatches': false,
    'tls[autodiscover.contoso.example@vip].notBefore': '2025-11-01T00:00:00.000Z',
    'tls[autodiscover.contoso.example@vip].notAfter': '2026-11-01T23:59:59.000Z',
    'tls[autodiscover.contoso.example@vip].asksClientCertificate': false,
    'autodiscover[autodiscover.contoso.example@vip/plain].status': 401,
    'autodiscover[autodiscover.contoso.example@vip/plain].schemes': ['Negotiate', 'NTLM'],
    'autodiscover[autodiscover.contoso.example@vip/plain].frontEnd': 'EX16B',
    'outlookAnywhere[mail.contoso.example@vip].schemes': ['Basic', 'NTLM'],
  });
  expect(read.about).toEqual(['anna@contoso.example']);
  expect(read.ignored.map(({ says }) => says)).toEqual(['a detail of the analyzer that tells no fact']);
});
test('its XML', () => {
  expect(factsOf(readWith(connectivityAnalyzer, xml))).toEqual({
    'dns[contoso.example].error': 'could not be resolved',
  });
});
test('what follows far below, or stands before, is another text', () => {
  const { ignored } = readWith(connectivityAnalyzer, `hello\n${xml}\n${'x\n'.repeat(60)}`);
  expect(ignored.map(({ says }) => says)).toEqual(['not known to any reader', 'not known to any reader']);
});
test('whatever is done to it, it stands', () => standsAnything(connectivityAnalyzer, samples));
