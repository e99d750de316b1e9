/** A text to be read into a case: "paste PD-17", perhaps a zone, and the text below or behind. */
export interface PasteSaid {
  readonly number?: string;
  readonly zone: string;
  readonly text: string;
}

const command =
  /^\s*(?:<at\b[^>]{0,200}>[^<]{0,200}<\/at>\s*)?paste\b[ \t]*(pd-\d{1,9})?[ \t]*(?:([+-]\d{1,2}:?(?:\d{2})?|utc|z)(?=\s|$))?[ \t:]*\r?\n?/i;

/** What a message that begins with "paste" asks to have read; undefined for any other. The text is as it was written. */
export function pasteIn(message: string): PasteSaid | undefined {
  const text = withoutMarkup(message);
  const found = command.exec(text);
  if (found === null) return undefined;
  const [whole, number, zone = ''] = found;
  const rest = text.slice(whole.length);
  // "paste it again" is talk, not a text.
  if (number === undefined && zone === '' && rest.trim() !== '' && !whole.endsWith('\n')) return undefined;
  return { ...(number !== undefined && { number }), zone, text: rest };
}

/** The number of a case that stands anywhere in a short message beside a file. */
export function numberIn(message: string): { readonly number?: string } {
  const number = /\bpd-\d{1,9}\b/i.exec(message.slice(0, 300))?.[0];
  return number === undefined ? {} : { number };
}

/** The lines of a message that a client sent as HTML; a text that only holds angle brackets stays as it is. */
function withoutMarkup(message: string): string {
  if (!/^\s*<(?:p|div|span|at)\b/i.test(message) || !/<\/(?:p|div|span)>\s*$/i.test(message)) return message;
  return message
    .replace(/<at\b[^>]*>[^<]*<\/at>/gi, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|pre|li|tr)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#39;/gi, "'")
    .replace(/&amp;/gi, '&');
}
