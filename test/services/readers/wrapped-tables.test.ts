import { describe, expect, test } from '@jest/globals';
import cmdletOutput from '../../../services/readers/cmdlet-output.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const read = (text: string) => pastedTo(cmdletOutput, text);
const databases = `Name             Server  Mounted RpcClientAccessServer
----             ------  ------- ---------------------
MDB-EX10A        EX10A     False outlook.contoso.examp
                                 le
MDB-Verwaltung-B EX16A      True ex16a.corp.local
erlin
`;
const mailbox = `PrimarySmtp MapiHttpEna MAPIEnabled MAPIBlockOu
Address     bled                    tlookRpcHtt
                                    p
----------- ----------- ----------- -----------
anna@contos       False        True       False
o.example
`;
const mailed = `Name       PrimarySmtpAddress   ServerName Database
----       ------------------   ---------- --------
Anna Adler anna@contoso.example ex16b      MDB-EX1
                                           6B
`;
describe('a row whose first column wraps', () => {
  test('goes on below itself: no second object comes of the rest of a name', () => {
    expect(factsOf(read(databases))).toEqual({
      'databases[mdb-ex10a].mounted': false,
      'databases[mdb-ex10a].server': 'ex10a',
      'databases[mdb-ex10a].rpcClientAccessServer': 'outlook.contoso.example',
      'databases[mdb-verwaltung-berlin].mounted': true,
      'databases[mdb-verwaltung-berlin].server': 'ex16a',
      'databases[mdb-verwaltung-berlin].rpcClientAccessServer': 'ex16a.corp.local',
    });
  });
  test('is still hers', () => {
    const { facts, about } = read(mailbox);
    expect(about).toEqual(['anna@contoso.example']);
    expect(facts.map(({ fact, value }) => [fact, value])).toContainEqual(['mailbox.mapiHttp', 'off']);
  });
});
test('where it cannot be told whether a blank was lost the row is left out, and how to paste it is said', () => {
  const { facts, ignored } = read(mailed);
  expect(facts).toEqual([]);
  expect(ignored.map(({ from, to, says }) => [from, to, says])).toEqual([
    [3, 4, expect.stringMatching(/this row wraps.*Format-List/)],
  ]);
  // What a mail broke may stand below the first column, too.
  expect(read(mailed.replace(/^ +6B/m, '6B')).facts).toEqual([]);
  // The widest name fills its column: is the next line a row without a server, or its end?
  expect(
    read(
      'Name      Server RpcClientAccessServer\n----      ------ ---------------------\nMDB-EX16A EX16A\nDB2\n',
    ).facts,
  ).toEqual([]);
});
test('a row without its first value is a row when it fills what was empty', () => {
  expect(
    factsOf(
      read(
        'MapiHttpEnabled MAPIBlockOutlookVersions PrimarySmtpAddress\n--------------- ------------------------ ------------------\nTrue                                     bernd@contoso.example\n                1.0                      anna@contoso.example\n',
      ),
    ),
  ).toEqual({ 'mailbox.mapiHttp': 'inherit', 'mailbox.blocks': ['versions', '…'] });
});
test('stands anything', () => standsAnything(cmdletOutput, [databases, mailbox, mailed]));
test('is quick', () => {
  for (const text of [databases, mailed]) isQuick(cmdletOutput, text);
});
