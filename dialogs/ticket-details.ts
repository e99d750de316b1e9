import type { Catalogue } from '../services/catalogue.ts';
import { askedOf, asking } from '../services/diagnosis/asking.ts';
import type { Diagnosis, SignShown, Verdict } from '../services/diagnosis/types.ts';
import { naturalSource, parsePath } from '../services/facts.ts';
import { factWords } from './fact-words.ts';
import { factLines, factsByPath, isNew, nothingWritten, signLines, type Written } from './ticket-evidence.ts';
import { bandWords, changeWords, shortened, valueWords, weightWords } from './ticket-words.ts';

/** What the five lines gave as reasons. */
type Spoken = readonly { readonly sign: SignShown; readonly sentence: string }[];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];
/** A list that stops where nobody reads on. */
const clipped = (lines: readonly string[], most: number, rest: string): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most), `  … and ${lines.length - most} more ${rest}`];

/** The groups of unseen facts by who can tell them, each asked for in a sentence. */
function unseenLines({ unseen, cause }: Verdict, { next }: Diagnosis, written: Written): readonly string[] {
  const asked = new Map<string, string[]>();
  for (const { facts, why } of unseen) {
    for (const path of facts) {
      const bare = path.replace(/\[\d+\]$/, '[]');
      if (bare === next?.fact) continue;
      const by = askedOf(naturalSource(parsePath(bare).text));
      const line = by === 'person' ? asking(bare, by) : `${factWords(bare)}: ${why}`;
      const title =
        by === 'person'
          ? `Not said yet, and bears on ${cause}`
          : `Not seen by ${by === 'probe' ? 'the looks at directory and servers' : 'the looks at logs and Windows'}`;
      const beside = asked.get(title) ?? [];
      if (isNew(written, line)) beside.push(`  - ${line}`);
      asked.set(title, beside);
    }
  }
  return [...asked].flatMap(([title, lines]) => section(title, clipped(lines, 8, 'like these')));
}

function changeLines({ wouldChange }: Verdict, diagnosis: Diagnosis): readonly string[] {
  return wouldChange.map(
    ({ set, band }) =>
      `  - ${bandWords[band]}, if ${set.map((one) => changeWords(one, diagnosis)).join(', and if ')}`,
  );
}

/** The other causes: those that may hold with their first reason, those that do not with what speaks against. */
function othersLines(rest: readonly Verdict[], diagnosis: Diagnosis, written: Written): readonly string[] {
  const row = ({ cause, band, weight, for: pro, against: contra }: Verdict): string => {
    const sentence = [...(band === 'ruled-out' ? contra : pro)]
      .map(({ text }) => shortened(text, diagnosis))
      .find((one) => isNew(written, one));
    return `  - ${bandWords[band]} (${weightWords(weight)}): ${cause}${sentence === undefined ? '' : `: ${sentence}`}`;
  };
  const may = rest.filter(({ band }) => band !== 'unlikely' && band !== 'ruled-out').map(row);
  const hardly = rest.filter(({ band }) => band === 'unlikely').map(row);
  const out = rest.filter(({ band }) => band === 'ruled-out').map(row);
  return [...may, ...clipped(hardly, 5, 'unlikely'), ...clipped(out, 5, 'ruled out')];
}

/** Remedies by why they are, or are not, offered. */
function remedyLines(diagnosis: Diagnosis, words: Pick<Catalogue, 'remedies'>): readonly string[] {
  const titles = new Map(words.remedies.map(({ id, title }) => [id, title]));
  const { remedies } = diagnosis;
  const byWhy = Map.groupBy(remedies, ({ offered, why }) => `${offered ? 'Offered' : 'Not offered'}: ${why}`);
  return [...byWhy].flatMap(([why, group]) => [
    `  ${shortened(why, diagnosis)}`,
    ...group.map(({ id, kind, cause }) => `  - ${titles.get(id) ?? id} (${kind} for ${cause})`),
  ]);
}

/** What was not seen, once for each reason and thing. */
function blindLines({ blind }: Diagnosis): readonly string[] {
  const rows = Map.groupBy(blind, ({ fact, why }) => `${fact.replace(/\.\w+(\[[^\]]*\])?$/, '')}\n${why}`);
  const lines = [...rows].map(([row, together]) => {
    const [thing = '', why = ''] = row.split('\n');
    const leaves = together.flatMap(({ fact }) => (fact === thing ? [] : [fact.slice(thing.length + 1)]));
    return `  - ${thing}${leaves.length === 0 ? '' : ` (${leaves.join(', ')})`}: ${why}`;
  });
  return clipped(lines, 10, 'in the case file');
}

function nextLines({ next }: Diagnosis, five: readonly string[]): readonly string[] {
  if (next === null) return ['', 'No further look or question would change the first verdict.'];
  const moves = next.wouldChange.map(
    ({ cause, from, to }) =>
      `  - ${cause}: from ${bandWords[from].toLowerCase()} to ${bandWords[to].toLowerCase()}`,
  );
  const asked = five.some((line) => line.includes(next.ask)) ? 'That question' : next.ask;
  return section(`${asked} could move`, moves);
}

/** What follows the five lines: evidence, what is not known, what else was considered; each thing said once. */
export function details(
  diagnosis: Diagnosis,
  words: Pick<Catalogue, 'remedies'>,
  reasons: Spoken,
  five: readonly string[],
): readonly string[] {
  const found = factsByPath(diagnosis);
  const written = nothingWritten();
  for (const { sentence } of reasons) isNew(written, sentence);
  const [top, ...rest] = diagnosis.verdicts;
  const breaker = diagnosis.blind.find(({ why }) => why.includes('nothing authenticates until'));
  const told = new Set(reasons.map(({ sign }) => sign));
  const vantages = [...new Set(diagnosis.facts.map(({ vantage }) => vantage).filter((one) => one !== ''))];
  return [
    ...(breaker === undefined ? [] : ['', `NOTICE: ${breaker.why}`]),
    ...section(
      'Behind these reasons',
      factLines(
        reasons.flatMap(({ sign }) => sign.facts),
        found,
        written,
        diagnosis,
      ),
    ),
    ...section(
      `Also for ${top?.cause ?? 'it'}`,
      signLines(
        (top?.for ?? []).filter((sign) => !told.has(sign)),
        found,
        written,
        diagnosis,
      ),
    ),
    ...section('Against it', signLines(top?.against ?? [], found, written, diagnosis)),
    ...section('The verdict would be', top === undefined ? [] : changeLines(top, diagnosis)),
    ...nextLines(diagnosis, five),
    ...(top === undefined ? [] : unseenLines(top, diagnosis, written)),
    ...section(
      'Also considered (+1: ten to one for it, -1: ten to one against)',
      othersLines(rest, diagnosis, written),
    ),
    ...section(
      'Mend in this order',
      diagnosis.mendFirst.length > 1 ? [`  ${diagnosis.mendFirst.join(', then ')}`] : [],
    ),
    ...section('Remedies', remedyLines(diagnosis, words)),
    ...section(
      'Worth knowing',
      diagnosis.findings.map(({ text }) => `  - ${shortened(text, diagnosis)}`),
    ),
    ...section(
      'Sources that disagree',
      diagnosis.disagreements.map(
        ({ fact, used, other }) =>
          `  - ${fact}: ${valueWords(used.value, diagnosis)} (${used.from}, ${used.source || 'no source'}) is used, not ${valueWords(other.value, diagnosis)} (${other.from}, ${other.source || 'no source'})`,
      ),
    ),
    ...section('Could not be seen', blindLines(diagnosis)),
    ...(vantages.length === 0 ? [] : ['', `Seen from: ${vantages.join(', ')}.`]),
  ];
}
