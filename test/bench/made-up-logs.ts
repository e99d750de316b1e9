import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logFormat } from '../lab/windows-host/log-formats.ts';

/** Whose lines are among the others. */
export interface Person {
  readonly sam: string;
  readonly address: string;
  readonly sid: string;
  readonly guid: string;
}
export interface MadeUpLogs {
  readonly folders: Readonly<Record<'iis' | 'iis-backend' | 'http-proxy', string>>;
  readonly bytes: number;
  readonly lines: number;
}
/** Somebody with a client at the desk, and one elsewhere that is used now and then. */
interface Seated extends Person {
  readonly clients: readonly [string, string];
}
interface Line {
  readonly at: Date;
  readonly who: Seated;
  readonly random: (most: number) => number;
}

/** Which logs, the part of all bytes that they get, and the columns of a line. */
const logs: readonly (readonly [
  string,
  number,
  (line: Line) => Readonly<Record<string, string | number>>,
])[] = [
  ['iis', 0.3, iisColumns],
  ['iis-backend', 0.1, iisColumns],
  ['http-proxy/Mapi', 0.35, (line) => proxyColumns(line, 'Mapi')],
  ['http-proxy/Autodiscover', 0.15, (line) => proxyColumns(line, 'Autodiscover')],
  ['http-proxy/Ews', 0.1, (line) => proxyColumns(line, 'Ews')],
];
const hours = 24;
const hourMs = 3_600_000;
const others = 1_500;

/** Writes about so many bytes of a front end's logs of the last day, with every person's lines spread over it. */
export function makeUpLogs(folder: string, bytes: number, now: number, her: Person): MadeUpLogs {
  const random = dice(20_161_120);
  const people = [her, ...Array.from({ length: others }, (_, index) => somebody(index, random))].map(
    (who, index): Seated => {
      const host = `${16 + (index >> 7)}.${16 + (index & 0x7f)}`;
      return { ...who, clients: [`10.20.${host}`, `10.21.${host}`] };
    },
  );
  let written = 0;
  let lines = 0;
  for (const [log, share, columns] of logs) {
    const format = logFormat(log);
    if (format === undefined) throw new Error(`the lab knows no log ${log}`);
    const perHour = (bytes * share) / hours;
    for (let hour = 0; hour < hours; hour += 1) {
      const begin = Math.floor(now / hourMs) * hourMs - (hours - 1 - hour) * hourMs;
      const separator = format.style === 'w3c' ? ' ' : ',';
      const file = join(folder, format.folder, format.file(new Date(begin)));
      const made = writeHour(file, `#Fields: ${format.fields.join(separator)}\r\n`, perHour, (place) => {
        const at = new Date(begin + place * (Math.min(now, begin + hourMs) - begin));
        const who = people[random(people.length)] as Seated; // one of them
        const values = columns({ at, who, random });
        const empty = format.style === 'w3c' ? '-' : '';
        return `${format.fields.map((name) => values[name] ?? empty).join(separator)}\r\n`;
      });
      written += made.bytes;
      lines += made.lines;
    }
  }
  const at = (log: string) => join(folder, logFormat(log)?.folder ?? '');
  return {
    folders: { iis: at('iis'), 'iis-backend': at('iis-backend'), 'http-proxy': at('http-proxy') },
    bytes: written,
    lines,
  };
}

const blockLines = 200;

function writeHour(file: string, header: string, bytes: number, line: (place: number) => string) {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a');
  let written = writeSync(descriptor, header);
  let lines = 0;
  while (written < bytes) {
    const block: string[] = [];
    for (let count = 0; count < blockLines; count += 1) block.push(line(written / bytes));
    written += writeSync(descriptor, block.join(''));
    lines += blockLines;
  }
  closeSync(descriptor);
  return { bytes: written, lines };
}

const outlook = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)';

function iisColumns({ at, who, random }: Line): Readonly<Record<string, string | number>> {
  const iso = at.toISOString();
  const challenge = random(3) === 0;
  const [stem, query] =
    random(4) === 0
      ? ['/autodiscover/autodiscover.xml', '']
      : ['/mapi/emsmdb/', `MailboxId=${who.guid}@contoso.example`];
  return {
    date: iso.slice(0, 10),
    time: iso.slice(11, 19),
    's-ip': '10.20.0.21',
    'cs-method': 'POST',
    'cs-uri-stem': stem,
    'cs-uri-query': `${query}&CorrelationID=<empty>;&cafeReqId=${identifier(random)};`,
    's-port': 443,
    'cs-username': challenge ? '-' : `CORP\\${who.sam}`,
    'c-ip': clientOf(who, random),
    'cs(User-Agent)': outlook.replaceAll(' ', '+'),
    'sc-status': challenge ? 401 : 200,
    'sc-substatus': challenge ? 2 : 0,
    'sc-win32-status': challenge ? 5 : 0,
    'time-taken': random(400),
  };
}

function proxyColumns(
  { at, who, random }: Line,
  protocol: string,
): Readonly<Record<string, string | number>> {
  const isMapi = protocol === 'Mapi';
  const ms = random(300);
  return {
    DateTime: at.toISOString(),
    RequestId: identifier(random),
    MajorVersion: 15,
    MinorVersion: 1,
    BuildVersion: 2507,
    RevisionVersion: 6,
    ClientRequestId: `{${identifier(random).toUpperCase()}}:${random(900)}`,
    Protocol: protocol,
    UrlHost: isMapi ? 'mail.contoso.example' : 'autodiscover.contoso.example',
    UrlStem: isMapi ? '/mapi/emsmdb/' : `/${protocol.toLowerCase()}/${protocol.toLowerCase()}.xml`,
    AuthenticationType: 'Negotiate',
    IsAuthenticated: 'True',
    AuthenticatedUser: `CORP\\${who.sam}`,
    Organization: 'corp.local',
    AnchorMailbox: isMapi ? `MailboxGuid~${who.guid}` : `Sid~${who.sid}`,
    UserAgent: outlook,
    ClientIpAddress: clientOf(who, random),
    ServerHostName: 'EX16A',
    HttpStatus: 200,
    BackEndStatus: 200,
    Method: 'POST',
    ProxyAction: 'Proxy',
    TargetServer: random(2) === 0 ? 'ex16a.corp.local' : 'ex16b.corp.local',
    TargetServerVersion: '15.01.2507.006',
    RoutingType: 'IntraForest',
    RoutingHint: isMapi ? 'MailboxGuidWithDomain' : 'WindowsIdentity',
    BackEndCookie: 'Database~3f5c1a52-7a8e-4b0d-9c47-2b6f0d1e8a11~~2026-12-20T08:00:00',
    RequestBytes: random(5_000),
    ResponseBytes: random(20_000),
    HttpPipelineLatency: 0,
    TotalGlsLatency: 0,
    ADLatency: random(5),
    ProxyTime: ms,
    CoreLatency: 1,
    RoutingLatency: random(3),
    HttpProxyOverhead: 2,
    TotalRequestTime: ms + 3,
    UrlQuery: isMapi ? `?MailboxId=${who.guid}@contoso.example` : '',
    BackEndGenericInfo: '',
    GenericInfo: `FEAuth=BEVersion-1942061995;BeginRequest=${at.toISOString()};CorrelationID=<empty>;ProxyState-Run=None;DownLevelTargetHash=;ServerLocatorCall=DM:3f5c1a52-7a8e-4b0d-9c47-2b6f0d1e8a11;EndRequest=${at.toISOString()};I32:ADS.C[dc1]=2;F:ADS.AL[dc1]=1.2;`,
  };
}

const clientOf = ({ clients: [desk, elsewhere] }: Seated, random: Line['random']): string =>
  random(50) === 0 ? elsewhere : desk;

function somebody(index: number, random: Line['random']): Person {
  const sam = `person${String(index).padStart(4, '0')}`;
  return {
    sam,
    address: `${sam}@contoso.example`,
    sid: `S-1-5-21-904585925-2899456825-3508988511-${20_000 + index}`,
    guid: identifier(random),
  };
}

function identifier(random: Line['random']): string {
  const hex = (digits: number) =>
    random(16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** The same numbers every time (mulberry32), so that two runs search the same lines. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  };
}
