import type { Catalogue } from '../services/catalogue.ts';
import type { Cause } from '../services/cause.ts';
import type { Diagnosis, SignShown, Verdict } from '../services/diagnosis/types.ts';
import type { Fact } from '../services/facts.ts';
import { moment, span } from '../services/readings/sentences.ts';
import { details } from './ticket-details.ts';
import { factsByPath } from './ticket-evidence.ts';
import { bandWords, shortened } from './ticket-words.ts';

/** Where a ticket finds the words of causes and remedies. */
export type Words = Pick<Catalogue, 'causes' | 'remedies'>;
/** A line that is read at a glance. */
const width = 110;

const text = (found: ReadonlyMap<string, Fact>, path: string): string | undefined => {
  const value = found.get(path)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const blindWhy = ({ blind }: Diagnosis, path: string): string | undefined =>
  blind.find(({ fact }) => fact === path || path.startsWith(`${fact}.`))?.why;

function whoAndWhere(diagnosis: Diagnosis, found: ReadonlyMap<string, Fact>): string {
  const name = text(found, 'mailbox.displayName');
  const [exchange, server, database] = ['exchange', 'server', 'database'].map((leaf) =>
    text(found, `mailbox.${leaf}`),
  );
  const places = [
    exchange === undefined ? undefined : `Exchange ${exchange}`,
    server === undefined ? undefined : `server ${server}`,
    database === undefined ? undefined : `database ${database}`,
  ].filter((place) => place !== undefined);
  const where =
    places.length > 0
      ? places.join(', ')
      : `where it is was not seen (${blindWhy(diagnosis, 'mailbox.server') ?? 'not looked at'})`;
  return `${diagnosis.mailbox}${name === undefined ? '' : ` (${name})`}: ${where}; judged ${moment(Date.parse(diagnosis.at))}.`;
}

function movedWhen(diagnosis: Diagnosis, found: ReadonlyMap<string, Fact>): string {
  const at = text(found, 'mailbox.movedAt');
  const others = [...found].flatMap(([path, { value }]) =>
    /^secondary\[.*\]\.movedAt$/.test(path) &&
    Date.parse(diagnosis.at) - Date.parse(String(value)) < 14 * 24 * 3600_000
      ? [`${path.slice('secondary['.length, -'].movedAt'.length)} moved ${moment(Date.parse(String(value)))}`]
      : [],
  );
  const also = others.length === 0 ? '' : ` Also opened: ${others.join(', ')}.`;
  if (at !== undefined) {
    return `Moved ${moment(Date.parse(at))}, ${span(Date.parse(diagnosis.at) - Date.parse(at))} before.${also}`;
  }
  const moved = found.get('mailbox.moved')?.value;
  if (moved !== undefined)
    return `${moved === true ? 'Moved lately, when is not known' : 'Not moved lately'}.${also}`;
  return `When it moved was not seen (${blindWhy(diagnosis, 'mailbox.movedAt') ?? 'not looked at'}).${also}`;
}

/** A sentence that fits beside other words on one line: whole, else up to its first colon or semicolon. */
function fitting(sentence: string, beside: number): string {
  if (sentence.length + beside <= width) return sentence;
  const clause = /^.{25,}?(?=[:;])/.exec(sentence)?.[0];
  return clause === undefined ? sentence : `${clause}.`;
}

function verdictLine(top: Verdict | undefined, causes: ReadonlyMap<string, Cause>): string {
  if (top === undefined) return 'Verdict: no cause is known here.';
  const { cause, band, byDesign } = top;
  if (band === 'unlikely' || band === 'ruled-out')
    return `No known cause is likely; the nearest is ${cause} (${bandWords[band].toLowerCase()}).`;
  const end = ` (${cause})${byDesign ? ' This is expected.' : ''}`;
  const beside = bandWords[band].length + 2 + end.length;
  return `${bandWords[band]}: ${fitting(causes.get(cause)?.says ?? cause, beside)}${end}`;
}

const telling = ['proof', 'strong', 'fair', 'weak'] as const;
/** The strongest reasons, one of each event: of a group only one, and none whose facts stand behind another already. */
export function reasonsOf(
  { for: signs, cause }: Verdict,
  causes: ReadonlyMap<string, Cause>,
): readonly SignShown[] {
  const signOf = ({ sign: id }: SignShown) => causes.get(cause)?.signs.find((one) => one.id === id);
  const place = (shown: SignShown): number => {
    const sign = signOf(shown);
    // What must hold anyway tells least.
    return sign === undefined || sign.role === 'must' ? telling.length : telling.indexOf(sign.weight);
  };
  const chosen: SignShown[] = [];
  const groups = new Set<string>();
  const known = new Set<string>();
  for (const shown of [...signs].sort((left, right) => place(left) - place(right))) {
    const group = signOf(shown)?.group;
    const repeats =
      (group !== undefined && groups.has(group)) || shown.facts.every((path) => known.has(path));
    if (repeats && shown.facts.length > 0) continue;
    chosen.push(shown);
    if (group !== undefined) groups.add(group);
    for (const path of shown.facts) known.add(path);
  }
  return chosen;
}

/** As many of the strongest reasons as one reads at a glance: one if it is long, three at most. */
export function spoken(
  diagnosis: Diagnosis,
  causes: ReadonlyMap<string, Cause>,
): readonly { readonly sign: SignShown; readonly sentence: string }[] {
  const [top] = diagnosis.verdicts;
  const found: { readonly sign: SignShown; readonly sentence: string }[] = [];
  let length = 'Why:'.length;
  for (const sign of top === undefined ? [] : reasonsOf(top, causes)) {
    const sentence = shortened(sign.text, diagnosis);
    const isShort = length + 1 + sentence.length <= width;
    if (found.length > 0 && (found.length === 3 || !isShort)) {
      // A second reason is worth a longer line, a third is not.
      if (found.length > 1 || length + sentence.length > 2 * width) break;
    }
    found.push({ sign, sentence });
    length += 1 + sentence.length;
  }
  return found;
}

function whyLine(diagnosis: Diagnosis, causes: ReadonlyMap<string, Cause>): string {
  const reasons = spoken(diagnosis, causes).map(({ sentence }) => sentence);
  if (reasons.length > 0) return `Why: ${reasons.join(' ')}`;
  const missing = diagnosis.verdicts[0]?.unseen[0];
  return missing === undefined
    ? 'Why: nothing seen speaks for a known cause.'
    : `Why: nothing seen speaks for it; unseen: ${missing.facts.join(', ') || missing.sign} (${missing.why}).`;
}

function nextLine(diagnosis: Diagnosis, words: Words, causes: ReadonlyMap<string, Cause>): string {
  const [top] = diagnosis.verdicts;
  const cause = top === undefined ? undefined : causes.get(top.cause);
  if (top !== undefined && (top.band === 'confirmed' || top.band === 'likely')) {
    const titles = diagnosis.remedies
      .filter((remedy) => remedy.cause === top.cause && remedy.offered)
      .map(({ id, kind }) => {
        const title = words.remedies.find((remedy) => remedy.id === id)?.title ?? id;
        return kind === 'action' ? `${title} (after an approval)` : title;
      });
    // The gentlest comes first; what the desk can do itself is named beside it.
    const named = titles.filter((title, position) => position === 0 || title.endsWith('(after an approval)'));
    if (named.length > 0) return `Next step: ${named.join('; or: ')}.`;
    const instead = cause?.byDesign ?? cause?.meanwhile[0];
    if (instead !== undefined) return `Next step: ${instead}`;
  }
  if (diagnosis.next !== null) {
    const { ask, by } = diagnosis.next;
    return `Next step: ${by === 'person' ? 'ask: ' : ''}${ask}`;
  }
  return 'Next step: no single look or question would change this; hand it to the mail team with these details.';
}

const oneLine = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** Five lines that can be pasted into a ticket: who and where, moved when, verdict, why, next step. */
export function ticketLines(diagnosis: Diagnosis, words: Words): readonly string[] {
  const found = factsByPath(diagnosis);
  const causes = new Map(words.causes.map((cause) => [cause.id, cause]));
  return [
    whoAndWhere(diagnosis, found),
    movedWhen(diagnosis, found),
    verdictLine(diagnosis.verdicts[0], causes),
    whyLine(diagnosis, causes),
    nextLine(diagnosis, words, causes),
  ].map(oneLine);
}

/** A diagnosis as text: the five lines of a ticket, then the details. */
export function ticket(diagnosis: Diagnosis, words: Words): string {
  const causes = new Map(words.causes.map((cause) => [cause.id, cause]));
  const five = ticketLines(diagnosis, words);
  return [...five, ...details(diagnosis, words, spoken(diagnosis, causes), five)].join('\n');
}
