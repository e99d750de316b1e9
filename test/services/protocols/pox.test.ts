import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explicitLogonPath, PoxFormatError, parsePox, poxRequest } from '../../../services/protocols/pox.ts';

const pox = (inner: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">${inner}</Response></Autodiscover>`,
  );
const account = (inner: string): Buffer =>
  pox(`<Account><AccountType>email</AccountType><Action>settings</Action>${inner}</Account>`);

describe('an answer', () => {
  test('with every protocol is read', () => {
    const read = parsePox(
      account(
        `<Protocol><Type>EXCH</Type><Server>guid@contoso.example</Server><EwsUrl>https://mail/ews?a=1&amp;b=2</EwsUrl><OABUrl>https://mail/oab/</OABUrl></Protocol>
         <Protocol><Type>EXPR</Type><Server>mail.contoso.example</Server><AuthPackage>Ntlm</AuthPackage><CertPrincipalName>msstd:mail.contoso.example</CertPrincipalName></Protocol>
         <Protocol Type="mapiHttp" Version="1"><MailStore><InternalUrl>https://mail/mapi/emsmdb/?MailboxId=1</InternalUrl></MailStore><AddressBook><ExternalUrl>https://mail/mapi/nspi/?MailboxId=1</ExternalUrl></AddressBook></Protocol>
         <PublicFolderInformation><SmtpAddress>pf@contoso.example</SmtpAddress></PublicFolderInformation>
         <AlternativeMailbox><Type>Delegate</Type><SmtpAddress>Shared@contoso.example</SmtpAddress></AlternativeMailbox>`,
      ),
    );
    expect(read).toEqual({
      protocols: ['EXCH', 'EXPR', 'mapiHttp'],
      server: 'guid@contoso.example',
      ewsUrl: 'https://mail/ews?a=1&b=2',
      exchOabUrl: 'https://mail/oab/',
      exprServer: 'mail.contoso.example',
      exprAuth: 'Ntlm',
      exprPrincipal: 'msstd:mail.contoso.example',
      mailStore: 'https://mail/mapi/emsmdb/?MailboxId=1',
      addressBook: 'https://mail/mapi/nspi/?MailboxId=1',
      publicFolderMailbox: 'pf@contoso.example',
      alternatives: ['shared@contoso.example'],
    });
  });
  test.each([
    [
      'an error of the provider',
      pox('<Error Time="1" Id="2"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error>'),
      { errorCode: 600 },
    ],
    ['an error of the account', account('<Error><ErrorCode>500</ErrorCode></Error>'), { errorCode: 500 }],
    [
      'another address',
      pox('<Account><Action>redirectAddr</Action><RedirectAddr>a@cloud.example</RedirectAddr></Account>'),
      { redirectAddress: 'a@cloud.example' },
    ],
    [
      'another place',
      pox('<Account><Action>redirectUrl</Action><RedirectUrl>https://other/</RedirectUrl></Account>'),
      { redirectUrl: 'https://other/' },
    ],
    ['nothing', pox(''), { protocols: [] }],
  ])('with %s is read', (_what, body, expected) => {
    expect(parsePox(body)).toMatchObject(expected);
  });
  test.each([
    ['a web page', '<html><body>Sign in</body></html>'],
    [
      'a DOCTYPE',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><Autodiscover><Response/></Autodiscover>',
    ],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
  ])('that is %s is refused by name', (_what, body) => {
    expect(() => parsePox(Buffer.from(body))).toThrow(PoxFormatError);
  });
  test('any bytes are read or refused by name', () => {
    const whole = account('<Protocol><Type>EXCH</Type><Server>x</Server></Protocol><AlternativeMailbox/>');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          expect(Array.isArray(parsePox(bytes).protocols)).toBe(true);
        } catch (error) {
          expect((error as Error).name).toBe('PoxFormatError');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a request carries the address as text, never as markup', () => {
  expect(poxRequest('a<b>&"@x.example')).toContain(
    '<EMailAddress>a&#60;b&#62;&#38;&#34;@x.example</EMailAddress>',
  );
});
test('the path of an explicit logon holds the address as one segment', () => {
  expect(explicitLogonPath("o'neil+x/../y@contoso.example")).toBe(
    "/autodiscover/o'neil%2Bx%2F..%2Fy@contoso.example/autodiscover.xml",
  );
});
