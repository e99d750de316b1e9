import { plainXml } from './plain-xml.ts';

/** One event as a text has it, whatever the form. */
export interface EventBlock {
  /** From 1, both included. */
  readonly from: number;
  readonly to: number;
  readonly id: number;
  readonly provider: string;
  /** Channel or log name, empty when it is not said. */
  readonly channel: string;
  readonly computer: string;
  /** The time as written. */
  readonly time: string;
  readonly message: string;
  /** Data by Windows' own names, where the text has them. */
  readonly data: Readonly<Record<string, string>>;
}
type Field = 'id' | 'provider' | 'channel' | 'computer' | 'time' | 'message';
/** Labels of Event Viewer, Get-WinEvent and Get-EventLog, English and German. */
const labels: ReadonlyMap<string, Field> = new Map(
  (
    [
      ['id', ['event id', 'eventid', 'id', 'ereignis-id', 'ereigniskennung']],
      ['provider', ['source', 'providername', 'provider', 'quelle', 'event source']],
      ['channel', ['log name', 'logname', 'protokollname', 'protokoll']],
      ['computer', ['computer', 'machinename', 'computername']],
      ['time', ['date', 'timecreated', 'timegenerated', 'timewritten', 'datum', 'logged', 'protokolliert']],
      ['message', ['description', 'message', 'beschreibung', 'meldung']],
    ] as const
  ).flatMap(([field, names]) => names.map((name) => [name, field] as const)),
);
/** Labels that belong to an event and tell nothing that is needed. */
const idle = new Set(
  'level,task category,keywords,user,opcode,ebene,aufgabenkategorie,schlüsselwörter,benutzer,vorgangscode,index,entrytype,instanceid,category,categorynumber,replacementstrings,username,site,container,data,version,qualifiers,task,recordid,providerid,processid,threadid,userid,activityid,relatedactivityid,containerlog,matchedqueryids,bookmark,leveldisplayname,opcodedisplayname,taskdisplayname,keywordsdisplaynames,properties,timewritten'.split(
    ',',
  ),
);
const labelled = /^\s{0,8}([A-Za-zÄÖÜäöüß][\wÄÖÜäöüß-]{0,24}(?: [A-Za-zÄÖÜäöüß]{1,12})?)\s{0,30}:(.*)$/;
const longestMessage = 200;

interface Open {
  readonly from: number;
  to: number;
  readonly fields: Map<Field, string>;
  readonly message: string[];
  /** Lines go to the message now. */
  inside: boolean;
}

/** Events in Format-List or as copied from Event Viewer. */
export function listedEvents(lines: readonly string[]): readonly EventBlock[] {
  const blocks: EventBlock[] = [];
  let open: Open | undefined;
  const close = (): void => {
    const block = open && closed(open);
    if (block !== undefined) blocks.push(block);
    open = undefined;
  };
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const [, label = '', value = ''] = labelled.exec(line) ?? [];
    const field = labels.get(label.toLowerCase());
    // Inside a message only what begins its line, or ends the message in Format-List, is a label.
    const isLabel = open?.inside !== true || !/^\s/.test(line);
    if (
      field !== undefined &&
      isLabel &&
      (open === undefined || open.fields.has(field)) &&
      startsEvent(field, value)
    ) {
      close();
      open = { from: number, to: number, fields: new Map(), message: [], inside: false };
    }
    if (open === undefined) continue;
    const inMessage = open.inside;
    if (field !== undefined && isLabel && !open.fields.has(field)) {
      open.fields.set(field, value.trim());
      open.inside = field === 'message';
      open.to = number;
    } else if (
      idle.has(label.toLowerCase()) &&
      isLabel &&
      (!inMessage || endsMessage.has(label.toLowerCase()))
    ) {
      open.inside = false;
      open.to = number;
    } else if (inMessage) {
      if (
        open.message.length >= longestMessage ||
        /^\s{0,8}(?:<Event[\s>]|Event Xml:|Ereignis-XML:)/i.test(line)
      )
        close();
      else {
        open.message.push(line);
        if (line.trim() !== '') open.to = number;
      }
    } else if (line.trim() !== '') close();
  }
  close();
  return [...blocks, ...bareMessages(lines, blocks)];
}

function closed({ from, to, fields, message }: Open): EventBlock | undefined {
  const id = Number(fields.get('id') ?? Number.NaN);
  if (!Number.isInteger(id)) return undefined;
  return {
    from,
    to,
    id,
    provider: fields.get('provider') ?? '',
    channel: fields.get('channel') ?? '',
    computer: fields.get('computer') ?? '',
    time: fields.get('time') ?? '',
    message: [fields.get('message') ?? '', ...message].join('\n').trim(),
    data: {},
  };
}

/** How the messages of failed logons begin, for those who copy nothing else; English and German. */
const beginnings: readonly (readonly [id: number, begins: RegExp])[] = [
  [4625, /^\s{0,20}(?:An account failed to log on|Fehler beim Anmelden eines Kontos)/i],
  [4740, /^\s{0,20}(?:A user account was locked out|Ein Benutzerkonto wurde gesperrt)/i],
  [4771, /^\s{0,20}(?:Kerberos pre-authentication failed|Fehler bei der Kerberos-Vorauthentifizierung)/i],
  [
    4776,
    /^\s{0,20}(?:The computer attempted to validate the credentials|(?:The domain controller|Der Computer) (?:attempted|hat versucht)|Es wurde versucht, die Anmeldeinformationen)/i,
  ],
];
function bareMessages(lines: readonly string[], known: readonly EventBlock[]): readonly EventBlock[] {
  const blocks: EventBlock[] = [];
  const taken = new Set<number>();
  for (const { from, to } of known) for (let line = from; line <= to; line += 1) taken.add(line);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const id =
      line.length > 400 || taken.has(index + 1)
        ? undefined
        : beginnings.find(([, begins]) => begins.test(line))?.[0];
    if (id === undefined) continue;
    const from = index + 1;
    let to = from;
    for (let next = index + 1; next < Math.min(lines.length, index + 80) && !taken.has(next + 1); next += 1) {
      const text = lines[next] ?? '';
      if (text.trim() === '') continue;
      if (!/^[^:]{2,80}:/.test(text) || beginnings.some(([, begins]) => begins.test(text))) break;
      to = next + 1;
    }
    blocks.push({
      from,
      to,
      id,
      provider: '',
      channel: 'Security',
      computer: '',
      time: '',
      message: lines.slice(index, to).join('\n'),
      data: {},
    });
    index = to - 1;
  }
  return blocks;
}
/** What stands behind the message in Format-List. */
const endsMessage = new Set([
  'category',
  'categorynumber',
  'replacementstrings',
  'instanceid',
  'username',
  'site',
  'container',
  'data',
  'version',
  'qualifiers',
  'level',
  'task',
  'opcode',
  'keywords',
  'recordid',
  'processid',
  'threadid',
  'userid',
  'properties',
]);
const startsEvent = (field: Field, value: string): boolean =>
  field === 'id' ? /^\s*\d{1,5}\s*$/.test(value) : field !== 'message' && value.trim() !== '';

/** Events as XML, one or many, on one line or on many. */
export function xmlEvents(lines: readonly string[]): readonly EventBlock[] {
  const blocks: EventBlock[] = [];
  let from = 0;
  let piece: string[] = [];
  for (const [index, line] of lines.entries()) {
    let rest = line;
    while (rest !== '') {
      if (from === 0) {
        const begin = rest.search(/<Event[\s>]/);
        if (begin < 0) break;
        from = index + 1;
        rest = rest.slice(begin);
      }
      const end = rest.indexOf('</Event>');
      piece.push(end < 0 ? rest : rest.slice(0, end));
      if (end < 0 && piece.length < longestXml) break;
      const block = end < 0 ? undefined : eventOf(piece.join('\n'), from, index + 1);
      if (block !== undefined) blocks.push(block);
      piece = [];
      from = 0;
      rest = end < 0 ? '' : rest.slice(end + '</Event>'.length);
    }
  }
  return blocks;
}
const longestXml = 500;

function eventOf(xml: string, from: number, to: number): EventBlock | undefined {
  const id = Number(/<EventID[^<>]{0,100}>\s{0,20}(\d{1,5})\s{0,20}</.exec(xml)?.[1] ?? Number.NaN);
  if (!Number.isInteger(id)) return undefined;
  const inner = (pattern: RegExp): string => plainXml(pattern.exec(xml)?.[1] ?? '').trim();
  const data: Record<string, string> = {};
  for (const [, name = '', value = ''] of xml.matchAll(
    /<Data Name=["']([^"'<>]{1,80})["']\s{0,9}>([^<]{0,4000})</g,
  ))
    data[name] = plainXml(value).trim();
  const unnamed = [...xml.matchAll(/<Data>([^<]{0,8000})</g)].map(([, value = '']) => plainXml(value).trim());
  return {
    from,
    to,
    id,
    provider: inner(/<Provider[^<>]{0,200}?Name=["']([^"'<>]{1,200})["']/),
    channel: inner(/<Channel>([^<]{0,200})</),
    computer: inner(/<Computer>([^<]{0,300})</),
    time: inner(/<TimeCreated[^<>]{0,100}?SystemTime=["']([^"'<>]{1,60})["']/),
    message: inner(/<Message>([^<]{0,20000})</) || unnamed.join(' '),
    data,
  };
}
