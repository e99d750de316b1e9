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

/** Events in Format-List or as copied from Event Viewer. */
export function listedEvents(lines: readonly string[]): readonly EventBlock[] {
  const blocks: EventBlock[] = [];
  let open:
    | { from: number; to: number; fields: Map<Field, string>; message: string[] | undefined }
    | undefined;
  const close = (): void => {
    const fields = open?.fields;
    const id = Number(fields?.get('id') ?? Number.NaN);
    if (open !== undefined && fields !== undefined && Number.isInteger(id))
      blocks.push({
        from: open.from,
        to: open.to,
        id,
        provider: fields.get('provider') ?? '',
        channel: fields.get('channel') ?? '',
        computer: fields.get('computer') ?? '',
        time: fields.get('time') ?? '',
        message: [fields.get('message') ?? '', ...(open.message ?? [])].join('\n').trim(),
        data: {},
      });
    open = undefined;
  };
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const [, label = '', value = ''] = labelled.exec(line) ?? [];
    const field = labels.get(label.toLowerCase());
    const isIdle = idle.has(label.toLowerCase());
    // Inside a message a label is only one that this event does not have yet.
    const inside = open?.message !== undefined;
    const begins = field !== undefined && (open === undefined || open.fields.has(field));
    if (begins && !(inside && /^\s/.test(line)) && startsEvent(field, value)) {
      close();
      open = { from: number, to: number, fields: new Map(), message: undefined };
    }
    if (open === undefined) continue;
    if (field !== undefined && !open.fields.has(field) && !(inside && /^\s/.test(line))) {
      open.fields.set(field, value.trim());
      open.message = field === 'message' ? [] : undefined;
      open.to = number;
    } else if (isIdle && !inside) open.to = number;
    else if (isIdle && !/^\s/.test(line) && endsMessage.has(label.toLowerCase())) {
      open.message = undefined;
      open.to = number;
    } else if (open.message !== undefined) {
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
