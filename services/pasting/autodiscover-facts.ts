import { PoxFormatError, parsePox } from '../protocols/pox.ts';
import type { Collection } from './collecting.ts';

type Leaves = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Brings the leaves of one Autodiscover answer. `host` is who gave it, where the text says so. */
export function bringAutodiscover(
  line: number,
  host: string | undefined,
  leaves: Leaves,
  found: Collection,
  about?: string,
): void {
  const key = `${host ?? 'unnamed'}@vip`;
  for (const [leaf, value] of Object.entries(leaves)) {
    if (Array.isArray(value) && value.length === 0) continue;
    found.fact(line, `autodiscover[${key}].${leaf}`, value, about === undefined ? {} : { about });
  }
}

const known = ['EXCH', 'EXPR', 'EXHTTP', 'WEB', 'mapiHttp'];
const mostLines = 2_000;

/** Autodiscover answers as XML, on one line or many: brings what each says, claims its lines. */
export function bringXmlAnswers(lines: readonly string[], host: string | undefined, found: Collection): void {
  let from = 0;
  let piece: string[] = [];
  for (const [index, line] of lines.entries()) {
    let begin = 0;
    if (from === 0) {
      begin = line.search(/<(?:\w{1,10}:)?Autodiscover[\s>]/);
      if (begin < 0) continue;
      from = index + 1;
    }
    const close = /<\/(?:\w{1,10}:)?Autodiscover\s{0,9}>/.exec(line.slice(begin));
    piece.push(close === null ? line.slice(begin) : line.slice(begin, begin + close.index + close[0].length));
    if (close === null && piece.length < mostLines) continue;
    bringOne(piece.join('\n'), from, index + 1, host, found);
    from = 0;
    piece = [];
  }
  if (from > 0) found.ignored(from, 'half an Autodiscover answer: its end is missing', lines.length);
}

function bringOne(xml: string, from: number, to: number, host: string | undefined, found: Collection): void {
  if (/<(?:\w{1,10}:)?Request[\s>]/.test(xml) && !/<(?:\w{1,10}:)?Response[\s>]/.test(xml)) {
    found.ignored(from, 'an Autodiscover request: paste the answer', to);
    return;
  }
  try {
    const {
      redirectAddress,
      redirectUrl,
      message: _message,
      exprServer: _exprServer,
      protocols,
      ...leaves
    } = parsePox(Buffer.from(xml));
    const mailbox = /<(?:\w{1,10}:)?AutoDiscoverSMTPAddress>\s{0,9}([^<>\s]{3,200})\s{0,9}</i.exec(xml)?.[1];
    found.about(mailbox);
    bringAutodiscover(
      from,
      host,
      {
        ...leaves,
        location: redirectUrl ?? redirectAddress,
        protocols: protocols.filter((one) => known.includes(one)),
      },
      found,
      mailbox,
    );
    found.understood(from, 'an Autodiscover answer', to);
  } catch (error) {
    if (!(error instanceof PoxFormatError)) throw error;
    found.ignored(from, 'broken XML of an Autodiscover answer', to);
  }
}
