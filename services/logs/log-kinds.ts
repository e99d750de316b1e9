import { requestOfHttpError, requestOfMapiHttp, requestOfRpc } from './mapi-request.ts';
import type { LogLine } from './read-line.ts';
import { type LoggedRequest, type RequestLog, requestOfHttpProxy, requestOfIis } from './request.ts';

/** One way in which a log is written: columns without which a file is not written so, and how its lines are read. */
interface Form {
  readonly needed: readonly string[];
  readonly read: (line: LogLine, log: RequestLog) => LoggedRequest | undefined;
}
const iis: Form = {
  needed: ['cs-uri-stem', 'sc-status'],
  read: (line, log) => requestOfIis(line, log === 'iis-backend' ? 'iis-backend' : 'iis'),
};
const mapiHttp: Form = { needed: ['requesttype', 'httpstatuscode'], read: requestOfMapiHttp };
const rpc: Form = { needed: ['client-name', 'operation'], read: requestOfRpc };

const forms: Readonly<Record<RequestLog, readonly Form[]>> = {
  iis: [iis],
  'iis-backend': [iis],
  'http-proxy': [{ needed: ['urlstem', 'httpstatus'], read: requestOfHttpProxy }],
  'mapi-http': [mapiHttp, rpc],
  'address-book': [mapiHttp, rpc],
  rca: [rpc, mapiHttp],
  httperr: [{ needed: ['cs-uri', 's-reason'], read: requestOfHttpError }],
};

/** How the lines below these fields are read; undefined when they are those of another log. */
export function readerOf(
  log: RequestLog,
  names: readonly string[],
): ((line: LogLine) => LoggedRequest | undefined) | undefined {
  const form = forms[log].find(({ needed }) => needed.every((name) => names.includes(name)));
  return form && ((line) => form.read(line, log));
}
