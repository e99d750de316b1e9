import { beforeAll, describe, expect, test } from '@jest/globals';
import { readPasted } from '../../../services/pasting/read-pasted.ts';
import { loadReaders } from '../../../services/pasting/readers.ts';
import { rules } from '../../../services/pasting/secret-rules.ts';
import { cutSecrets, cutText } from '../../../services/pasting/secrets.ts';
import type { Reader } from '../../../services/reader.ts';
import { forms, harmless, shapes } from './secret-forms.ts';
import { planted as older } from './secrets.ts';

const secret = 'Sommer2026!';
const planted = [...forms.map((form) => [form.replace('{}', secret), secret] as const), ...shapes];
let readers: readonly Reader[];
beforeAll(async () => {
  readers = await loadReaders();
});
const read = (text: string) =>
  readPasted(text, {
    mailbox: 'anna@contoso.example',
    now: Date.parse('2026-11-20T10:00:00Z'),
    readers,
    person: ['CORP\\anna'],
  });
const kept = (text: string): string => JSON.stringify(read(text));

test.each(planted)('is cut: %s', (line, hidden) => {
  const { lines, cut } = cutSecrets([line]);
  expect(lines.join('')).not.toContain(hidden);
  expect(cut).toHaveLength(1);
});
test.each(harmless)('stays: %s', (line) => {
  expect(cutSecrets([line])).toEqual({ lines: [line], cut: [] });
});

const entities = (text: string): string => text.replace(/[=:a]/g, (one) => `&#${one.charCodeAt(0)};`);
const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const event = (message: string): string =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="NETLOGON"/><EventID>5817</EventID><TimeCreated SystemTime="2026-11-20T07:41:12.1Z"/><Computer>EX10A.corp.local</Computer><Channel>System</Channel></System><RenderingInfo Culture="en-US"><Message>Netlogon failed: ${message}</Message></RenderingInfo></Event>`;
describe('planted where it is read, no form is kept', () => {
  test.each<[where: string, text: (line: string) => string]>([
    [
      'the text of an event',
      (line) =>
        `Log Name:      System\nSource:        NETLOGON\nDate:          2026-11-20T07:41:12Z\nEvent ID:      5817\nLevel:         Error\nComputer:      EX10A.corp.local\nDescription:\nNetlogon has failed.\n${line}`,
    ],
    ['an event as XML', (line) => event(xml(line))],
    [
      'a user agent',
      (line) =>
        `GET https://mail.contoso.example/mapi/emsmdb/ HTTP/1.1\nHost: mail.contoso.example\nUser-Agent: Outlook ${line}\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: NTLM`,
    ],
    ['an exception', (line) => `System.Net.WebException: it failed, ${line}\n   at System.Net.Http.Get()`],
    [
      'the text of a box',
      (line) => `Windows Security\nMicrosoft Outlook\nConnecting to mail.contoso.example\n${line}`,
    ],
    [
      'a cell of a table',
      (line) =>
        `Name                          Server                        CertPrincipalName             TTL\n----                          ------                        -----------------             ---\nEXPR                                                        ${line}         1`,
    ],
    [
      'a value of the registry',
      (line) => `HKEY_CURRENT_USER\\Software\\Microsoft\\Exchange\n    MapiHttpDisabled    REG_SZ    ${line}`,
    ],
    [
      'a context of a failure, in base64',
      (line) =>
        `GET https://mail.contoso.example/mapi/emsmdb/ HTTP/1.1\nHost: mail.contoso.example\n\nHTTP/1.1 401 Unauthorized\nX-FailureContext: FrontEnd;401;${Buffer.from(line).toString('base64')};;\nDate: Fri, 20 Nov 2026 07:41:12 GMT`,
    ],
  ])('%s', (_, text) => {
    for (const [line, hidden] of planted) {
      const all = kept(text(line));
      expect([line, all.includes(hidden)]).toEqual([line, false]);
    }
  });
  test('entities of XML', () => {
    const line = entities('password=') + secret;
    expect(kept(event(line))).not.toContain(secret);
    expect(cutSecrets([event(line)]).lines.join('')).not.toContain(secret);
    expect(read(event(line)).facts).not.toEqual([]);
  });
});
test('what a reader puts together is cut once more, in every part of it', () => {
  const shouting: Reader = {
    id: 'shouting',
    title: 'base64',
    read: ({ lines }) => {
      const plain = Buffer.from(lines[0] ?? '', 'base64').toString();
      return {
        facts: [
          { fact: 'log[]', value: { server: 'ex16a', log: 'system', text: plain }, line: 1 },
          { fact: 'popup.text', value: plain, line: 1, about: plain },
        ],
        understood: [{ from: 1, to: 1, says: plain }],
        ignored: [],
        about: [plain],
        withoutZone: [],
      };
    },
  };
  const pasted = readPasted(Buffer.from(`password=${secret}`).toString('base64'), {
    mailbox: 'anna@contoso.example',
    now: 0,
    readers: [shouting],
  });
  expect(JSON.stringify(pasted)).not.toContain(secret);
  expect(pasted.secretsCut).toEqual([{ line: 1, kind: 'password' }]);
});

describe('the line below a label', () => {
  test.each(['Kennwort:', 'Password:', 'Mot de passe :', 'Wachtwoord:', 'Contraseña:', 'Passwort:'])(
    '%s',
    (label) => {
      expect(cutSecrets([label, 'sommerregen', 'after']).lines).toEqual([label, '[cut]', 'after']);
      expect(cutSecrets([label, '', 'sommerregen']).lines[2]).toBe('[cut]');
      expect(cutSecrets([label, '[ ] Remember my credentials']).cut).toEqual([]);
      expect(cutSecrets([label, 'Domain: CORP']).cut).toEqual([]);
    },
  );
  test('of a file for an unattended setup', () => {
    expect(cutSecrets(['<Password>', '  <Value>sommerregen</Value>', '</Password>']).lines).toEqual([
      '<Password>',
      '  <Value>[cut]</Value>',
      '</Password>',
    ]);
  });
});
describe('a box into which was typed', () => {
  test('a word below the name is not kept', () => {
    for (const word of [secret, 'sommerregen', 'Password123!'])
      expect(kept(`Windows Security\nEnter your credentials\nanna@contoso.example\n${word}`)).not.toContain(
        word,
      );
    const { facts } = read(
      `Windows-Sicherheit\nMicrosoft Outlook\nVerbindung mit anna@contoso.example wird hergestellt\nBenutzername: anna@contoso.example\nKennwort:\nsommerregen\nAnmeldedaten speichern`,
    );
    expect(JSON.stringify(facts)).not.toContain('sommerregen');
    expect(facts.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['popup.kind', 'popup.text', 'popup.prefilledUser', 'popup.rememberOffered']),
    );
  });
});
test('a password typed where the name belongs is not said back', () => {
  const text = `Event ID: 4625\nDate: 2026-11-20T07:41:12Z\nComputer: EX16A.corp.local\nAn account failed to log on.\nAccount For Which Logon Failed:\n\tAccount Name:\t\t${secret}\n\tAccount Domain:\t\tCORP\nSub Status:\t\t0xC0000064`;
  expect(kept(text)).not.toContain(secret);
});
test('no rule is missed for want of its trigger', () => {
  const lines = [...planted.map(([line]) => line), ...older.flatMap((one) => one.lines)];
  for (const { pattern, trigger } of rules)
    for (const line of lines.filter((one) => one.search(pattern) >= 0))
      expect([line, trigger.source, trigger.test(line)]).toEqual([line, trigger.source, true]);
  for (const [line, hidden] of planted) expect(cutText(line)).not.toContain(hidden);
});
test('in a row of a log the other cells stay', () => {
  const row = (cell: string): string =>
    `2026-11-20T07:41:12.102Z,f0b9,15,1,2507,6,{E8C0},Mapi,mail.contoso.example,${cell},10.20.5.31,EX16B,401`;
  expect(cutSecrets([row(`agent/pass=${secret}`)]).lines).toEqual([row('agent/pass=[cut]')]);
  expect(cutSecrets([row(`"it failed, pass=So,mmer2026"`)]).lines).toEqual([row('"it failed, pass=[cut]"')]);
});
test('5 MB of passwords take no long time', () => {
  const began = performance.now();
  cutSecrets(Array.from({ length: 450_000 }, () => 'password=x'));
  expect(performance.now() - began).toBeLessThan(5_000);
});
