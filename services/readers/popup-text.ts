import { collecting } from '../pasting/collecting.ts';
import { popupWords, soundsLikePopup, startErrors } from '../printed/popup-words.ts';
import { reader } from '../reader.ts';

/** A box has few lines, none of them long. */
const most = { lines: 30, characters: 600 };
const userField =
  /^\s{0,20}(?:user ?name|benutzername|nom d['’]utilisateur|gebruikersnaam|nombre de usuario|usuario|benutzer)\s?:?\s{1,20}(\S{1,120})\s*$/i;
const account = /^\s{0,20}([\w.-]{1,40}\\[\w.$-]{1,60}|[\w.+-]{1,64}@[\w.-]{1,200})\s*$/;
const connecting =
  /(?:connecting to|connect to|verbindung (?:mit|zu)|verbinden mit|connexion à|verbinding (?:maken )?met|conectando (?:a|con)|conectar(?:se)? (?:a|con)|proxy server|proxyserver|serveur proxy|servidor proxy|the server|following server:?|folgenden server ein:?|serveur suivant ?:?|volgende server:?|siguiente servidor:?)(?=\s{1,4}["'„«]?([a-z0-9][\w.-]{0,200}[\w](?:@[\w.-]{1,200}\w)?))/gi;
const url = /\bhttps?:\/\/([a-z0-9][\w.-]{0,200})/i;
const hostLine = /^\s{0,20}((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})\s*$/i;
const remember =
  /remember my (?:credentials|password)|anmeldedaten (?:speichern|merken)|anmeldeinformationen (?:speichern|merken)|kennwort (?:speichern|merken)|mémoriser (?:ces|mes) (?:informations|identifiants)|mijn (?:referenties|aanmeldgegevens) onthouden|recordar (?:mis )?credenciales/i;

interface Part {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}
/** Lines that stand together, as one text: what a box says is wrapped when it is typed or copied. */
function* parts(lines: readonly string[]): Generator<Part> {
  let from: number | undefined;
  for (let index = 0; index <= lines.length; index += 1) {
    const line = lines[index] ?? '';
    const ends =
      line.trim() === '' ||
      line.length > most.characters ||
      (from !== undefined && index - from >= most.lines);
    if (from !== undefined && (ends || index === lines.length)) {
      yield { from: from + 1, to: index, text: lines.slice(from, index).join('\n') };
      from = undefined;
    }
    if (from === undefined && line.trim() !== '' && line.length <= most.characters && index < lines.length)
      from = index;
  }
}
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/["„“”«»]/g, '')
    .trim();

export default reader({
  id: 'popup-text',
  title: 'the words of the box itself (English, German, French, Dutch, Spanish)',
  // After everything that prints words of its own.
  order: 90,
  read: (pasted) => {
    const found = collecting(pasted);
    const chain: string[] = [];
    let first: { readonly kind: string; readonly line: number } | undefined;
    for (const part of parts(pasted.lines)) {
      if (!soundsLikePopup.test(part.text)) continue;
      const shown = kindsIn(part);
      const line = shown[0]?.line ?? part.from;
      for (const { kind } of shown) if (chain.at(-1) !== kind) chain.push(kind);
      const spoken = shown.find(({ statusBar }) => statusBar === undefined);
      const bar = shown.find(({ statusBar }) => statusBar !== undefined);
      if (bar !== undefined) found.fact(bar.line, 'popup.statusBar', bar.statusBar);
      const start = startErrors.some((pattern) => pattern.test(plain(part.text)));
      if (start)
        found.fact(part.from, 'client.startError', part.text.replace(/\s+/g, ' ').trim().slice(0, 300));
      if (shown.length === 0 && !start) continue;
      found.understood(
        part.from,
        start && shown.length === 0 ? 'an error of Outlook' : 'words of a box',
        part.to,
      );
      if (first !== undefined || shown.length === 0) continue;
      first = { kind: shown[0]?.kind ?? '', line };
      if (spoken === undefined) continue;
      found.fact(spoken.line, 'popup.text', sentenceOf(part, spoken.line));
      details(part, found);
    }
    if (first === undefined) return found.result();
    found.fact(first.line, 'popup.kind', first.kind);
    if (chain.length > 1) found.fact(first.line, 'popup.chain', chain.slice(0, 20));
    return found.result();
  },
});

interface Shown {
  readonly kind: string;
  readonly statusBar?: string;
  readonly line: number;
}
/** The boxes whose words stand in a part, in order of appearance; of one box its first words. */
function kindsIn({ from, text }: Part): readonly Shown[] {
  const lines = text.split('\n').map(plain);
  const whole = lines.filter((line) => line !== '').join(' ');
  const places = lineStarts(lines);
  // What the status bar shows is short.
  const bars = lines.map((line) =>
    line.length > 60 ? '' : line.replace(barFrame, '').replace(/[.… ]+$/, ''),
  );
  const found: { readonly at: number; readonly shown: Shown }[] = [];
  for (const { kind, statusBar, wholeLine, pattern } of popupWords) {
    if (found.some(({ shown }) => shown.kind === kind)) continue;
    if (wholeLine === true) {
      const index = bars.findIndex((line) => line !== '' && pattern.test(line));
      if (index >= 0 && statusBar !== undefined)
        found.push({ at: places[index] ?? 0, shown: { kind, statusBar, line: from + index } });
      continue;
    }
    const at = pattern.exec(whole)?.index;
    if (
      at === undefined ||
      isDenied.test(whole.slice(0, at)) ||
      (kind === 'certificate' && found.some(({ shown }) => shown.kind === 'proxy-certificate'))
    )
      continue;
    const index = places.findLastIndex((start) => start <= at);
    found.push({ at, shown: { kind, line: from + Math.max(0, index) } });
  }
  return found.toSorted((one, other) => one.at - other.at).map(({ shown }) => shown);
}
/** Just before the words of a box: that it is not seen. */
const isDenied =
  /\b(?:(?:do|does|did) not|don't|doesn't|didn't|never|nicht|kein(?:e|en)?|ne|niet|geen|no) (?:\S+ ){0,5}$/i;
const barFrame = /^(?:status(?:zeile)?|microsoft exchange):? /;
/** Where each line begins in the text of all, parted by blanks. */
function lineStarts(lines: readonly string[]): readonly number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length === 0 ? 0 : line.length + 1;
    return start;
  });
}

/** A line of nothing but words, as a box says them; what a person typed into its fields is not kept. */
const saying = /^[\p{L}\p{M}\s.,:;!?'’"„“”«»()[\]…-]+$/u;
const isOfTheBox = (line: string): boolean =>
  account.test(line) ||
  userField.test(line) ||
  hostLine.test(line) ||
  url.test(line) ||
  remember.test(line) ||
  // A sentence of the box may name a server, a mailbox or a number.
  line.trim().split(/\s+/).length > 3 ||
  (saying.test(line) &&
    (line.trim().split(/\s+/).length > 2 || soundsLikePopup.test(line) || /[.?!]\s*$/.test(line))) ||
  namedIn(line) !== undefined ||
  /@|\[cut\]/.test(line);

/** What the box says from the line where its words begin: to the end of the sentence. */
function sentenceOf({ from, text }: Part, line: number): string {
  const rest = text
    .split('\n')
    .slice(line - from)
    .filter(isOfTheBox)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  const end = /^.{20,}?[.?!](?=\s|$)/.exec(rest);
  return end?.[0] ?? rest;
}

/** `connect to the proxy server mail.…`: the first words that may name a host and do. */
const namedIn = (line: string): string | undefined =>
  [...line.matchAll(connecting)].map(([, name]) => name).find((name) => name?.includes('.'));

function details({ from, text }: Part, found: ReturnType<typeof collecting>): void {
  const lines = text.split('\n');
  let host: string | undefined;
  for (const [index, line] of lines.entries()) {
    const number = from + index;
    const user = userField.exec(line)?.[1] ?? account.exec(line)?.[1];
    if (user !== undefined && /[@\\]/.test(user)) found.fact(number, 'popup.prefilledUser', user);
    if (remember.test(line)) found.fact(number, 'popup.rememberOffered', true);
    if (host !== undefined) continue;
    // A link to read is not the server of the box.
    const named =
      (/\bsee https?:/i.test(line) ? undefined : url.exec(line)?.[1]) ??
      hostLine.exec(line)?.[1] ??
      namedIn(line);
    // Outlook names the mailbox where it does not name the server.
    if (named === undefined || named.includes('@') || !named.includes('.')) continue;
    host = named.toLowerCase().replace(/\.+$/, '');
    found.fact(number, 'popup.host', host);
  }
}
