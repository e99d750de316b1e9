import { type FactValue, leafType, parseFactValue, parsePath } from './facts.ts';
import { cutSecrets } from './pasting/secrets.ts';
import { readTime } from './pasting/times.ts';
import type { Question } from './question.ts';
import { isTime, timeOf } from './time.ts';
import { andMore } from './vocabulary.ts';

/** What an answer says, by path. */
export type Sets = Readonly<Record<string, FactValue>>;
/** Why a text or choice is no answer: a sentence for the person. */
export class Refusal extends Error {}

const longestText = 500;
const longestList = 50;
/** What is said back of a text, without what a card would take for markup. */
const quoted = (text: string): string => `"${text.replace(/[*_[\]()<>`~#|\\]/g, '').slice(0, 60)}"`;

/** A text that a person wrote, as the value of the question's leaf. */
export function writtenIn({ text: asked }: Question, text: string, zoneMinutes: number | undefined): Sets {
  if (asked === undefined) throw new Refusal('This question has answers to choose from, and takes no text.');
  if (text.length > longestText)
    throw new Refusal(
      `Write at most ${longestText} characters here; longer text goes into the field to paste into.`,
    );
  const plain = text.replace(/\p{Cc}+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) throw new Refusal(`This says nothing. Write ${asked.hint}.`);
  const secret = cutSecrets([plain]).cut[0];
  if (secret !== undefined)
    throw new Refusal(
      `This looks like it holds a ${secret.kind}, so it was not kept. If it is real, change it; never send one here.`,
    );
  if (asked.fact === 'secondary') return mailboxesIn(plain);
  const bare = parseBare(asked.fact, plain, asked.hint);
  return { [bare.path]: valueIn(bare.path, bare.text, asked.hint, zoneMinutes) };
}

/** Mailboxes that the user has open; by hand, unless the directory knows better. */
function mailboxesIn(text: string): Sets {
  const addresses = text.split(/[\s,;]+/).filter((part) => part !== '');
  const wrong = addresses.find((one) => !/^[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+$/.test(one));
  if (wrong !== undefined)
    throw new Refusal(`${quoted(wrong)} is no mail address. Write addresses, with commas.`);
  if (addresses.length > longestList) throw new Refusal(`Write at most ${longestList} addresses.`);
  return Object.fromEntries(addresses.map((one) => [`secondary[${one.toLowerCase()}].kind`, 'manual']));
}

/** Of a value with a name the text says both: `ExcludeScpLookup=1`. */
function parseBare(
  fact: string,
  text: string,
  hint: string,
): { readonly path: string; readonly text: string } {
  if (!/^client\.(registry|policy)$/.test(fact)) return { path: fact, text };
  const match = /^([\w .\\-]{1,100}?)\s*=\s*(.{1,200})$/.exec(text);
  if (match === null) throw new Refusal(`Write it like this: ${hint}.`);
  return { path: `${fact}[${match[1]}]`, text: match[2] ?? '' };
}

function valueIn(path: string, text: string, hint: string, zoneMinutes: number | undefined): FactValue {
  switch (leafType(path)) {
    case 'element':
      return { what: 'other', text };
    case 'time':
      return timeIn(text, zoneMinutes);
    case 'number': {
      const value = /^(?:\d{1,10}|0x[\da-f]{1,8})$/i.test(text) ? Number(text) : Number.NaN;
      if (Number.isNaN(value)) throw new Refusal(`${quoted(text)} is no number. Write ${hint}.`);
      return value;
    }
    case 'texts': {
      const list = text
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      if (list.length > longestList) throw new Refusal(`Write at most ${longestList} names.`);
      const more = list.some((part) => part === andMore || part === '...');
      return [...list.filter((part) => part !== andMore && part !== '...'), ...(more ? [andMore] : [])];
    }
    case 'text-or-number':
      return parseFactValue(
        parsePath(path),
        text
          .replace(/^dword:(?:0x)?0*(?=[\da-f])/i, '0x')
          .replace(/^0x[\da-f]{1,8}$/i, (hex) => String(Number(hex))),
      );
    default:
      return text;
  }
}

function timeIn(text: string, zoneMinutes: number | undefined): string {
  if (isTime(text)) return new Date(timeOf(text) ?? Number.NaN).toISOString();
  const dateOnly = /^(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\/\d{1,2}\/\d{4})$/.test(
    text,
  );
  const read = readTime(dateOnly ? `${text} 00:00` : text, zoneMinutes);
  if (read === undefined)
    throw new Refusal(`I cannot read ${quoted(text)} as a time. Write it like 2026-11-20 09:05.`);
  if ('withoutZone' in read)
    throw new Refusal(`Whose clock is ${quoted(text)}? Write the zone behind it, such as +01:00.`);
  if ('exchangeable' in read)
    throw new Refusal(`Which is the day in ${quoted(text)}? Write it like 2026-11-20 09:05.`);
  return read.at;
}
