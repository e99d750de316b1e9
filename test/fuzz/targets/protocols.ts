import { hoursExclude } from '../../../services/directory/account-control.ts';
import { guidToText, sidToText } from '../../../services/directory/identifiers.ts';
import { readProtocolSettings } from '../../../services/directory/protocol-settings.ts';
import { readStamps } from '../../../services/directory/replication-metadata.ts';
import { generalizedToIso } from '../../../services/directory/time.ts';
import { readFailureContext } from '../../../services/protocols/exchange-headers.ts';
import { schemesOf } from '../../../services/protocols/http.ts';
import { readBind, readMapi } from '../../../services/protocols/mapi-http.ts';
import { parseChallenge } from '../../../services/protocols/ntlm.ts';
import { parsePox } from '../../../services/protocols/pox.ts';
import { xml } from '../../services/readers/samples/autoconfiguration.ts';
import { refusing, type Target, Wrong } from '../target.ts';

const answerWith = (body: Buffer) => ({
  status: 200,
  headers: new Map<string, readonly string[]>(),
  body,
  connection: 1,
});
const bind = Buffer.concat([
  Buffer.from('PROCESSING\r\nPENDING\r\nDONE\r\nX-ResponseCode: 0\r\nX-ElapsedTime: 47\r\n\r\n'),
  Buffer.from('0000000000000000', 'hex'),
  Buffer.alloc(20, 7),
]);
const stamp =
  '<DS_REPL_ATTR_META_DATA><pszAttributeName>homeMDB</pszAttributeName><dwVersion>3</dwVersion><ftimeLastOriginatingChange>2026-11-20T07:00:00Z</ftimeLastOriginatingChange></DS_REPL_ATTR_META_DATA>\0';

/** NTLM's second message: a target name, a challenge, pairs of attributes. */
function challenge(): Buffer {
  const target = Buffer.from('CORP', 'utf16le');
  const name = Buffer.from('EX16A', 'utf16le');
  const pairs = Buffer.concat([Buffer.from([1, 0, name.length, 0]), name, Buffer.from([0, 0, 0, 0])]);
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt16LE(target.length, 12);
  head.writeUInt16LE(target.length, 14);
  head.writeUInt32LE(56, 16);
  head.writeUInt32LE(0xa2898205, 20);
  head.writeUInt16LE(pairs.length, 40);
  head.writeUInt16LE(pairs.length, 42);
  head.writeUInt32LE(56 + target.length, 44);
  return Buffer.concat([head, target, pairs]);
}
const notTime = (text: string | undefined): void => {
  if (text !== undefined && Number.isNaN(Date.parse(text))) throw new Wrong(`${text} is no time`);
};

/** What servers and directories send. Names are resolved by Node itself: no parser of ours reads DNS. */
export default function targets(): readonly Target[] {
  return [
    { id: 'POX', samples: [Buffer.from(xml)], run: refusing(['PoxFormatError'], parsePox) },
    {
      id: 'MAPI/HTTP body',
      samples: [bind],
      run: (bytes) => void readBind(readMapi(answerWith(bytes)).body),
    },
    { id: 'NTLM challenge', samples: [challenge()], run: refusing(['NtlmFormatError'], parseChallenge) },
    {
      id: 'HTTP headers of Exchange',
      samples: [
        Buffer.from('FrontEnd;401;VW5hdXRob3JpemVk;;;;'),
        Buffer.from('Negotiate, NTLM, Basic realm="a, b"'),
      ],
      run: (bytes) => {
        readFailureContext(bytes.toString('latin1'));
        schemesOf({ headers: new Map([['www-authenticate', [bytes.toString('latin1')]]]) });
      },
    },
    {
      id: 'replication metadata',
      samples: [Buffer.from(stamp), Buffer.from(stamp.replaceAll('ATTR', 'VALUE'))],
      run: (bytes) => {
        for (const { at } of readStamps([bytes.toString('utf8')])) notTime(at);
      },
    },
    {
      id: 'LDAP values',
      samples: [
        '20261120080000.0Z',
        'MAPI§1§§§§0§1§§§§§',
        '010500000000000515000000',
        '133769664000000000',
      ].map((text) => Buffer.from(text)),
      run: (bytes) => {
        notTime(generalizedToIso(bytes.toString('latin1')));
        readProtocolSettings([bytes.toString('utf8')]);
        sidToText(bytes);
        guidToText(bytes);
        hoursExclude(bytes, Date.parse('2026-11-20T10:00:00Z'));
      },
    },
  ];
}
