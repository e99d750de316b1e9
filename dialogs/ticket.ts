import type { Catalogue } from '../services/catalogue.ts';
import type { Cause } from '../services/cause.ts';
import type { Band, Diagnosis, SignShown, Verdict } from '../services/diagnosis/types.ts';
import type { Fact, FactValue } from '../services/facts.ts';
import { moment, span } from '../services/readings/sentences.ts';

/** Where a ticket finds the words of causes and remedies. */
export type Words = Pick<Catalogue, 'causes' | 'remedies'>;

const bandWords: Readonly<Record<Band, string>> = {
  confirmed: 'Confirmed',
  likely: 'Likely',
  possible: 'Possible',
  unlikely: 'Unlikely',
  'ruled-out': 'Ruled out',
};
const shownValue = (value: FactValue): string =>
  value === ''
    ? '(empty)'
    : Array.isArray(value) && value.length === 0
      ? '(none)'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
/** How old a fact is; a log line is dated by its own time. */
function age({ value, at }: Fact, now: number): string {
  const own = typeof value === 'object' && 'at' in value && typeof value.at === 'string' ? value.at : at;
  return `${span(now - Date.parse(own))} old`;
}

/** The winning fact of a path, as a ticket shows it; elements are counted in the order of the facts. */
function factsByPath({ facts, disagreements }: Diagnosis): ReadonlyMap<string, Fact> {
  const found = new Map<string, Fact>();
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const group = fact.fact.endsWith('[]') ? fact.fact.slice(0, -2) : undefined;
    const position = group === undefined ? 0 : (counts.get(group) ?? 0);
    if (group !== undefined) counts.set(group, position + 1);
    found.set(group === undefined ? fact.fact : `${group}[${position}]`, fact);
  }
  for (const { fact, used } of disagreements) found.set(fact, used);
  return found;
}

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

const sayOf = (verdict: Verdict, causes: ReadonlyMap<string, Cause>): string =>
  `${causes.get(verdict.cause)?.says ?? verdict.cause} (${verdict.cause})`;

function verdictLine(top: Verdict | undefined, causes: ReadonlyMap<string, Cause>): string {
  if (top === undefined) return 'Verdict: no cause is known here.';
  if (top.band === 'unlikely' || top.band === 'ruled-out') {
    return `No known cause is likely; the nearest is ${top.cause} (${top.band}).`;
  }
  return `${bandWords[top.band]}: ${sayOf(top, causes)}${top.byDesign ? ' This is expected.' : ''}`;
}

const telling = ['proof', 'strong', 'fair', 'weak'] as const;
/** The signs of a verdict, the weightiest first; what must hold anyway tells least. */
function byWeight({ for: signs, cause }: Verdict, causes: ReadonlyMap<string, Cause>): readonly SignShown[] {
  const place = ({ sign: id }: SignShown): number => {
    const sign = causes.get(cause)?.signs.find((one) => one.id === id);
    return sign === undefined || sign.role === 'must' ? telling.length : telling.indexOf(sign.weight);
  };
  return [...signs].sort((left, right) => place(left) - place(right));
}

function whyLine(top: Verdict | undefined, causes: ReadonlyMap<string, Cause>): string {
  const reasons = top === undefined ? [] : byWeight(top, causes).map(({ text: sentence }) => sentence);
  if (reasons.length > 0) return `Why: ${reasons.slice(0, 3).join(' ')}`;
  const missing = top?.unseen[0];
  return missing === undefined
    ? 'Why: nothing seen speaks for a known cause.'
    : `Why: nothing seen speaks for it; unseen: ${missing.facts.join(', ') || missing.sign} (${missing.why}).`;
}

function nextLine(diagnosis: Diagnosis, words: Words, causes: ReadonlyMap<string, Cause>): string {
  const top = diagnosis.verdicts[0];
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
  const top = diagnosis.verdicts[0];
  return [
    whoAndWhere(diagnosis, found),
    movedWhen(diagnosis, found),
    verdictLine(top, causes),
    whyLine(top, causes),
    nextLine(diagnosis, words, causes),
  ].map(oneLine);
}

function evidence(sign: SignShown, found: ReadonlyMap<string, Fact>, now: number): readonly string[] {
  const facts = sign.facts.flatMap((path) => {
    const fact = found.get(path);
    if (fact === undefined) return [];
    const said = [fact.from, fact.source, age(fact, now), fact.vantage].filter((part) => part !== '');
    return [`      ${path} = ${shownValue(fact.value)} [${said.join('; ')}]`];
  });
  return [`  - ${sign.text}`, ...facts];
}
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

function details(diagnosis: Diagnosis, words: Words): readonly string[] {
  const found = factsByPath(diagnosis);
  const now = Date.parse(diagnosis.at);
  const [top, ...rest] = diagnosis.verdicts;
  const titles = new Map(words.remedies.map(({ id, title }) => [id, title]));
  const breaker = diagnosis.blind.find(({ why }) => /nothing authenticates until/.test(why));
  return [
    ...(breaker === undefined ? [] : ['', `NOTICE: ${breaker.why}`]),
    ...section(
      `For ${top?.cause ?? 'it'}`,
      (top?.for ?? []).flatMap((sign) => evidence(sign, found, now)),
    ),
    ...section(
      'Against',
      (top?.against ?? []).flatMap((sign) => evidence(sign, found, now)),
    ),
    ...section(
      'Unseen',
      (top?.unseen ?? []).map(
        ({ sign, facts, why }) => `  - ${sign}: ${facts.join(', ') || 'its facts'} (${why})`,
      ),
    ),
    ...section(
      'What would change this',
      (top?.wouldChange ?? []).map(
        ({ set, band }) =>
          `  - ${bandWords[band]} if ${set.map(({ fact, value }) => `${fact} = ${shownValue(value)}`).join(' and ')}`,
      ),
    ),
    ...section(
      'Also considered',
      rest.map(({ cause, band, weight, for: reasons }) => {
        const because = reasons[0] === undefined ? '' : `: ${reasons[0].text}`;
        return `  - ${bandWords[band]}: ${cause} (${weight})${because}`;
      }),
    ),
    ...section(
      'Mend in this order',
      diagnosis.mendFirst.length > 1 ? [`  ${diagnosis.mendFirst.join(', then ')}`] : [],
    ),
    ...section(
      'Remedies',
      diagnosis.remedies.map(
        ({ id, cause, kind, offered, why }) =>
          `  - ${titles.get(id) ?? id} (${kind} for ${cause}): ${offered ? 'offered' : 'not offered'}; ${why}`,
      ),
    ),
    ...section(
      'Worth knowing',
      diagnosis.findings.map((finding) => `  - ${finding.text}`),
    ),
    ...section(
      'Sources that disagree',
      diagnosis.disagreements.map(
        ({ fact, used, other }) =>
          `  - ${fact}: ${shownValue(used.value)} (${used.from}, ${used.source || 'no source'}) is used, not ${shownValue(other.value)} (${other.from}, ${other.source || 'no source'})`,
      ),
    ),
    ...section(
      'Could not be seen',
      diagnosis.blind.map(({ fact, why }) => `  - ${fact}: ${why}`),
    ),
    '',
    diagnosis.next === null
      ? 'Next look: none would change a verdict.'
      : `Next look: ${diagnosis.next.ask} (${diagnosis.next.fact}, by ${diagnosis.next.by})`,
  ];
}

/** A diagnosis as text: the five lines of a ticket, then the details. */
export const ticket = (diagnosis: Diagnosis, words: Words): string =>
  [...ticketLines(diagnosis, words), ...details(diagnosis, words)].join('\n');
