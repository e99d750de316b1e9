import { describe, expect, test } from '@jest/globals';
import autoconfiguration from '../../../services/readers/autoconfiguration.ts';
import { readWith } from './read-with.ts';
import { factsOf, standsAnything } from './reading.ts';
import samples, { log, results, xml } from './samples/autoconfiguration.ts';

const facts = (text: string) => factsOf(readWith(autoconfiguration, text));

test('the log tells where Outlook looked first, and what came of each place', () => {
  expect(facts(log)).toEqual({
    'client.autodiscoverFirst': 'scp',
    'client.autodiscoverFirstUrl': 'https://autodiscover.contoso.example/autodiscover/autodiscover.xml',
    'autodiscover[autodiscover.contoso.example@vip/scp].status': 401,
    'autodiscover[contoso.example@vip/root].error': 'no connection (0x80072EFD)',
  });
  expect(readWith(autoconfiguration, log).ignored).toEqual([]);
});
describe('the results', () => {
  const expected = {
    server: '00112233-4455-6677-8899-aabbccddeeff@contoso.example',
    ewsUrl: 'https://mail.contoso.example/EWS/Exchange.asmx',
    exchOabUrl: 'https://mail.contoso.example/OAB/1/',
    exprAuth: 'Ntlm',
    exprPrincipal: 'msstd:mail.contoso.example',
    exprOabUrl: 'https://mail.contoso.example/OAB/2/',
    protocols: ['EXCH', 'EXPR'],
  };
  const under = (key: string) =>
    Object.fromEntries(
      Object.entries(expected).map(([leaf, value]) => [`autodiscover[${key}].${leaf}`, value]),
    );
  test('belong to whom the log says', () => {
    expect(facts(`${log}\n${results}`)).toMatchObject(under('mail.contoso.example@vip'));
  });
  test('or to nobody that is named', () => {
    expect(facts(results)).toEqual(under('unnamed@vip'));
  });
});
describe('the XML', () => {
  test('is read as an answer', () => {
    expect(facts(xml)).toEqual({
      'autodiscover[unnamed@vip].exprAuth': 'Ntlm',
      'autodiscover[unnamed@vip].mailStore': 'https://mail.contoso.example/mapi/emsmdb/?MailboxId=1',
      'autodiscover[unnamed@vip].protocols': ['EXPR', 'mapiHttp'],
    });
  });
  test('of another person is not hers; half of it, or a request, is named', () => {
    const bob = readWith(autoconfiguration, xml.replace('anna@contoso.example', 'bob@contoso.example'));
    expect([bob.facts, bob.asks[0]]).toEqual([
      [],
      expect.stringMatching(/^The text speaks of bob@contoso\.example/),
    ]);
    expect(readWith(autoconfiguration, xml.slice(0, 500)).ignored.at(-1)?.says).toMatch(
      /^half an Autodiscover answer/,
    );
    const request =
      '<Autodiscover xmlns="x"><Request><EMailAddress>anna@contoso.example</EMailAddress></Request></Autodiscover>';
    expect(readWith(autoconfiguration, request).ignored[0]?.says).toMatch(/paste the answer/);
  });
});
test('other rows with a colon are no results', () => {
  expect(readWith(autoconfiguration, 'Server: ex16a\nStatus: fine\nProtocol: TCP').facts).toEqual([]);
});
test('whatever is done to it, it stands', () => standsAnything(autoconfiguration, samples));

test('a sentence of somebody about Autodiscover is no log of Outlook', () => {
  for (const text of [
    'Hi, we found that Autodiscover returned HTTP 401 from https://autodiscover.contoso.example/autodiscover/autodiscover.xml',
    'Autodiscover returned HTTP 401 from https://autodiscover.contoso.example/autodiscover/autodiscover.xml',
  ])
    expect(facts(text)).toEqual({});
});

test('over MAPI/HTTP the Results tab calls the mail store a server', () => {
  const store = 'https://mail.contoso.example/mapi/emsmdb/?MailboxId=1@contoso.example';
  expect(
    facts(`Protocol: Exchange MAPI HTTP\nServer: ${store}\nOAB URL: https://mail.contoso.example/OAB/1/\n`),
  ).toEqual({
    'autodiscover[unnamed@vip].protocols': ['mapiHttp'],
    'autodiscover[unnamed@vip].mailStore': store,
    'autodiscover[unnamed@vip].exchOabUrl': 'https://mail.contoso.example/OAB/1/',
  });
});
