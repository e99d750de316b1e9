import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** What an Autodiscover answer says (MS-OXDSCLI, POX); every part may be missing. */
export interface PoxAnswer {
  readonly errorCode?: number;
  readonly message?: string;
  readonly redirectAddress?: string;
  readonly redirectUrl?: string;
  readonly protocols: readonly string[];
  readonly server?: string;
  readonly ewsUrl?: string;
  readonly exchOabUrl?: string;
  readonly exprServer?: string;
  readonly exprOabUrl?: string;
  readonly exprAuth?: string;
  readonly exprPrincipal?: string;
  readonly mailStore?: string;
  readonly addressBook?: string;
  readonly publicFolderMailbox?: string;
  readonly alternatives: readonly string[];
}

/** The body is no Autodiscover answer. */
export class PoxFormatError extends Error {
  override readonly name = 'PoxFormatError';
}

const escaped = (text: string): string =>
  text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The request for the settings of one address. The namespaces are http, whatever the published pages print. */
export const poxRequest = (address: string): string =>
  '<?xml version="1.0" encoding="utf-8"?>' +
  '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>' +
  `<EMailAddress>${escaped(address)}</EMailAddress>` +
  '<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>' +
  '</Request></Autodiscover>';

/** The path whose routing follows the mailbox instead of the caller (an explicit logon). */
export const explicitLogonPath = (address: string): string =>
  `/autodiscover/${encodeURIComponent(address).replace('%40', '@')}/autodiscover.xml`;

const one = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().max(2_048).optional().catch(undefined),
);
const many = <T extends z.ZodType>(element: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z
      .array(element.catch(undefined as never))
      .max(200)
      .catch([]),
  );
const node = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : value),
    z.object(shape).optional().catch(undefined),
  );

const urls = node({ InternalUrl: one, ExternalUrl: one });
const protocol = z.object({
  '@Type': one,
  Type: one,
  Server: one,
  EwsUrl: one,
  OABUrl: one,
  AuthPackage: one,
  CertPrincipalName: one,
  MailStore: urls,
  AddressBook: urls,
});
const error = node({ ErrorCode: one, Message: one });
const answer = z.object({
  Autodiscover: z.object({
    Response: node({
      Error: error,
      Account: node({
        Error: error,
        Action: one,
        RedirectAddr: one,
        RedirectUrl: one,
        RedirectURL: one,
        Protocol: many(protocol),
        PublicFolderInformation: node({ SmtpAddress: one }),
        AlternativeMailbox: many(z.object({ SmtpAddress: one })),
      }),
    }),
  }),
});
type Protocol = z.infer<typeof protocol>;

// Values stay texts: an Id or a version is no number to us. Entities beyond the five of XML are never expanded.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
  maxNestedTags: 40,
});
const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string | undefined): string | undefined =>
  text?.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name, decimal, hexadecimal) => {
      if (name !== undefined) return predefined[String(name).toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
    },
  );

/** A parsed answer. Throws `PoxFormatError` for what is no XML, no Autodiscover, or has a DOCTYPE. */
export function parsePox(body: Buffer): PoxAnswer {
  const text = body.toString('utf8');
  if (/<!DOCTYPE/i.test(text)) throw new PoxFormatError('the answer has a DOCTYPE: it is not read');
  const read = answer.safeParse(parseXml(text));
  if (!read.success) throw new PoxFormatError('the answer is no Autodiscover XML');
  const response = read.data.Autodiscover.Response;
  const account = response?.Account;
  const failure = response?.Error ?? account?.Error;
  const protocols = (account?.Protocol ?? []).filter((part): part is Protocol => part !== undefined);
  const typeOf = (part: Protocol): string => part['@Type'] ?? part.Type ?? '';
  const first = (type: string): Protocol | undefined =>
    protocols.find((part) => typeOf(part).toLowerCase() === type);
  const exch = first('exch');
  const expr = first('expr');
  const exHttp = first('exhttp');
  const mapi = first('mapihttp');
  const code = Number(failure?.ErrorCode);
  const settled: Partial<Record<keyof PoxAnswer, string | number | undefined>> = {
    errorCode: failure?.ErrorCode !== undefined && Number.isInteger(code) ? code : undefined,
    message: failure?.Message,
    redirectAddress: account?.RedirectAddr,
    redirectUrl: account?.RedirectUrl ?? account?.RedirectURL,
    server: exch?.Server ?? exHttp?.Server,
    ewsUrl: exch?.EwsUrl ?? exHttp?.EwsUrl ?? expr?.EwsUrl,
    exchOabUrl: exch?.OABUrl,
    exprServer: expr?.Server,
    exprOabUrl: expr?.OABUrl,
    exprAuth: expr?.AuthPackage,
    exprPrincipal: expr?.CertPrincipalName,
    mailStore: mapi?.MailStore?.InternalUrl ?? mapi?.MailStore?.ExternalUrl,
    addressBook: mapi?.AddressBook?.InternalUrl ?? mapi?.AddressBook?.ExternalUrl,
    publicFolderMailbox: account?.PublicFolderInformation?.SmtpAddress,
  };
  const present = Object.entries(settled).flatMap(([key, value]) =>
    value === undefined || value === ''
      ? []
      : [[key, typeof value === 'string' ? plain(value) : value] as const],
  );
  return {
    ...Object.fromEntries(present),
    protocols: [...new Set(protocols.map(typeOf).filter((type) => type !== ''))],
    alternatives: (account?.AlternativeMailbox ?? []).flatMap((box) =>
      box?.SmtpAddress === undefined ? [] : [(plain(box.SmtpAddress) ?? '').toLowerCase()],
    ),
  };
}

function parseXml(text: string): unknown {
  try {
    return parser.parse(text);
  } catch (error) {
    throw new PoxFormatError('the answer is no well-formed XML', { cause: error });
  }
}
