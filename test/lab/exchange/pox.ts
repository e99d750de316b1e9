import { XMLParser } from 'fast-xml-parser';

const outlookResponse = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';
const outlookRequest = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const rootResponse = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';

export type PoxRequest =
  | { readonly kind: 'asks'; readonly anchor: string; readonly address: string }
  | { readonly kind: 'wrong'; readonly code: 600 | 601 };

const parser = new XMLParser({
  processEntities: false,
  ignoreAttributes: false,
  removeNSPrefix: false,
  parseTagValue: false,
});

/** What a POX request asks for ([MS-OXDSCLI] 2.2.3.1); LegacyDN wins over EMailAddress. 600 invalid, 601 no provider for that schema. */
export function readPox(body: Buffer): PoxRequest {
  const invalid: PoxRequest = { kind: 'wrong', code: 600 };
  const text = body.toString('utf8');
  if (/<!DOCTYPE/i.test(text)) return invalid;
  let root: unknown;
  try {
    root = parser.parse(text, true);
  } catch (error) {
    if (error instanceof Error) return invalid; // not XML
    throw error;
  }
  const autodiscover = child(root, 'Autodiscover');
  const request = child(autodiscover, 'Request');
  if (request === undefined || text_(child(autodiscover, '@_xmlns')) !== outlookRequest) return invalid;
  if (text_(child(request, 'AcceptableResponseSchema')) !== outlookResponse)
    return { kind: 'wrong', code: 601 };
  const legacyDn = text_(child(request, 'LegacyDN'));
  const address = text_(child(request, 'EMailAddress'));
  if (legacyDn !== '') return { kind: 'asks', anchor: `LegacyDn~${legacyDn}`, address };
  return /^[^\s@]+@[^\s@]+$/.test(address) ? { kind: 'asks', anchor: `Smtp~${address}`, address } : invalid;
}

function child(node: unknown, name: string): unknown {
  // The parser gives plain objects for elements; own properties only, so no element can name a prototype's member.
  return typeof node === 'object' && node !== null && Object.hasOwn(node, name)
    ? (node as Record<string, unknown>)[name]
    : undefined;
}
const text_ = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** One element of a response: text, or further elements; undefined and empty text leave it out. */
export type Element = readonly [
  name: string,
  content: string | undefined | readonly Element[],
  attributes?: Readonly<Record<string, string>>,
];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function written([name, content, attributes = {}]: Element, indent: string): string {
  if (content === undefined || content === '') return '';
  const names = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${names.join('')}>`;
  return typeof content === 'string'
    ? `${open}${escaped(content)}</${name}>\r\n`
    : `${open}\r\n${content.map((each) => written(each, `${indent}  `)).join('')}${indent}</${name}>\r\n`;
}

/** A whole response of the Outlook schema ([MS-OXDSCLI] 2.2.4.1). */
export const writePox = (content: readonly Element[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\r\n${written(
    ['Autodiscover', [['Response', content, { xmlns: outlookResponse }]], { xmlns: rootResponse }],
    '',
  )}`;

const messages: Readonly<Record<number, string>> = {
  500: 'The email address can’t be found.',
  501: 'No configuration options are available for this address.',
  600: 'Invalid Request',
  601: 'Provider is not available',
  602: 'The configuration of this address has errors.',
  603: 'Internal error',
};

/** An error as Exchange words it, sent with HTTP 200 ([MS-OXDSCLI] 2.2.4.1.1.1.2). */
export function writePoxError(code: number, now: Date, host: string): string {
  const time = `${now.toISOString().slice(11, 23)}0000`;
  const id = [...host].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return `<?xml version="1.0" encoding="utf-8"?>\r\n${written(
    [
      'Autodiscover',
      [
        [
          'Response',
          [
            [
              'Error',
              [
                ['ErrorCode', String(code)],
                ['Message', messages[code] ?? 'Internal error'],
              ],
              { Time: time, Id: String(id) },
            ],
          ],
        ],
      ],
      { xmlns: rootResponse },
    ],
    '',
  ).replace('</Message>\r\n', '</Message>\r\n      <DebugData />\r\n')}`;
}
