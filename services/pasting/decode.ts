/** A text as it was meant, or the sentence that says why it is not read. */
export type Decoded = { readonly text: string; readonly encoding: string } | { readonly refused: string };

/** What one paste may hold, in bytes. */
export const mostBytes = 5 * 1024 * 1024;

/** What files begin with that hold no text, and how a person gets at the text inside. */
const foreign: readonly (readonly [bytes: readonly number[], says: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or an Office document: unpack it, or copy the text out of it'],
  [[0x1f, 0x8b], 'a gzip archive: unpack it and paste the text inside'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: copy the text out of it'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture: type or copy what stands in it'],
  [[0xff, 0xd8, 0xff], 'a picture: type or copy what stands in it'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture: type or copy what stands in it'],
  [
    [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65],
    'an event log (.evtx): open it in Event Viewer and copy the event as text',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Office document or an Outlook message (.msg): copy the text out of it'],
  [[0x21, 0x42, 0x44, 0x4e], 'an Outlook data file: nothing in it is read here'],
  [[0x4d, 0x5a, 0x90, 0x00], 'a program: nothing in it is read here'],
];

/** The text of pasted bytes: UTF-8, UTF-16 of either order with or without its mark, else Windows-1252. */
export function decode(bytes: Buffer): Decoded {
  if (bytes.length > mostBytes) return { refused: tooMuch(bytes.length) };
  const known = foreign.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) return { refused: `This is ${known[1]}.` };
  const { text, encoding } = asText(bytes);
  if (isBinary(text))
    return { refused: 'This is no text but bytes of a program or a file: paste the text itself.' };
  return { text: cleaned(text), encoding };
}

/** The same for what came as text already. */
export function decodeText(text: string): Decoded {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) return { refused: tooMuch(bytes) };
  if (isBinary(text))
    return { refused: 'This is no text but bytes of a program or a file: paste the text itself.' };
  return { text: cleaned(text), encoding: 'text' };
}

const tooMuch = (bytes: number): string =>
  `The text has ${(bytes / 1024 / 1024).toFixed(1)} MB; at most 5 MB are read at once. Paste the part around the moment of the popup, or the whole in parts.`;

function asText(bytes: Buffer): { readonly text: string; readonly encoding: string } {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { text: littleEndian(bytes.subarray(2)), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: bigEndian(bytes.subarray(2)), encoding: 'UTF-16' };
  if (first === 0xef && second === 0xbb && third === 0xbf) return eightBits(bytes.subarray(3));
  const order = unmarkedOrder(bytes.subarray(0, 4_096));
  if (order !== undefined)
    return { text: order === 'little' ? littleEndian(bytes) : bigEndian(bytes), encoding: 'UTF-16' };
  return eightBits(bytes);
}

/** Text of Western languages in UTF-16 has a NUL in every second place. */
function unmarkedOrder(head: Buffer): 'little' | 'big' | undefined {
  const pairs = head.length >> 1;
  if (pairs < 2) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) if (head[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'little';
  return even > pairs * 0.4 && odd < pairs * 0.05 ? 'big' : undefined;
}

const littleEndian = (bytes: Buffer): string => bytes.subarray(0, bytes.length & ~1).toString('utf16le');
const bigEndian = (bytes: Buffer): string =>
  Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');

function eightBits(bytes: Buffer): { readonly text: string; readonly encoding: string } {
  // A copied piece may begin or end inside a character.
  let begin = 0;
  while (begin < 3 && ((bytes[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
  for (const cut of [0, 1, 2, 3]) {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(
        bytes.subarray(begin, bytes.length - cut),
      );
      return { text, encoding: 'UTF-8' };
    } catch (error) {
      if (!(error as Error).message.includes('encoded data')) throw error;
    }
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
}

/** All but tab and what ends a line. */
const controls = /[^\P{Cc}\t\n\v\f\r\u0085]/gu;
const colours = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;?]{0,20}[A-Za-z]`, 'g');
/** A few control characters come from terminals and copied dialogs; many are no text. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 65_536).replace(colours, '');
  const strange = (head.match(controls)?.length ?? 0) + (head.match(/\ufffd/g)?.length ?? 0);
  return strange > 8 && strange > head.length * 0.02;
}

/** Colours of terminals, marks of direction that Windows copies along, NULs and other control characters taken out. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(colours, '')
    .replace(/[\ufeff\u200b-\u200f\u202a-\u202e]/g, '')
    .replace(/\u00a0/g, ' ')
    .replace(controls, '')
    .replace(/[\v\f]/g, ' ');

/** The lines of a text, whatever ends them. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
