import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

type Column = 'server' | 'type' | 'proxy' | 'protocol' | 'conn' | 'authn' | 'status' | 'failures' | 'idle';
/** Headings of the dialog, English and German, Outlook 2010 to today. */
const headings: readonly (readonly [column: Column, pattern: RegExp])[] = [
  ['server', /^(?:server ?name|servername|server)$/i],
  ['proxy', /^proxy ?server$/i],
  ['status', /^status$/i],
  ['protocol', /^(?:protocol|protokoll)$/i],
  ['conn', /^(?:conn|verb)\.?$/i],
  ['authn', /^(?:authn|auth|authentifizierung|authentication)\.?$/i],
  ['type', /^(?:type|typ)$/i],
  ['failures', /^(?:req\/fail|anf(?:ord)?\.?\/fehl(?:er|g)?\.?|anforderungen\/fehler)$/i],
  [
    'idle',
    /^(?:cid|smtp[ -]?(?:address|adresse)|display name|anzeigename|encrypt|verschl(?:üsselung|\.)?|rpc-?port|avg ?resp|avg ?proc|sess ?type|interface(?:\/session)?|notif|vers(?:ion)?)$/i,
  ],
];
const types: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['public-folders', /public|öffentlich/i],
  ['directory', /directory|verzeichnis/i],
  ['referral', /referral|verweis/i],
  ['mail', /mail|e-mail/i],
];
const statuses =
  /^(?:established|connected|connecting|disconnected|hergestellt|verbunden|getrennt|verbindung wird hergestellt|verbindung hergestellt|verbindung getrennt)$/i;
const authentications =
  /^(?:nego\*?|negotiate|ntlm|kerberos|basic|clear \[anonymous\]|clear|klartext|anonymous|bearer\*?|standard|error|fehler)$/i;
const protocols = /^(?:https?|rpc\/http|rpc\/tcp|tcp\/ip|mapi\/http|mapi über http)$/i;
/** A host, or the mailbox’s GUID with its domain. */
const host = /^(?:[0-9a-f]{8}[0-9a-f-]{27,28}@[\w.-]{1,200}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|[\w-]{2,15})$/i;

export default reader({
  id: 'connection-status',
  title: 'rows of Outlook’s Connection Status',
  order: 40,
  read: ({ lines }) => {
    const found = collecting({ lines });
    let columns: readonly (Column | undefined)[] | undefined;
    for (const [index, text] of lines.entries()) {
      if (text.length > 2_000 || text.trim() === '') continue;
      const cells = cellsOf(text);
      const named = cells.map((cell) => headings.find(([, pattern]) => pattern.test(cell))?.[0]);
      if (named.filter((one) => one !== undefined).length >= 3) {
        columns = named;
        found.understood(index + 1, 'headings of Connection Status');
        continue;
      }
      const row = (columns === undefined ? undefined : byColumn(cells, columns)) ?? byValue(cells);
      if (row === undefined) continue;
      if (Object.keys(row).length < 3)
        found.ignored(index + 1, 'a row of Connection Status with too little in it');
      else {
        found.fact(index + 1, 'connections[]', row);
        found.understood(index + 1, 'rows of Connection Status');
      }
    }
    return found.result();
  },
});

/** Cells by tabs, bars or semicolons; else by two blanks or more. */
function cellsOf(text: string): readonly string[] {
  const separator = text.includes('\t')
    ? '\t'
    : text.includes('|')
      ? '|'
      : text.includes(';')
        ? ';'
        : /\s{2,}|,\s/;
  // A row may begin or end with an empty cell.
  const cells = (separator === '	' ? text : text.trim()).split(separator).map((cell) => cell.trim());
  return separator === '|' ? cells.filter((cell) => cell !== '') : cells;
}

type Row = Readonly<Record<string, string | number>>;
function byColumn(cells: readonly string[], columns: readonly (Column | undefined)[]): Row | undefined {
  if (cells.length > columns.length || cells.length < columns.length - 4) return undefined;
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? '';
  const row = rowOf({
    server: cell('server'),
    proxy: cell('proxy'),
    status: cell('status'),
    authn: cell('authn'),
    type: cell('type'),
    failures: cell('failures'),
    protocol: columns.includes('protocol') ? cell('protocol') : olderProtocol(cell('conn')),
  });
  return statuses.test(cell('status')) || protocols.test(cell('protocol') || cell('conn')) ? row : undefined;
}
/** Outlook 2010 names the connection: over HTTPS is Outlook Anywhere. */
const olderProtocol = (conn: string): string => (/^https?$/i.test(conn) ? 'RPC/HTTP' : conn);

/** A row as people type it: each cell is known by what it says. */
function byValue(cells: readonly string[]): Row | undefined {
  if (cells.length < 3) return undefined;
  const first = (test: (cell: string) => boolean): string => cells.find(test) ?? '';
  const status = first((cell) => statuses.test(cell));
  const protocol = first((cell) => protocols.test(cell));
  const type = first((cell) =>
    /^(?:exchange[ -])?(?:mail|e-mail|directory|verzeichnis|public folders?|öffentliche ordner|referral)$/i.test(
      cell,
    ),
  );
  if ([status, protocol, type].filter((cell) => cell !== '').length < 2) return undefined;
  const hosts = cells.filter(
    (cell) =>
      host.test(cell) &&
      ![status, protocol, type].includes(cell) &&
      !authentications.test(cell) &&
      /[.@]/.test(cell),
  );
  return rowOf({
    // The dialog has the proxy first.
    server: hosts.at(-1) ?? '',
    proxy: hosts.length > 1 ? (hosts[0] ?? '') : '',
    status,
    protocol,
    type,
    authn: first((cell) => authentications.test(cell)),
    failures: first((cell) => /^\d{1,7}\s?\/\s?\d{1,7}$/.test(cell)),
  });
}

function rowOf({
  server,
  proxy,
  status,
  protocol,
  type,
  authn,
  failures,
}: Readonly<Record<string, string>>): Row {
  const failed = /^\d{1,7}\s?\/\s?(\d{1,7})$/.exec(failures ?? '')?.[1];
  const parts = {
    server: hostOf(server),
    type: types.find(([, pattern]) => pattern.test(type ?? ''))?.[0],
    proxy: hostOf(proxy),
    protocol: protocolOf(protocol ?? ''),
    authn: authn?.slice(0, 60),
    status: inEnglish(status ?? ''),
    failures: failed === undefined ? undefined : Number(failed),
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}
/** Over MAPI/HTTP the dialog shows a URL. */
function hostOf(cell = ''): string | undefined {
  const name = /^https?:\/\/([^/:?#]{1,253})/i.exec(cell)?.[1] ?? cell;
  return host.test(name) ? name.toLowerCase() : undefined;
}
/** Causes compare the words of the English dialog. */
function inEnglish(status: string): string {
  if (/wird hergestellt|^connecting/i.test(status)) return 'Connecting';
  if (/hergestellt|^verbunden|^established|^connected/i.test(status)) return 'Established';
  return /getrennt|^disconnected/i.test(status) ? 'Disconnected' : status.slice(0, 60);
}
function protocolOf(text: string): string | undefined {
  if (/^(?:https?|mapi\/http|mapi über http)$/i.test(text)) return 'HTTP';
  if (/^rpc\/http$/i.test(text)) return 'RPC/HTTP';
  return /^(?:rpc\/tcp|tcp\/ip)$/i.test(text) ? 'RPC/TCP' : undefined;
}
