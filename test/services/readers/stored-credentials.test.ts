import { expect, test } from '@jest/globals';
import storedCredentials from '../../../services/readers/stored-credentials.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english, german } from './samples/stored-credentials.ts';

test('those that Outlook uses, by the name that Credential Manager shows', () => {
  const read = pastedTo(storedCredentials, english);
  expect(factsOf(read)).toEqual({
    'client.credentialEntries': ['MicrosoftOffice16_Data:SSPI:anna@contoso.example', 'mail.contoso.example'],
  });
  expect(read.facts[0]?.source).toBe('stored passwords (cmdkey /list), line 4');
  expect(read.ignored.map(({ says }) => says)).toContain('stored by another program than Outlook');
  expect(JSON.stringify(read)).not.toContain('git.fabrikam');
});
test('in German', () => {
  expect(factsOf(pastedTo(storedCredentials, german))).toEqual({
    'client.credentialEntries': ['ex10a.corp.local'],
  });
});
test('none at all is a fact', () => {
  expect(factsOf(pastedTo(storedCredentials, 'Currently stored credentials:\n\n* NONE *'))).toEqual({
    'client.credentialEntries': [],
  });
});
test('half of the list names some', () => {
  expect(factsOf(pastedTo(storedCredentials, english.split('\n').slice(3).join('\n')))).toEqual({
    'client.credentialEntries': [
      'MicrosoftOffice16_Data:SSPI:anna@contoso.example',
      'mail.contoso.example',
      '…',
    ],
  });
});
test('a list in which only another is signed in is not hers: it is asked whose it is', () => {
  const list = (name: string, user: string) =>
    pastedTo(
      storedCredentials,
      `Currently stored credentials:\n\n    Target: MicrosoftOffice16_Data:SSPI:${name}@contoso.example\n    Type: Generic\n    User: CORP\\${user}\n`,
    );
  const bernds = list('bernd', 'bernd');
  expect(bernds.facts).toEqual([]);
  expect(bernds.asks[0]).toMatch(/^The text speaks of bernd@contoso\.example.*whose output is it\?/);
  // Another's password stored on her own PC is what is looked for.
  expect(list('bernd', 'anna').facts).toHaveLength(1);
});
test('another text is left alone', () => {
  for (const text of ['Target: Berlin', 'Ziel: morgen fertig', 'User: anna'])
    expect(pastedTo(storedCredentials, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(storedCredentials, samples));
test('is quick', () => isQuick(storedCredentials, english));
