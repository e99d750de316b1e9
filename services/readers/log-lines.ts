import { readerOf } from '../logs/log-kinds.ts';
import { type Fields, type LogLine, readFields, readLine } from '../logs/read-line.ts';
import type { LoggedRequest, RequestLog } from '../logs/request.ts';
import { collecting } from '../pasting/collecting.ts';
import { lineWithoutFields } from '../pasting/log-layouts.ts';
import { bringRequests, type PastedRequest } from '../pasting/pasted-requests.ts';
import { reader } from '../reader.ts';

const header = /^#(?:software|version|log-type|date|fields|start-date|end-date|remark):/i;
/** Which log lines with these columns belong to, by what only it has. */
const logs: readonly RequestLog[] = ['http-proxy', 'rca', 'httperr', 'iis'];

export default reader({
  id: 'log-lines',
  title: 'lines of IIS, HTTPERR, HttpProxy, MapiHttp, address book and RPC Client Access logs',
  order: 20,
  read: (pasted) => {
    const found = collecting(pasted);
    const requests: PastedRequest[] = [];
    let fields: Fields | undefined;
    let type = '';
    for (const [index, text] of pasted.lines.entries()) {
      const number = index + 1;
      if (text.startsWith('#')) {
        if (!header.test(text)) continue;
        if (/^#(?:software|log-type):/i.test(text)) fields = undefined;
        if (/^#log-type:/i.test(text)) type = text;
        fields = readFields(text) ?? fields;
        found.understood(number, 'header of a log');
        continue;
      }
      // Only a line of a log begins with a year.
      if (!/^\s{0,8}"?(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:/.test(text)) continue;
      const written = text.trim();
      const named = fields && readLine(written, fields);
      const line = named ?? lineWithoutFields(written);
      if (line === undefined) {
        if (fields !== undefined)
          found.ignored(number, 'half a line: it has not as many values as the header names');
        else if (looksCut(written))
          found.ignored(
            number,
            'half a line of a log, or one in an order that is not the default: paste its #Fields line too',
          );
        continue;
      }
      const request = requestOf(line, (named && fields?.names) ?? [...line.keys()], type);
      const nonsense = request && nonsenseOf(line, request, pasted.now);
      if (request === undefined) found.ignored(number, 'a line of another log');
      else if (nonsense !== undefined) found.ignored(number, nonsense);
      else requests.push({ line: number, request, server: serverOf(line, request) });
    }
    bringRequests(requests, pasted, found);
    return found.result();
  },
});

const statuses = ['httpstatus', 'backendstatus', 'sc-status', 'httpstatuscode'];
const dayMs = 86_400_000;
/** Why no log can have written such a line, undefined when it can. */
function nonsenseOf(line: LogLine, { at }: LoggedRequest, now: number): string | undefined {
  if (at > now + dayMs) return `dated ${new Date(at).toISOString().slice(0, 10)}, which is still to come`;
  for (const name of statuses) {
    const value = line.get(name);
    // 0 stands where the client was gone before an answer.
    if (value !== undefined && !/^(?:[1-5]\d\d|0|-)$/.test(value))
      return `${value.slice(0, 20)} is no status of HTTP (${name})`;
  }
  return undefined;
}

/** What can only be a piece of one of these logs. */
const looksCut = (text: string): boolean =>
  /^\S+ \S+ \S+ (?:GET|POST|HEAD|PUT|OPTIONS|PROPFIND|RPC_IN_DATA|RPC_OUT_DATA) \//.test(text) ||
  /^[^,]{19,30}Z,[^,]{0,60},\d{1,2},\d{1,3},\d{1,5},\d{1,4},/.test(text);

function requestOf(line: LogLine, names: readonly string[], type: string): LoggedRequest | undefined {
  for (const log of logs) {
    const kind =
      log === 'rca' ? mapiLog(names, type) : log === 'iis' && isBackEnd(line) ? 'iis-backend' : log;
    const request = readerOf(kind, names)?.(line);
    if (request !== undefined) return request;
  }
  return undefined;
}

/** Back-end sites listen on ports of their own. */
const isBackEnd = (line: LogLine): boolean => /^(?:81|444)$/.test(line.get('s-port') ?? '');
/** MapiHttp and the address book are written alike from 2016 CU4 on, and as RPC Client Access before. */
function mapiLog(names: readonly string[], type: string): RequestLog {
  if (/address ?book/i.test(type)) return 'address-book';
  return names.includes('client-name') ? 'rca' : 'mapi-http';
}

/** HttpProxy names its server; IIS where it is asked to. */
const serverOf = (line: LogLine, { log }: LoggedRequest): string =>
  ((log === 'http-proxy' ? line.get('serverhostname') : line.get('s-computername')) ?? '')
    .toLowerCase()
    .split('.')[0] ?? '';
