import { expect, test } from '@jest/globals';
import servicePrincipalNames from '../../../services/readers/service-principal-names.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { double, list, question } from './samples/service-principal-names.ts';

const facts = (text: string) => factsOf(pastedTo(servicePrincipalNames, text));

test('a list names one holder of some', () => {
  expect(facts(list)).toEqual({ 'spn[mail.contoso.example].accounts': ['EX16A', '…'] });
  expect(
    facts(
      list.replace('Registered ServicePrincipalNames for', 'Registrierte Dienstprinzipalnamen (SPN) für'),
    ),
  ).toEqual({ 'spn[mail.contoso.example].accounts': ['EX16A', '…'] });
  expect(pastedTo(servicePrincipalNames, list).ignored).toEqual([
    { from: 4, to: 5, says: 'a service principal name of another service than http' },
  ]);
});
test('a question names all holders of its name', () => {
  expect(facts(question)).toEqual({
    'spn[mail.contoso.example].accounts': ['EX16ASA'],
    'spn[autodiscover.contoso.example].accounts': ['EX16ASA', '…'],
  });
  expect(
    facts('setspn -Q http/mail.contoso.example\nChecking domain DC=corp,DC=local\n\nNo such SPN found.'),
  ).toEqual({
    'spn[mail.contoso.example].accounts': [],
  });
});
test('duplicates', () => {
  expect(facts(double)).toEqual({ 'spn[mail.contoso.example].accounts': ['EX10A', 'EX16ASA'] });
});
test('names without their holder, and other texts, are left alone', () => {
  for (const text of ['        http/mail.contoso.example', 'CN=EX16A,DC=corp', 'GET http/1.1'])
    expect(pastedTo(servicePrincipalNames, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(servicePrincipalNames, samples));
test('is quick', () => {
  for (const sample of [list, double]) isQuick(servicePrincipalNames, sample);
});
