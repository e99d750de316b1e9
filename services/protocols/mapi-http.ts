import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpAsk } from './http.ts';
import { header } from './http.ts';

/** What the body of a MAPI/HTTP answer holds behind its framing ([MS-OXCMAPIHTTP] 2.2.2.2). */
export interface MapiAnswer {
  /** X-ResponseCode; the one behind DONE wins over the one in the head (2.2.3.3.3). */
  readonly responseCode: number | undefined;
  /** Whether DONE was seen: without it the answer is not whole. */
  readonly done: boolean;
  readonly body: Buffer;
}

/** Names and counts the requests of one client instance (2.2.3.3.2). */
export interface MapiClient {
  ask(endpoint: 'nspi' | 'emsmdb', requestType: string, body?: Buffer, cookies?: readonly string[]): HttpAsk;
}

export function createMapiClient(): MapiClient {
  const instance = randomUUID().toUpperCase();
  let count = 0;
  return {
    ask: (endpoint, requestType, body = Buffer.alloc(0), cookies = []) => {
      count += 1;
      return {
        method: 'POST',
        path: `/mapi/${endpoint}/`,
        headers: {
          'content-type': 'application/mapi-http',
          'user-agent': 'MapiHttpClient PopupDesk',
          'x-requesttype': requestType,
          'x-requestid': `{${instance}}:${count}`,
          'x-clientinfo': `{${instance}}`,
          'x-clientapplication': 'Outlook/16.0.17328.20000',
          ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
        },
        body,
      };
    },
  };
}

/** Bind with a STAT of default values: 45 bytes ([MS-OXCMAPIHTTP] 2.2.5.1.1, [MS-OXNSPI] 2.2.8). */
export function bindBody(): Buffer {
  const body = Buffer.alloc(45);
  body.writeUInt8(0xff, 4);
  // CodePage Unicode (1200, CP_WINUNICODE), template and sort locale en-US: offsets 24, 28, 32 of STAT, which starts at 5.
  body.writeUInt32LE(1200, 5 + 24);
  body.writeUInt32LE(0x409, 5 + 28);
  body.writeUInt32LE(0x409, 5 + 32);
  return body;
}
/** Unbind: reserved and no auxiliary buffer ([MS-OXCMAPIHTTP] 2.2.5.2.1). */
export const unbindBody = (): Buffer => Buffer.alloc(8);

/** The cookies that an answer sets, as the next request of the session sends them back. */
export const cookiesOf = (answer: HttpAnswer): readonly string[] =>
  (answer.headers.get('set-cookie') ?? []).flatMap((line) => line.split(';')[0]?.trim() || []);

const metaTags = new Set(['PROCESSING', 'PENDING']);

/** The answer behind the framing: PROCESSING, PENDING…, DONE, further headers, an empty line, the body. */
export function readMapi(answer: HttpAnswer): MapiAnswer {
  const inHead = codeOf(header(answer, 'x-responsecode'));
  let at = 0;
  const line = (): string | undefined => {
    const end = answer.body.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const text = answer.body.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  let tag = line();
  while (tag !== undefined && metaTags.has(tag)) tag = line();
  if (tag !== 'DONE') return { responseCode: inHead, done: false, body: answer.body };
  let later: number | undefined;
  for (let field = line(); field !== undefined && field !== ''; field = line()) {
    const [name, ...value] = field.split(':');
    if (name?.trim().toLowerCase() === 'x-responsecode') later = codeOf(value.join(':').trim());
  }
  return { responseCode: later ?? inHead, done: true, body: answer.body.subarray(at) };
}
const codeOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** StatusCode and ErrorCode of a Bind answer's body ([MS-OXCMAPIHTTP] 2.2.5.1.2). */
export function readBind(
  body: Buffer,
): { readonly statusCode: number; readonly errorCode: number } | undefined {
  return body.length < 8 ? undefined : { statusCode: body.readUInt32LE(0), errorCode: body.readUInt32LE(4) };
}
