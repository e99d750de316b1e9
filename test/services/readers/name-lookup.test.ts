import { expect, test } from '@jest/globals';
import nameLookup from '../../../services/readers/name-lookup.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english, german, services } from './samples/name-lookup.ts';

const facts = (text: string) => factsOf(pastedTo(nameLookup, text));

test('addresses of both kinds, and the name that an alias leads to', () => {
  expect(facts(english)).toEqual({
    'dns[mail.contoso.example].a': ['10.0.0.5', '10.0.0.6'],
    'dns[mail.contoso.example].aaaa': ['2001:db8::5'],
    'dns[autodiscover.contoso.example].a': ['10.0.0.5', '10.0.0.6'],
    'dns[autodiscover.contoso.example].aaaa': ['2001:db8::5'],
    'dns[autodiscover.contoso.example].cname': 'mail.contoso.example',
  });
  expect(pastedTo(nameLookup, english).ignored).toEqual([]);
});
test('the resolver’s own address is nobody’s', () => {
  expect(
    facts('Server:  dc1.corp.local\nAddress:  10.0.0.1\n\nName:    ex16a.corp.local\nAddress:  10.0.0.21'),
  ).toEqual({
    'dns[ex16a.corp.local].a': ['10.0.0.21'],
  });
});
test('SRV records', () => {
  expect(facts(services)).toEqual({
    'dns[_autodiscover._tcp.contoso.example].srv': ['mail.contoso.example:443'],
    'dns[mail.contoso.example].a': ['10.0.0.5'],
  });
  expect(
    facts(
      'Server:\t\t10.0.0.1\nAddress:\t10.0.0.1#53\n\n_autodiscover._tcp.contoso.example\tservice = 0 0 443 mail.contoso.example.',
    ),
  ).toEqual({
    'dns[_autodiscover._tcp.contoso.example].srv': ['mail.contoso.example:443'],
  });
});
test('no such name, in English, German and as Unix says it', () => {
  const none = {
    'dns[autodiscover.contoso.example].a': [],
    'dns[autodiscover.contoso.example].aaaa': [],
  };
  expect(facts(german)).toEqual({
    ...none,
    'dns[autodiscover.contoso.example].error': 'Non-existent domain',
  });
  expect(facts("*** dc1.corp.local can't find autodiscover.contoso.example: Non-existent domain")).toEqual({
    ...none,
    'dns[autodiscover.contoso.example].error': 'Non-existent domain',
  });
  expect(facts("** server can't find autodiscover.contoso.example: NXDOMAIN")).toEqual({
    ...none,
    'dns[autodiscover.contoso.example].error': 'NXDOMAIN',
  });
  expect(facts("*** dc1.corp.local can't find mail.contoso.example: Server failed")).toEqual({
    'dns[mail.contoso.example].error': 'Server failed',
  });
});
test('half an answer and other texts', () => {
  expect(facts('          10.0.0.5\nAliases:  autodiscover.contoso.example')).toEqual({});
  for (const text of ['Name: Anna Adler', 'Address: Main Street 5', '          10.0.0.5'])
    expect(pastedTo(nameLookup, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(nameLookup, samples));
test('is quick', () => {
  for (const sample of [english, services, german]) isQuick(nameLookup, sample);
});

test('names that are not found, in the German words of newer and older Windows, and no answer in time', () => {
  const none = (text: string) =>
    factsOf(
      pastedTo(
        nameLookup,
        `C:\\>nslookup a.contoso.example\nServer:  fritz.box\nAddress:  192.168.178.1\n\n${text}\n`,
      ),
    );
  const missing = {
    'dns[a.contoso.example].error': 'Non-existent domain',
    'dns[a.contoso.example].a': [],
    'dns[a.contoso.example].aaaa': [],
  };
  expect(none('*** a.contoso.example wurde von fritz.box nicht gefunden: Non-existent domain.')).toEqual(
    missing,
  );
  expect(none('*** fritz.box wurde a.contoso.example nicht gefunden: Non-existent domain.')).toEqual(missing);
  expect(none('*** fritz.box kann a.contoso.example nicht finden: Non-existent domain')).toEqual(missing);
  for (const text of [
    '*** Request to UnKnown timed-out',
    '*** Zeitüberschreitung bei Anforderung an UnKnown.',
  ])
    expect(none(text)).toEqual({ 'dns[a.contoso.example].error': 'no answer in time' });
});
