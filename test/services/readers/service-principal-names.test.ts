import { expect, test } from '@jest/globals';
import servicePrincipalNames from '../../../services/readers/service-principal-names.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const list = `C:\\>setspn -L ex16a
Registered ServicePrincipalNames for CN=EX16A,OU=Servers,DC=corp,DC=local:
        http/mail.contoso.example
        IMAP/EX16A
        HOST/EX16A.corp.local
`;
const question = `C:\\>setspn -F -Q http/mail.contoso.example
Checking forest DC=corp,DC=local
CN=EX16ASA,OU=Service,DC=corp,DC=local
        http/mail.contoso.example
        http/autodiscover.contoso.example

Existing SPN found!
`;
const double = `Checking domain DC=corp,DC=local
Processing entry 0
HTTP/mail.contoso.example is registered on these accounts:
        CN=EX16ASA,OU=Service,DC=corp,DC=local
        CN=EX10A,OU=Servers,DC=corp,DC=local

found 1 group of duplicate SPNs.
`;
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
test('stands anything', () => standsAnything(servicePrincipalNames, [list, question, double]));
test('is quick', () => {
  for (const sample of [list, double]) isQuick(servicePrincipalNames, sample);
});
